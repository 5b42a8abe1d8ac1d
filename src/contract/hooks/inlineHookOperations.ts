import { Type } from 'typebox';
import { instance } from '../shared/instance.ts';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { InlineHookRequest, InlineHookResource } from './inlineHook.ts';
import { TelephonyRequest } from './telephony.ts';

const HookPath = Type.Object({ inlineHookId: Type.String() });
const hooks = '/api/v1/inlineHooks' as const;
const one = `${hooks}/:inlineHookId` as const;
const hook = instance({
  path: one,
  scopes: 'okta.inlineHooks',
  params: HookPath,
  resource: InlineHookResource,
  errors: ['notFound', 'validation'],
});

/** Services of an administrator's that we ask to carry text messages and calls (facts 181, 194, 195). */
export const inlineHookOperations = {
  listInlineHooks: operation({
    method: 'GET',
    path: hooks,
    scope: 'okta.inlineHooks.read',
    summary: 'List all inline hooks',
    params: None,
    query: Type.Object({ type: Type.Optional(Type.String()) }),
    body: None,
    status: 200,
    reply: Type.Array(InlineHookResource),
    errors: [],
  }),
  createInlineHook: operation({
    method: 'POST',
    path: hooks,
    scope: 'okta.inlineHooks.manage',
    summary: 'Create an inline hook',
    params: None,
    query: None,
    body: InlineHookRequest,
    status: 200,
    reply: InlineHookResource,
    errors: ['validation'],
  }),
  getInlineHook: hook.read('Retrieve an inline hook'),
  updateInlineHook: hook.change('POST', 'Update an inline hook; what is left out stays', InlineHookRequest),
  replaceInlineHook: hook.change('PUT', 'Replace an inline hook', InlineHookRequest),
  deleteInlineHook: hook.remove('Delete an inline hook that is inactive'),
  activateInlineHook: hook.step('lifecycle/activate', 'Activate an inline hook', { bodyRepeatsPath: true }),
  deactivateInlineHook: hook.step('lifecycle/deactivate', 'Deactivate an inline hook', { bodyRepeatsPath: true }),
  executeInlineHook: operation({
    method: 'POST',
    path: `${one}/execute`,
    scope: 'okta.inlineHooks.manage',
    summary: 'Preview an inline hook: send it this body and show what it answers',
    params: HookPath,
    query: None,
    body: TelephonyRequest,
    status: 200,
    reply: Type.Object({}),
    errors: ['notFound', 'validation', 'hookUnusable', 'hookError', 'hookSilent'],
  }),
} as const;
