import { inFolder, type Wanted } from './wanted.ts';

const http = { type: 'http', name: 'Postman {{$guid}}', channels: ['sms'], settings: { url: '{{url}}/healthz' } };
const messageProviders = inFolder('Message providers', [
  { operation: 'listMessageProviderTypes', holds: ["reply.some(({ id }) => id === 'http')"] },
  {
    operation: 'createMessageProvider',
    body: http,
    keep: { providerId: 'reply.id', provider: 'JSON.stringify(reply)' },
  },
  { operation: 'listMessageProviders', holds: ['reply.length > 0'] },
  { operation: 'getMessageProvider', holds: ["reply.status === 'ACTIVE'"] },
  { operation: 'replaceMessageProvider', body: '{{provider}}' },
  {
    operation: 'testMessageProvider',
    name: 'Send a test message; the address here takes none',
    body: { channel: 'sms', to: '+18024482040' },
    holds: ['/REFUSED|FAILED/.test(reply.result)'],
  },
  { operation: 'deactivateMessageProvider', holds: ["reply.status === 'INACTIVE'"] },
  { operation: 'activateMessageProvider', holds: ["reply.status === 'ACTIVE'"] },
  { operation: 'deactivateMessageProvider', name: 'Deactivate it again' },
  { operation: 'deleteMessageProvider' },
]);

const twilio = {
  providerName: 'TWILIO',
  providerCapability: 'ALL',
  providerSid: 'AC00000000000000000000000000000000',
  providerAuthToken: '00000000000000000000000000000000',
  providerSettings: { sms: { twilioPhoneNumber: '+18024482041' } },
};
const telephonyProviders = inFolder('Telephony providers', [
  { operation: 'createTelephonyProvider', body: twilio, keep: { customTelephonyProviderId: 'reply.id' } },
  { operation: 'listTelephonyProviders', holds: ['reply.length > 0'] },
  { operation: 'getTelephonyProvider', holds: ["reply.providerName === 'TWILIO'"] },
  { operation: 'updateTelephonyProvider', body: twilio },
  { operation: 'setPrimaryTelephonyProvider' },
  {
    operation: 'testTelephonyProvider',
    name: 'Send a test message; the account here is made up',
    body: { factor: 'SMS', phoneNumber: '+18024482042' },
    status: 400,
    holds: ["reply.errorCode === 'E0000001'"],
  },
  { operation: 'deactivateTelephonyProvider' },
  { operation: 'activateTelephonyProvider' },
  { operation: 'deactivateTelephonyProvider', name: 'Deactivate it again' },
  { operation: 'deleteTelephonyProvider' },
]);

const records = inFolder('What became of it', [
  { operation: 'listUserMessages', holds: ['reply.length > 0'] },
  { operation: 'explainUser' },
]);

/** Ways in which messages are sent, and what became of them. */
export const providers: readonly Wanted[] = [...messageProviders, ...telephonyProviders, ...records];
