import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { InlineHookRequest, InlineHookResource } from './inlineHook.ts';
import { TelephonyRequest } from './telephony.ts';

const None = Type.Object({});
const HookPath = Type.Object({ inlineHookId: Type.String() });
const hooks = '/api/v1/inlineHooks' as const;
const hook = `${hooks}/:inlineHookId` as const;

/** Services of an administrator's that we ask to carry text messages and calls (facts 181, 194, 195). */
export const inlineHookOperations = {
  listInlineHooks: operation({
    method: 'GET',
    path: hooks,
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
    summary: 'Create an inline hook',
    params: None,
    query: None,
    body: InlineHookRequest,
    status: 200,
    reply: InlineHookResource,
    errors: ['validation'],
  }),
  getInlineHook: operation({
    method: 'GET',
    path: hook,
    summary: 'Retrieve an inline hook',
    params: HookPath,
    query: None,
    body: None,
    status: 200,
    reply: InlineHookResource,
    errors: ['notFound'],
  }),
  updateInlineHook: operation({
    method: 'POST',
    path: hook,
    summary: 'Update an inline hook; what is left out stays',
    params: HookPath,
    query: None,
    body: InlineHookRequest,
    status: 200,
    reply: InlineHookResource,
    errors: ['notFound', 'validation'],
  }),
  replaceInlineHook: operation({
    method: 'PUT',
    path: hook,
    summary: 'Replace an inline hook',
    params: HookPath,
    query: None,
    body: InlineHookRequest,
    status: 200,
    reply: InlineHookResource,
    errors: ['notFound', 'validation'],
  }),
  deleteInlineHook: operation({
    method: 'DELETE',
    path: hook,
    summary: 'Delete an inline hook that is inactive',
    params: HookPath,
    query: None,
    body: None,
    status: 204,
    reply: None,
    errors: ['notFound', 'validation'],
  }),
  activateInlineHook: operation({
    method: 'POST',
    path: `${hook}/lifecycle/activate`,
    summary: 'Activate an inline hook',
    params: HookPath,
    query: None,
    body: None,
    bodyRepeatsPath: true,
    status: 200,
    reply: InlineHookResource,
    errors: ['notFound', 'validation'],
  }),
  deactivateInlineHook: operation({
    method: 'POST',
    path: `${hook}/lifecycle/deactivate`,
    summary: 'Deactivate an inline hook',
    params: HookPath,
    query: None,
    body: None,
    bodyRepeatsPath: true,
    status: 200,
    reply: InlineHookResource,
    errors: ['notFound', 'validation'],
  }),
  executeInlineHook: operation({
    method: 'POST',
    path: `${hook}/execute`,
    summary: 'Preview an inline hook: send it this body and show what it answers',
    params: HookPath,
    query: None,
    body: TelephonyRequest,
    status: 200,
    reply: Type.Object({}),
    errors: ['notFound', 'validation', 'hookUnusable', 'hookError', 'hookSilent'],
  }),
} as const;
