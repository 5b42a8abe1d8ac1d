import type { Scope } from '../../contract/access/scopes.ts';
import type { ApiToken, OwnedToken } from '../../domain/access/apiToken.ts';
import type { TokenReads } from '../accessReads.ts';
import type { Engine, Value } from '../engine.ts';
import { apiTokens, userRoles } from '../schema/access.ts';
import type { RowOf } from '../schema/table.ts';
import { users } from '../schema/users.ts';
import { instant, optional, optionalInstant, optionalText, text } from '../shared/columns.ts';
import {
  allColumns,
  combined,
  insertText,
  leftJoined,
  read,
  renamedColumns,
  select,
  valuesOf,
} from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const byDigest = select(allColumns(apiTokens), 'from api_tokens where digest = $1');
const list = select(allColumns(apiTokens), 'from api_tokens order by created_at, id');

const ofOwner = select(allColumns(apiTokens), 'from api_tokens where owner_id = $1 order by created_at, id');

/** A row for each role of the owner, and one where there are none. */
const owned = (condition: string) =>
  select(
    combined(
      allColumns(apiTokens, 't'),
      leftJoined(renamedColumns(users, { owner_status: 'status' }, 'u')),
      leftJoined(renamedColumns(userRoles, { owner_role: 'role' }, 'r')),
    ),
    `from api_tokens t left join users u on u.id = t.owner_id left join user_roles r on r.user_id = t.owner_id
      where ${condition} order by r.created_at, r.id`,
  );
const presented = owned('t.digest = $1');
const byId = owned('t.id = $1');

/** Reads of API tokens; of their secrets only digests are stored. */
export function tokenReads(engine: Engine): TokenReads {
  async function one(query: typeof presented, value: Value): Promise<OwnedToken | undefined> {
    const rows = await read(engine, query, [value]);
    const [row] = rows;
    if (!row) return undefined;
    const roles = rows.flatMap(({ owner_role }) => (owner_role === null ? [] : [owner_role]));
    return { token: toToken(row), ...(row.owner_status !== null && { owner: { status: row.owner_status, roles } }) };
  }
  return {
    async byDigest(digest) {
      const [row] = await read(engine, byDigest, [digest]);
      return row && toToken(row);
    },
    byId: (id) => one(byId, id),
    presented: (digest) => one(presented, digest),
    list: async () => (await read(engine, list)).map(toToken),
    ofOwner: async (userId) => (await read(engine, ofOwner, [userId])).map(toToken),
  };
}

const insertTokenText = `${insertText(apiTokens)} on conflict (digest) do nothing returning id`;

/** Writes of API tokens. */
export const tokenWrites: Writers<'insertToken' | 'revokeToken' | 'removeToken' | 'usedToken'> = {
  *insertToken({ token }) {
    const row = {
      id: token.id,
      name: token.name,
      digest: token.digest,
      owner_id: token.ownerId ?? null,
      created_at: text(token.created),
      revoked_at: optionalText(token.revoked),
      role: token.role ?? null,
      scopes: token.scopes?.join(' ') ?? null,
      networks: token.networks?.join(' ') ?? null,
      expires_at: optionalText(token.expires),
      last_used_at: optionalText(token.lastUsed),
    };
    const won = yield { text: insertTokenText, values: valuesOf(apiTokens, row) };
    return won.length === 0 ? 'taken' : 'done';
  },

  *revokeToken({ id, at }) {
    const revoked = yield {
      text: 'update api_tokens set revoked_at = $2 where id = $1 and revoked_at is null returning id',
      values: [id, text(at)],
    };
    return revoked.length === 0 ? 'stale' : 'done';
  },

  *removeToken({ id }) {
    yield { text: 'delete from api_tokens where id = $1', values: [id] };
    return 'done';
  },

  *usedToken({ id, at }) {
    yield {
      text: 'update api_tokens set last_used_at = $2 where id = $1 and coalesce(last_used_at, $3) <= $3',
      values: [id, text(at), text(at.subtract({ minutes: 1 }))],
    };
    return 'done';
  },
};

function toToken(row: RowOf<typeof apiTokens>): ApiToken {
  return {
    id: row.id,
    name: row.name,
    digest: row.digest,
    created: instant(row.created_at),
    ...optional('ownerId', row.owner_id),
    ...optional('role', row.role),
    ...optional('scopes', row.scopes === null ? undefined : (words(row.scopes) as Scope[])),
    ...optional('networks', row.networks === null ? undefined : words(row.networks)),
    ...optional('expires', optionalInstant(row.expires_at)),
    ...optional('lastUsed', optionalInstant(row.last_used_at)),
    ...optional('revoked', optionalInstant(row.revoked_at)),
  };
}

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
