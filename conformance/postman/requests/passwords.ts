import { ANOTHER_PASSWORD, PASSWORD } from './person.ts';
import { inFolder } from './wanted.ts';

const password = { value: PASSWORD };
const recovery = { question: 'Who wrote the first program?', answer: 'I did' };
const link = ['reply.resetPasswordUrl.length > 0'];

/** Passwords, the recovery question, and the links by which people set a password. */
export const passwords = inFolder('Users: passwords', [
  { operation: 'changePassword', body: { oldPassword: password, newPassword: { value: ANOTHER_PASSWORD } } },
  {
    operation: 'changeRecoveryQuestion',
    body: { password: { value: ANOTHER_PASSWORD }, recovery_question: recovery },
    holds: [`reply.recovery_question.question === '${recovery.question}'`],
  },
  {
    operation: 'forgotPasswordSetNewPassword',
    body: { password, recovery_question: { answer: recovery.answer } },
  },
  { operation: 'forgotPassword', query: { sendEmail: 'false' }, holds: link },
  { operation: 'expirePassword', holds: ["reply.status === 'PASSWORD_EXPIRED'"] },
  { operation: 'expirePasswordWithTempPassword', keep: { tempPassword: 'reply.tempPassword' } },
  {
    operation: 'changePassword',
    name: 'Change the temporary password',
    body: { oldPassword: { value: '{{tempPassword}}' }, newPassword: { value: ANOTHER_PASSWORD } },
  },
  { operation: 'resetPassword', query: { sendEmail: 'false' }, holds: link },
  {
    operation: 'reactivateUser',
    query: { sendEmail: 'false' },
    holds: ['reply.activationUrl.includes(reply.activationToken)'],
  },
  {
    operation: 'updateUser',
    name: 'Set a password',
    body: { credentials: { password } },
    holds: ["reply.status === 'ACTIVE'"],
  },
]);
