import type { FactorStatus } from '../../contract/shared/primitives.ts';
import type { Vault } from '../../crypto/vault.ts';
import type { Factor, FormerFactor } from '../../domain/factors/factor.ts';
import type { UserStatus } from '../../domain/users/user.ts';
import { changesEnvelope } from '../batching/sharedChanges.ts';
import type { Applied } from '../change.ts';
import type { Engine, Row, Steps } from '../engine.ts';
import { type ParseEnrollment, withEnrollment } from '../org/enrollmentSettings.ts';
import { instant, optional, text } from '../shared/columns.ts';
import type { FactorReads, FoundFactor } from '../store.ts';
import { ownerColumns, toOwner } from '../users/userRows.ts';
import type { Writers } from '../writers.ts';
import { phonesOf } from './phones.ts';

const factorColumns = `f.id as factor_id, f.factor_type, f.provider, f.status as factor_status,
  f.created_at as factor_created_at, f.updated_at as factor_updated_at, s.version as factor_version, s.state`;

/** One user, one factor if it is theirs: what every request about a factor reads. */
export const findFactorText = findFactorWith();

/** The same with what else is wanted of the factor. */
export function findFactorWith(columns?: string, join = ''): string {
  const selected = [ownerColumns, factorColumns, withEnrollment.columns, ...(columns === undefined ? [] : [columns])];
  return `select ${selected.join(', ')} from users u
  left join factors f on f.user_id = u.id and f.id = $2
  left join factor_states s on s.user_id = f.user_id and s.factor_id = f.id
  ${join}
  ${withEnrollment.join}
  where u.id = $1`;
}

/** What such a row says of the user and the factor. */
export function toFound(row: Row, userId: string, vault: Vault, parse: ParseEnrollment): FoundFactor {
  return {
    user: toOwner(row),
    ...(row.factor_id !== null && { factor: toFactor(row, userId, vault) }),
    ...optional('enrollment', parse(row)),
  };
}

const ofUserText = `select u.status as user_status, ${factorColumns}, ${withEnrollment.columns} from users u
  left join factors f on f.user_id = u.id
  left join factor_states s on s.user_id = f.user_id and s.factor_id = f.id
  ${withEnrollment.join}
  where u.id = $1 order by f.created_at, f.id`;

const listText = `select f.user_id, ${factorColumns} from factors f
  join factor_states s on s.user_id = f.user_id and s.factor_id = f.id
  where f.user_id = $1 order by f.created_at, f.id`;

/** Reads of factors: envelope and sealed state together. */
export function factorReads(engine: Engine, vault: Vault, parse: ParseEnrollment): FactorReads {
  return {
    async find({ userId, factorId }) {
      const [row] = await engine.read({ text: findFactorText, values: [userId, factorId] });
      return row && toFound(row, userId, vault, parse);
    },
    async ofUser(userId) {
      const rows = await engine.read({ text: ofUserText, values: [userId] });
      const [first] = rows;
      if (!first) return undefined;
      return {
        userStatus: first.user_status as UserStatus,
        factors: first.factor_id === null ? [] : rows.map((row) => toFactor(row, userId, vault)),
        ...optional('enrollment', parse(first)),
      };
    },
    async list(userId) {
      const rows = await engine.read({ text: listText, values: [userId] });
      return rows.map((row) => toFactor(row, userId, vault));
    },
    async envelopes(userId) {
      const text = `select id, factor_type, provider, status, created_at, updated_at from factors
        where user_id = $1 order by created_at, id`;
      return (await engine.read({ text, values: [userId] })).map((row) => ({
        id: row.id as string,
        userId,
        factorType: row.factor_type as string,
        provider: row.provider as string,
        status: row.status as FactorStatus,
        created: instant(row.created_at),
        lastUpdated: instant(row.updated_at),
      }));
    },
    async former({ userId, factorId }) {
      const [row] = await engine.read({
        text: 'select id, fate, successor, at from former_factors where user_id = $1 and id = $2',
        values: [userId, factorId],
      });
      return row && toFormer(row, userId);
    },
    async any(userId) {
      const rows = await engine.read({
        text: 'select 1 as one from factors where user_id = $1 limit 1',
        values: [userId],
      });
      return rows.length > 0;
    },
    phones: (userId) => phonesOf(engine, userId),
  };
}

export const factorWrites: Writers<'insertFactor' | 'saveFactor' | 'removeFactor'> = {
  *insertFactor({ factor, claims }, vault) {
    for (const claim of claims) {
      const held = yield { text: 'select claim from factor_claims where claim = $1', values: [claim] };
      if (held.length > 0) return 'taken';
    }
    yield {
      text: `insert into factors (user_id, id, factor_type, provider, status, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7)`,
      values: [
        factor.userId,
        factor.id,
        factor.factorType,
        factor.provider,
        factor.status,
        text(factor.created),
        text(factor.lastUpdated),
      ],
    };
    yield {
      text: 'insert into factor_states (user_id, factor_id, version, state) values ($1, $2, $3, $4)',
      values: [factor.userId, factor.id, factor.version, vault.seal(factor.state, factor.id)],
    };
    return yield* claim(factor, claims);
  },

  *saveFactor({ before, factor, claims = [] }, vault) {
    const saved = yield {
      text: `update factor_states set state = $1, version = version + 1
        where user_id = $2 and factor_id = $3 and version = $4 returning version`,
      values: [vault.seal(factor.state, factor.id), factor.userId, factor.id, before.version],
    };
    if (saved.length === 0) return 'stale';
    if (changesEnvelope({ before, factor })) {
      yield {
        text: 'update factors set status = $1, updated_at = $2 where user_id = $3 and id = $4',
        values: [factor.status, text(factor.lastUpdated), factor.userId, factor.id],
      };
    }
    return yield* claim(factor, claims);
  },

  *removeFactor({ factor, former }) {
    const removed = yield {
      text: 'delete from factor_states where user_id = $1 and factor_id = $2 and version = $3 returning factor_id',
      values: [factor.userId, factor.id, factor.version],
    };
    if (removed.length === 0) return 'stale';
    yield { text: 'delete from factors where user_id = $1 and id = $2', values: [factor.userId, factor.id] };
    yield {
      text: `insert into former_factors (user_id, id, fate, successor, at) values ($1, $2, $3, $4, $5)
        on conflict (user_id, id) do update set fate = excluded.fate, successor = excluded.successor, at = excluded.at`,
      values: [former.userId, former.id, former.fate, former.successor ?? null, text(former.at)],
    };
    return 'done';
  },
};

function* claim({ userId, id }: Factor, claims: readonly string[]): Steps<Applied> {
  for (const value of claims) {
    const won = yield {
      text: `insert into factor_claims (claim, user_id, factor_id) values ($1, $2, $3)
        on conflict (claim) do nothing returning claim`,
      values: [value, userId, id],
    };
    if (won.length === 0) return 'taken';
  }
  return 'done';
}

function toFactor(row: Row, userId: string, vault: Vault): Factor {
  const id = row.factor_id as string;
  return {
    id,
    userId,
    factorType: row.factor_type as string,
    provider: row.provider as string,
    status: row.factor_status as FactorStatus,
    state: vault.open(row.state as string, id),
    version: row.factor_version as number,
    created: instant(row.factor_created_at),
    lastUpdated: instant(row.factor_updated_at),
  };
}

function toFormer(row: Row, userId: string): FormerFactor {
  return {
    id: row.id as string,
    userId,
    fate: row.fate as FormerFactor['fate'],
    at: instant(row.at),
    ...optional('successor', row.successor as string | null),
  };
}
