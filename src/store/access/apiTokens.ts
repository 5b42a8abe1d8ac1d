import type { ApiToken } from '../../domain/access/apiToken.ts';
import type { Engine } from '../engine.ts';
import { apiTokens } from '../schema/access.ts';
import type { RowOf } from '../schema/table.ts';
import { instant, optional, optionalInstant, optionalText, text } from '../shared/columns.ts';
import { allColumns, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { TokenReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const byDigest = select(allColumns(apiTokens), 'from api_tokens where digest = $1');
const list = select(allColumns(apiTokens), 'from api_tokens order by created_at, id');

/** Reads of API tokens; of their secrets only digests are stored. */
export function tokenReads(engine: Engine): TokenReads {
  return {
    async byDigest(digest) {
      const [row] = await read(engine, byDigest, [digest]);
      return row && toToken(row);
    },
    list: async () => (await read(engine, list)).map(toToken),
  };
}

const insertTokenText = `${insertText(apiTokens)} on conflict (digest) do nothing returning id`;

/** Writes of API tokens. */
export const tokenWrites: Writers<'insertToken' | 'revokeToken' | 'removeToken'> = {
  *insertToken({ token }) {
    const row = {
      id: token.id,
      name: token.name,
      digest: token.digest,
      owner_id: token.ownerId ?? null,
      created_at: text(token.created),
      revoked_at: optionalText(token.revoked),
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
};

function toToken(row: RowOf<typeof apiTokens>): ApiToken {
  return {
    id: row.id,
    name: row.name,
    digest: row.digest,
    created: instant(row.created_at),
    ...optional('ownerId', row.owner_id),
    ...optional('revoked', optionalInstant(row.revoked_at)),
  };
}
