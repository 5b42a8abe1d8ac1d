import type { ApiTokenResource } from '../../contract/org/apiTokenOperations.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { ApiToken } from '../../domain/access/apiToken.ts';
import { includes } from '../../domain/access/permits.ts';
import { tokenGrant } from '../../domain/access/tokenGrant.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { tokenRevocation } from '../shared/tokenRevocation.ts';

/** The tokens that were not revoked, oldest first; `q` is the beginning of their name. */
export const listApiTokens: Handler<'listApiTokens'> = async (services, { query: { q = '' } }) =>
  (await services.store.tokens.list())
    .filter(({ revoked, name }) => !revoked && name.toLowerCase().startsWith(q.toLowerCase()))
    .map((token) => describeToken(services, token));

/** One token, by its id. */
export const getApiToken: Handler<'getApiToken'> = async (services, { params: { apiTokenId } }) =>
  describeToken(services, (await findToken(services, apiTokenId)).token);

/** Revokes a token, unless it may do more than the caller. */
export const revokeApiToken: Handler<'revokeApiToken'> = async (services, { params: { apiTokenId }, caller }) => {
  const found = await findToken(services, apiTokenId);
  if (!includes(caller.principal, tokenGrant(found))) {
    throw fault('forbidden').because('The API token may do more than this caller.');
  }
  if (!(await revoke(services, apiTokenId, caller))) throw missing(apiTokenId);
  return {};
};

/** Revokes the token that the call is made with; one that was just revoked elsewhere is as good as none. */
export const revokeCurrentApiToken: Handler<'revokeCurrentApiToken'> = async (services, { caller }) => {
  const { kind, id } = caller.principal;
  if (kind !== 'apiToken') {
    throw fault('validation', { subject: 'apiTokenId' }).because('The call was not made with an API token.');
  }
  if (!(await revoke(services, id, caller))) throw fault('invalidToken');
  return {};
};

/** False if somebody else has revoked it since it was read. */
async function revoke(services: Services, id: string, caller: Caller): Promise<boolean> {
  return (await services.store.apply(tokenRevocation(id, { caller, now: services.now() }))) === 'done';
}

async function findToken({ store }: Services, id: string) {
  const found = await store.tokens.byId(id);
  if (found && !found.token.revoked) return found;
  throw missing(id);
}

const missing = (id: string) => fault('notFound', { id, type: 'Token' });

/** A token as the wire shows it (fact 170); it is updated by being used. */
function describeToken({ links }: Services, token: ApiToken): ApiTokenResource {
  const { id, name, ownerId, networks, created, expires, lastUsed, role, scopes } = token;
  return {
    id,
    name,
    ...(ownerId !== undefined && { userId: ownerId }),
    clientName: 'Okta API',
    network: networks ? { connection: 'ZONE', include: [...networks] } : { connection: 'ANYWHERE' },
    ...(expires && { expiresAt: timestamp(expires) }),
    created: timestamp(created),
    lastUpdated: timestamp(lastUsed ?? created),
    ...(lastUsed && { lastUsed: timestamp(lastUsed) }),
    ...(role && { role }),
    ...(scopes && { scopes: [...scopes] }),
    _links: links.access.apiToken(id, ownerId),
  };
}
