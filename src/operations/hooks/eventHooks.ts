import type { EventHookRequest } from '../../contract/hooks/eventHook.ts';
import {
  type EventHook,
  isDeliverable,
  MAX_ACTIVE_EVENT_HOOKS,
  MAX_EVENT_HOOKS,
} from '../../domain/hooks/eventHook.ts';
import { eventHookFields } from '../../domain/hooks/eventHookFields.ts';
import { fault, orThrow } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { changeEventHook, describeEventHook, eventHookLog, findEventHook } from './eventHookChanges.ts';

/** All of them, oldest first. */
export const listEventHooks: Handler<'listEventHooks'> = async ({ store, links }) =>
  (await store.eventHooks.list()).map((hook) => describeEventHook(links, hook));

/** A new one is active, and is sent nothing before it is verified (fact 196). */
export const createEventHook: Handler<'createEventHook'> = async (services, { body, caller }) => {
  const { store, links } = services;
  const fields = checked(services, body, undefined);
  if ((await store.eventHooks.list()).length >= MAX_EVENT_HOOKS) {
    throw fault('validation', { subject: 'eventHook' }).because(
      `There are ${MAX_EVENT_HOOKS} event hooks already; DELETE one that is INACTIVE first.`,
    );
  }
  const now = services.now();
  const createdBy = caller.principal?.userId ?? caller.principal?.id;
  const hook: EventHook = {
    id: services.newId('who'),
    ...fields,
    status: 'ACTIVE',
    verification: 'UNVERIFIED',
    ...(createdBy !== undefined && { createdBy }),
    created: now,
    lastUpdated: now,
    version: 1,
  };
  await store.apply([
    { do: 'insertEventHook', hook },
    eventHookLog({ event: 'event_hook.created' }, hook, caller, now),
  ]);
  return describeEventHook(links, hook);
};

export const getEventHook: Handler<'getEventHook'> = async (services, { params }) =>
  describeEventHook(services.links, await findEventHook(services, params.eventHookId));

/** Replaces a hook; where it is called at, or with what, is another channel, which has to be verified again. */
export const replaceEventHook: Handler<'replaceEventHook'> = (services, { params, body, caller }) =>
  changeEventHook(services, params.eventHookId, caller, 'event_hook.updated', (hook) => {
    const { description: _, ...rest } = hook;
    const fields = checked(services, body, hook);
    const isSame = JSON.stringify(fields.target) === JSON.stringify(hook.target);
    return { ...rest, ...fields, verification: isSame ? hook.verification : 'UNVERIFIED' };
  });

export const activateEventHook: Handler<'activateEventHook'> = (services, { params, caller }) =>
  changeEventHook(services, params.eventHookId, caller, 'event_hook.activated', async (hook) => {
    const active: EventHook = { ...hook, status: 'ACTIVE' };
    if (isDeliverable(active)) await requireRoom(services, hook);
    return active;
  });

export const deactivateEventHook: Handler<'deactivateEventHook'> = (services, { params, caller }) =>
  changeEventHook(services, params.eventHookId, caller, 'event_hook.deactivated', (hook) => ({
    ...hook,
    status: 'INACTIVE',
  }));

/** Only while it is inactive (fact 196). */
export const deleteEventHook: Handler<'deleteEventHook'> = async (services, { params, caller }) =>
  untilWritten('hook', async () => {
    const hook = await findEventHook(services, params.eventHookId);
    if (hook.status === 'ACTIVE') {
      throw fault('validation', { subject: 'eventHook' }).because(
        `The hook is ACTIVE; deactivate it first with POST /api/v1/eventHooks/${hook.id}/lifecycle/deactivate.`,
      );
    }
    const entry = eventHookLog({ event: 'event_hook.deleted' }, hook, caller, services.now());
    const applied = await services.store.apply([{ do: 'removeEventHook', hook }, entry]);
    return applied === 'done' ? {} : undefined;
  });

/** Okta's bound for hooks that are sent events. */
export async function requireRoom({ store }: Services, { id }: EventHook): Promise<void> {
  const others = (await store.eventHooks.list()).filter((other) => other.id !== id && isDeliverable(other));
  if (others.length < MAX_ACTIVE_EVENT_HOOKS) return;
  throw fault('validation', { subject: 'eventHook' }).because(
    `There are ${MAX_ACTIVE_EVENT_HOOKS} active and verified event hooks already; deactivate one of them first.`,
  );
}

const checked = ({ eventHooks }: Services, body: EventHookRequest, known: EventHook | undefined) => {
  const { description, ...fields } = orThrow(eventHookFields(body, known, eventHooks.uriProblem));
  return { ...fields, ...(description !== undefined && { description }) };
};
