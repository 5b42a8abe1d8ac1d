import { inFolder, type Wanted } from './wanted.ts';

const eventHook = {
  name: 'Postman',
  events: { type: 'EVENT_TYPE', items: ['user.account.lock'] },
  channel: {
    type: 'HTTP',
    version: '1.0.0',
    config: { uri: '{{url}}/healthz', authScheme: { type: 'HEADER', key: 'Authorization', value: '{{$guid}}' } },
  },
};

/** Hooks that are told of events; the service at their address is none that would repeat a challenge. */
export const eventHooks: readonly Wanted[] = inFolder('Event hooks', [
  { operation: 'createEventHook', body: eventHook, keep: { eventHookId: 'reply.id' } },
  { operation: 'listEventHooks', holds: ['reply.length > 0'] },
  { operation: 'getEventHook', holds: ["reply.verificationStatus === 'UNVERIFIED'"] },
  { operation: 'replaceEventHook', body: { ...eventHook, name: 'Again' }, holds: ["reply.name === 'Again'"] },
  {
    operation: 'verifyEventHook',
    name: 'Verify an event hook; this one does not repeat the challenge',
    status: 400,
    holds: ["reply.errorCode === 'E0000001'"],
  },
  { operation: 'listEventHookDeliveries', holds: ['reply.length === 0'] },
  { operation: 'replayEventHookDeliveries', holds: ['reply.replayed === 0'] },
  { operation: 'deactivateEventHook', holds: ["reply.status === 'INACTIVE'"] },
  { operation: 'activateEventHook', holds: ["reply.status === 'ACTIVE'"] },
  { operation: 'deactivateEventHook', name: 'Deactivate it again' },
  { operation: 'deleteEventHook' },
]);
