import type { InlineHookRequest } from '../../contract/hooks/inlineHook.ts';
import { hookFields } from '../../domain/hooks/hookTarget.ts';
import { type InlineHook, MAX_HOOKS } from '../../domain/hooks/inlineHook.ts';
import { fault, orThrow } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { changeHook, describeHook, findHook, hookLog, otherActive } from './hookChanges.ts';

/** All of them, oldest first, or those of a type. */
export const listInlineHooks: Handler<'listInlineHooks'> = async ({ store, links }, { query }) =>
  (await store.inlineHooks.list())
    .filter(({ type }) => query.type === undefined || type === query.type)
    .map((hook) => describeHook(links, hook));

/** A new one is active, so there must be no other that is (facts 181, 195). */
export const createInlineHook: Handler<'createInlineHook'> = async (services, { body, caller }) => {
  const { store, links } = services;
  const fields = checked(services, body, undefined);
  if ((await store.inlineHooks.list()).length >= MAX_HOOKS) {
    throw fault('validation', { subject: 'inlineHook' }).because(
      `There are ${MAX_HOOKS} inline hooks already; DELETE one that is INACTIVE first.`,
    );
  }
  const now = services.now();
  const hook: InlineHook = {
    id: services.newId('cal'),
    ...fields,
    status: 'ACTIVE',
    created: now,
    lastUpdated: now,
    version: 1,
  };
  const applied = await store.apply([
    { do: 'insertInlineHook', hook },
    hookLog('inline_hook.created', hook, caller, now),
  ]);
  if (applied !== 'done') throw await otherActive(services, hook);
  return describeHook(links, hook);
};

export const getInlineHook: Handler<'getInlineHook'> = async (services, { params }) =>
  describeHook(services.links, await findHook(services, params.inlineHookId));

/** Changes the members that the body has; the others stay. */
export const updateInlineHook: Handler<'updateInlineHook'> = (services, { params, body, caller }) =>
  changeHook(services, params.inlineHookId, caller, 'inline_hook.updated', (hook) => ({
    ...hook,
    ...checked(services, body, hook),
  }));

/**
 * Replaces a hook: members that are left out are gone, but for the secret, which nobody is shown and so nobody can
 * repeat.
 */
export const replaceInlineHook: Handler<'replaceInlineHook'> = (services, { params, body, caller }) =>
  changeHook(services, params.inlineHookId, caller, 'inline_hook.updated', (hook) => {
    const { channel } = body;
    const config = { uri: '', ...channel?.config, headers: channel?.config?.headers ?? [] };
    return { ...hook, ...checked(services, { ...body, name: body.name ?? '', channel: { ...channel, config } }, hook) };
  });

export const activateInlineHook: Handler<'activateInlineHook'> = (services, { params, caller }) =>
  changeHook(services, params.inlineHookId, caller, 'inline_hook.activated', (hook) => ({ ...hook, status: 'ACTIVE' }));

export const deactivateInlineHook: Handler<'deactivateInlineHook'> = (services, { params, caller }) =>
  changeHook(services, params.inlineHookId, caller, 'inline_hook.deactivated', (hook) => ({
    ...hook,
    status: 'INACTIVE',
  }));

/** Only while it is inactive (fact 195). */
export const deleteInlineHook: Handler<'deleteInlineHook'> = async (services, { params, caller }) => {
  return untilWritten('hook', async () => {
    const hook = await findHook(services, params.inlineHookId);
    if (hook.status === 'ACTIVE') {
      throw fault('validation', { subject: 'inlineHook' }).because(
        `The hook is ACTIVE; deactivate it first with POST /api/v1/inlineHooks/${hook.id}/lifecycle/deactivate.`,
      );
    }
    const entry = hookLog('inline_hook.deleted', hook, caller, services.now());
    const applied = await services.store.apply([{ do: 'removeInlineHook', hook }, entry]);
    return applied === 'done' ? {} : undefined;
  });
};

function checked({ hooks }: Services, body: InlineHookRequest, known: InlineHook | undefined) {
  return orThrow(hookFields(body, known, hooks.uriProblem));
}
