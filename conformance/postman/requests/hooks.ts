import { later } from './person.ts';
import { inFolder, type Wanted } from './wanted.ts';

const message = {
  eventId: '{{$guid}}',
  eventTime: '2026-01-01T00:00:00.000Z',
  eventType: 'com.okta.telephony.provider',
  eventTypeVersion: '1.0',
  contentType: 'application/json',
  cloudEventVersion: '0.1',
  source: 'https://example.com/api/v1/inlineHooks',
  requestType: 'com.okta.user.telephony.pre-enrollment',
  data: {
    userProfile: { firstName: 'Ada', lastName: 'Lovelace', login: 'ada@example.com', userId: '00u1' },
    messageProfile: {
      msgTemplate: 'Your code is 12345',
      phoneNumber: '+18024482039',
      otpExpires: '2026-01-01T00:05:00.000Z',
      deliveryChannel: 'SMS',
      otpCode: '12345',
      locale: 'EN-US',
    },
  },
};

const hook = {
  name: 'Postman',
  type: 'com.okta.telephony.provider',
  version: '1.0.0',
  channel: {
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri: '{{url}}/hooks/okta/telephony',
      method: 'POST',
      headers: [],
      authScheme: { type: 'HEADER', key: 'authorization', value: 'SSWS {{apikey}}' },
    },
  },
};

/** Hooks that this service calls, and the one that it is. */
export const hooks: readonly Wanted[] = inFolder('Inline hooks', [
  {
    operation: 'receiveTelephony',
    body: message,
    holds: ["reply.commands[0].value[0].status === 'SUCCESSFUL'"],
  },
  later(),
  { operation: 'createInlineHook', body: hook, keep: { inlineHookId: 'reply.id' } },
  { operation: 'listInlineHooks', holds: ['reply.length > 0'] },
  { operation: 'getInlineHook', holds: ["reply.name === 'Postman'"] },
  { operation: 'updateInlineHook', body: { ...hook, name: 'Once' }, holds: ["reply.name === 'Once'"] },
  { operation: 'replaceInlineHook', body: { ...hook, name: 'Again' }, holds: ["reply.name === 'Again'"] },
  {
    operation: 'executeInlineHook',
    name: 'Preview a hook; this one is the service itself',
    body: message,
    holds: ["reply.commands[0].value[0].status === 'SUCCESSFUL'"],
  },
  { operation: 'deactivateInlineHook', holds: ["reply.status === 'INACTIVE'"] },
  { operation: 'activateInlineHook', holds: ["reply.status === 'ACTIVE'"] },
  { operation: 'deactivateInlineHook', name: 'Deactivate it again' },
  { operation: 'deleteInlineHook' },
]);
