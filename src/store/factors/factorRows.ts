import type { Vault } from '../../crypto/vault.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import { enrollmentColumns, enrollmentJoin, type ParseEnrollment } from '../org/enrollmentSettings.ts';
import { factorStates, factors } from '../schema/factors.ts';
import { factorState } from '../sealed/sealedColumns.ts';
import { instant, optional } from '../shared/columns.ts';
import {
  type Columns,
  columns,
  combined,
  leftJoined,
  type Query,
  type RowIn,
  renamedColumns,
  select,
} from '../shared/query.ts';
import type { FoundFactor } from '../store.ts';
import { ownerColumns, toOwner } from '../users/userRows.ts';

/** A factor and its state, in a query that calls the tables `f` and `s`. */
export const factorColumns = combined(
  columns(factors, ['factor_type', 'provider'], 'f'),
  renamedColumns(
    factors,
    { factor_id: 'id', factor_status: 'status', factor_created_at: 'created_at', factor_updated_at: 'updated_at' },
    'f',
  ),
  renamedColumns(factorStates, { factor_version: 'version', state: 'state' }, 's'),
);

const foundColumns = combined(ownerColumns, leftJoined(factorColumns), enrollmentColumns);
type FoundRow = RowIn<typeof foundColumns>;

const foundFrom = (join: string): string => `from users u
  left join factors f on f.user_id = u.id and f.id = $2
  left join factor_states s on s.user_id = f.user_id and s.factor_id = f.id
  ${join}
  ${enrollmentJoin}
  where u.id = $1`;

/** One user, and one factor if it is theirs: what every request about a factor reads. Parameters: user id, factor id. */
export const findFactor: Query<FoundRow> = select(foundColumns, foundFrom(''));

/** `findFactor` with more columns, of a table that is joined to the factor. */
export const findFactorWith = <R>(more: Columns<R>, join: string): Query<FoundRow & R> =>
  select(combined(foundColumns, more), foundFrom(join));

/** The user, the factor if there is one, and the settings. */
export function toFound(row: FoundRow, userId: string, vault: Vault, parse: ParseEnrollment): FoundFactor {
  return {
    user: toOwner(row),
    ...(row.factor_id !== null && { factor: toFactor(row, userId, vault) }),
    ...optional('enrollment', parse(row)),
  };
}

/** A factor with its state opened. */
export function toFactor(row: RowIn<typeof factorColumns>, userId: string, vault: Vault): Factor {
  const id = row.factor_id;
  return {
    id,
    userId,
    factorType: row.factor_type,
    provider: row.provider,
    status: row.factor_status,
    state: factorState.open(vault, row.state, { user_id: userId, factor_id: id }),
    version: row.factor_version,
    created: instant(row.factor_created_at),
    lastUpdated: instant(row.factor_updated_at),
  };
}
