import { Type } from 'typebox';
import { instance } from '../shared/instance.ts';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { EventHookDelivery, EventHookRequest, EventHookResource } from './eventHook.ts';

const HookPath = Type.Object({ eventHookId: Type.String() });
const hooks = '/api/v1/eventHooks' as const;
const one = `${hooks}/:eventHookId` as const;
const hook = instance({
  path: one,
  scopes: 'okta.eventHooks',
  params: HookPath,
  resource: EventHookResource,
  errors: ['notFound', 'validation'],
  forOktaClients: true,
});

/** Services of an administrator's that are told of events of the system log (facts 196 to 198). */
export const eventHookOperations = {
  listEventHooks: operation({
    method: 'GET',
    path: hooks,
    scope: 'okta.eventHooks.read',
    forOktaClients: true,
    summary: 'List all event hooks',
    params: None,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(EventHookResource),
    errors: [],
  }),
  createEventHook: operation({
    method: 'POST',
    path: hooks,
    scope: 'okta.eventHooks.manage',
    forOktaClients: true,
    summary: 'Create an event hook, which is sent nothing before it is verified',
    params: None,
    query: None,
    body: EventHookRequest,
    status: 200,
    reply: EventHookResource,
    errors: ['validation'],
  }),
  getEventHook: hook.read('Retrieve an event hook'),
  replaceEventHook: hook.change('PUT', 'Replace an event hook; another channel has to be verified', EventHookRequest),
  deleteEventHook: hook.remove('Delete an event hook that is inactive'),
  activateEventHook: hook.step('lifecycle/activate', 'Activate an event hook', { bodyRepeatsPath: true }),
  deactivateEventHook: hook.step('lifecycle/deactivate', 'Deactivate an event hook', { bodyRepeatsPath: true }),
  verifyEventHook: hook.step('lifecycle/verify', 'Verify an event hook: it must repeat a challenge', {
    bodyRepeatsPath: true,
  }),
  listEventHookDeliveries: operation({
    method: 'GET',
    path: `${one}/deliveries`,
    scope: 'okta.eventHooks.read',
    forOktaClients: true,
    summary: 'List the events that an event hook has not taken, at most 200, oldest first',
    params: HookPath,
    query: Type.Object({ status: Type.Optional(Type.Enum(['WAITING', 'DEAD'])) }),
    body: None,
    status: 200,
    reply: Type.Array(EventHookDelivery),
    errors: ['notFound', 'validation'],
  }),
  replayEventHookDeliveries: operation({
    method: 'POST',
    path: `${one}/deliveries/replay`,
    scope: 'okta.eventHooks.manage',
    forOktaClients: true,
    summary: 'Send an event hook again, and at once, what it has not taken',
    params: HookPath,
    query: None,
    body: None,
    status: 200,
    reply: Type.Object({ replayed: Type.Integer() }),
    errors: ['notFound'],
  }),
} as const;
