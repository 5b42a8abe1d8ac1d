import type { ApiToken } from '../../domain/access/apiToken.ts';
import type { Engine, Row } from '../engine.ts';
import { instant, optional, optionalInstant, text } from '../shared/columns.ts';
import type { TokenReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const columns = 'id, name, digest, owner_id, created_at, revoked_at';

export function tokenReads(engine: Engine): TokenReads {
  return {
    async byDigest(digest) {
      const [row] = await engine.read({
        text: `select ${columns} from api_tokens where digest = $1`,
        values: [digest],
      });
      return row && toToken(row);
    },
    async list() {
      const rows = await engine.read({ text: `select ${columns} from api_tokens order by created_at, id`, values: [] });
      return rows.map(toToken);
    },
  };
}

export const tokenWrites: Writers<'insertToken' | 'revokeToken' | 'removeToken'> = {
  *insertToken({ token }) {
    const won = yield {
      text: `insert into api_tokens (id, name, digest, owner_id, created_at) values ($1, $2, $3, $4, $5)
        on conflict (digest) do nothing returning id`,
      values: [token.id, token.name, token.digest, token.ownerId ?? null, text(token.created)],
    };
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

function toToken(row: Row): ApiToken {
  return {
    id: row.id as string,
    name: row.name as string,
    digest: row.digest as string,
    created: instant(row.created_at),
    ...optional('ownerId', row.owner_id as string | null),
    ...optional('revoked', optionalInstant(row.revoked_at)),
  };
}
