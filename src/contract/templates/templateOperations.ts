import { type TSchema, Type } from 'typebox';
import { instance } from '../shared/instance.ts';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { templateSchemas, templateTypes } from './template.ts';

const TemplatePath = Type.Object({ templateId: Type.String() });

interface Shapes<Request extends TSchema, Resource extends TSchema> {
  readonly request: Request;
  readonly resource: Resource;
}

/** The operations of one channel's templates (facts 171 to 180). */
function templatesOf<Request extends TSchema, Resource extends TSchema>(
  channel: keyof typeof templateTypes,
  kind: string,
  { request, resource }: Shapes<Request, Resource>,
) {
  const templates = `/api/v1/templates/${channel}` as const;
  const one = `${templates}/:templateId` as const;
  const template = instance({
    path: one,
    scopes: 'okta.templates',
    params: TemplatePath,
    resource,
    errors: ['notFound', 'validation'],
  });
  return {
    list: operation({
      method: 'GET',
      path: templates,
      scope: 'okta.templates.read',
      summary: `List all ${kind} templates`,
      params: None,
      query: Type.Object({ templateType: Type.Optional(Type.String({ examples: [templateTypes[channel]] })) }),
      body: None,
      status: 200,
      reply: Type.Array(resource),
      errors: [],
    }),
    create: operation({
      method: 'POST',
      path: templates,
      scope: 'okta.templates.manage',
      summary: `Create a template of ${kind} messages`,
      params: None,
      query: None,
      body: request,
      status: 200,
      reply: resource,
      errors: ['validation'],
    }),
    get: template.read(`Retrieve a template of ${kind} messages`),
    update: template.change(
      'POST',
      `Change a part of a template of ${kind} messages; translations are added, changed, or removed by null`,
      request,
    ),
    replace: template.change('PUT', `Replace a template of ${kind} messages`, request),
    remove: operation({
      method: 'DELETE',
      path: one,
      scope: 'okta.templates.manage',
      summary: `Delete a template of ${kind} messages; one that is gone is no error`,
      params: TemplatePath,
      query: None,
      body: None,
      status: 204,
      reply: None,
      errors: ['validation'],
    }),
  };
}

const sms = templatesOf('sms', 'SMS', templateSchemas.sms);
const call = templatesOf('call', 'voice', templateSchemas.call);
const email = templatesOf('email', 'e-mail', templateSchemas.email);

/**
 * Operations on the texts of messages. Those for calls and e-mails are ours, with the same rules as Okta's for text
 * messages.
 */
export const templateOperations = {
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
} as const;
