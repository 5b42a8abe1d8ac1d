import { later } from './person.ts';
import { inFolder } from './wanted.ts';

const pushId = "reply.find(({ factorType }) => factorType === 'push').id";
const transactionId = "reply._links.poll.href.split('/').at(-1)";

/** Questions on a phone: one that is taken back, one that is approved. */
export const push = inFolder('Factors: push', [
  { operation: 'enrollFactor', body: { factorType: 'push', provider: 'OKTA' }, keep: { factorId: 'reply.id' } },
  { operation: 'pollFactorActivation', holds: ["reply.factorResult === 'WAITING'"] },
  later(),
  { operation: 'sendFactorActivationEmail' },
  { operation: 'sendFactorActivationSms', body: { profile: { phoneNumber: '+18024482038' } } },
  {
    name: 'A phone that does not answer (development mode)',
    dev: { method: 'POST', path: '/dev/devices' },
    body: { type: 'phone', userId: '{{userId}}', factorId: '{{factorId}}', behaviour: 'silent' },
    keep: { phone: 'reply.id' },
  },
  { operation: 'listFactors', keep: { factorId: pushId } },
  { operation: 'listFactorDevices', keep: { deviceId: 'reply[0].id' }, holds: ['reply.length === 1'] },
  { operation: 'inviteFactorDevice' },
  { operation: 'verifyFactor', name: 'Ask', status: 201, keep: { transactionId } },
  { operation: 'cancelFactorTransaction' },
  {
    name: 'The phone approves from now on (development mode)',
    dev: { method: 'PATCH', path: '/dev/devices/{{phone}}' },
    body: { behaviour: 'approve' },
  },
  { operation: 'verifyFactor', name: 'Ask again', status: 201, keep: { transactionId } },
  { operation: 'getFactorTransactionStatus', holds: ['/WAITING|SUCCESS/.test(reply.factorResult)'] },
  { operation: 'removeFactorDevice' },
  { operation: 'resetFactors' },
]);
