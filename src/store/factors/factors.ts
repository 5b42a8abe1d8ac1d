import type { Vault } from '../../crypto/vault.ts';
import type { FormerFactor } from '../../domain/factors/factor.ts';
import { knownColumns, knownJoin, nameParameters, toKnown } from '../budgets/knownRequesters.ts';
import type { Engine } from '../engine.ts';
import { enrollmentColumns, enrollmentJoin, type ParseEnrollment } from '../org/enrollmentSettings.ts';
import { factors, formerFactors } from '../schema/factors.ts';
import type { RowOf } from '../schema/table.ts';
import { users } from '../schema/users.ts';
import { instant, optional } from '../shared/columns.ts';
import { allColumns, columns, combined, leftJoined, read, renamedColumns, select } from '../shared/query.ts';
import type { FactorReads } from '../store.ts';
import { factorColumns, findFactor, findFactorWith, toFactor, toFound } from './factorRows.ts';
import { phonesOf } from './phones.ts';

const ofUser = select(
  combined(renamedColumns(users, { user_status: 'status' }, 'u'), leftJoined(factorColumns), enrollmentColumns),
  `from users u
    left join factors f on f.user_id = u.id
    left join factor_states s on s.user_id = f.user_id and s.factor_id = f.id
    ${enrollmentJoin}
    where u.id = $1 order by f.created_at, f.id`,
);

const findKnown = findFactorWith(knownColumns, knownJoin);

const list = select(
  factorColumns,
  `from factors f join factor_states s on s.user_id = f.user_id and s.factor_id = f.id
    where f.user_id = $1 order by f.created_at, f.id`,
);

const envelopes = select(allColumns(factors), 'from factors where user_id = $1 order by created_at, id');
const former = select(allColumns(formerFactors), 'from former_factors where user_id = $1 and id = $2');
const any = select(columns(factors, ['id']), 'from factors where user_id = $1 limit 1');

/** Reads of factors: envelope and sealed state together. */
export function factorReads(engine: Engine, vault: Vault, parse: ParseEnrollment): FactorReads {
  return {
    async find({ userId, factorId }, names = []) {
      if (names.length === 0) {
        const [row] = await read(engine, findFactor, [userId, factorId]);
        return row && toFound(row, userId, vault, parse);
      }
      const rows = await read(engine, findKnown, [userId, factorId, ...nameParameters(names)]);
      const [row] = rows;
      return row && { ...toFound(row, userId, vault, parse), known: toKnown(rows) };
    },
    async ofUser(userId) {
      const rows = await read(engine, ofUser, [userId]);
      const [first] = rows;
      if (!first) return undefined;
      return {
        userStatus: first.user_status,
        factors: rows.flatMap((row) => (row.factor_id === null ? [] : [toFactor(row, userId, vault)])),
        ...optional('enrollment', parse(first)),
      };
    },
    list: async (userId) => (await read(engine, list, [userId])).map((row) => toFactor(row, userId, vault)),
    async envelopes(userId) {
      return (await read(engine, envelopes, [userId])).map((row) => ({
        id: row.id,
        userId,
        factorType: row.factor_type,
        provider: row.provider,
        status: row.status,
        created: instant(row.created_at),
        lastUpdated: instant(row.updated_at),
      }));
    },
    async former({ userId, factorId }) {
      const [row] = await read(engine, former, [userId, factorId]);
      return row && toFormer(row);
    },
    any: async (userId) => (await read(engine, any, [userId])).length > 0,
    phones: (userId) => phonesOf(engine, userId, vault),
  };
}

function toFormer(row: RowOf<typeof formerFactors>): FormerFactor {
  return {
    id: row.id,
    userId: row.user_id,
    fate: row.fate,
    at: instant(row.at),
    ...optional('successor', row.successor),
  };
}
