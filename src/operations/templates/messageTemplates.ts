import { templateHandlers } from './templates.ts';

const sms = templateHandlers('sms');
const call = templateHandlers('call');
const email = templateHandlers('email');

/** The handlers for the templates of each channel. */
export const messageTemplates = {
  listSmsTemplates: sms.list,
  createSmsTemplate: sms.create,
  getSmsTemplate: sms.get,
  updateSmsTemplate: sms.update,
  replaceSmsTemplate: sms.replace,
  deleteSmsTemplate: sms.remove,
  listCallTemplates: call.list,
  createCallTemplate: call.create,
  getCallTemplate: call.get,
  updateCallTemplate: call.update,
  replaceCallTemplate: call.replace,
  deleteCallTemplate: call.remove,
  listEmailTemplates: email.list,
  createEmailTemplate: email.create,
  getEmailTemplate: email.get,
  updateEmailTemplate: email.update,
  replaceEmailTemplate: email.replace,
  deleteEmailTemplate: email.remove,
};
