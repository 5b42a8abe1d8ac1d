import { scopes } from '../access/scopes.ts';
import type { Operation } from '../shared/operation.ts';
import { type Json, ours } from './json.ts';

/** The credentials that callers have, by the names that operations refer to. */
export const securitySchemes = (publicUrl: string): Json => ({
  apiToken: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: '`SSWS`, a blank, and an API token: `cofactor token create` makes one.',
  },
  oauth2: {
    type: 'oauth2',
    description: 'An access token of a service app. Of an API token that has scopes the same ones are asked.',
    flows: { clientCredentials: { tokenUrl: `${publicUrl}/oauth2/v1/token`, scopes } },
  },
  deviceStatement: {
    ...ours(true),
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: '`Device`, a blank, and a statement that the key of a device signed (docs/device-api.md).',
  },
  hookSecret: {
    ...ours(true),
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'The value of `COFACTOR_OKTA_HOOK_SECRET`, for the hook of an Okta org only.',
  },
});

/** The credentials an operation takes: any one of the list, and nothing at all where the list is empty. */
export function securityOf({ scope, statement, acceptsHookSecret }: Operation): readonly Json[] {
  if (statement) return statement.in === 'authorization' ? [{ deviceStatement: [] }] : [];
  if (scope === 'public') return [];
  if (scope === 'own') return [{ apiToken: [] }];
  return [{ apiToken: [] }, { oauth2: [scope] }, ...(acceptsHookSecret ? [{ hookSecret: [] }] : [])];
}
