import type { OriginScope } from '../../contract/org/trustedOrigin.ts';
import type { TrustedOrigin } from '../../domain/access/trustedOrigin.ts';
import type { TrustedOriginReads } from '../accessReads.ts';
import type { Engine } from '../engine.ts';
import type { RowOf } from '../schema/table.ts';
import { trustedOrigins } from '../schema/trustedOrigins.ts';
import { instant, text } from '../shared/columns.ts';
import { allColumns, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const byId = select(allColumns(trustedOrigins), 'from trusted_origins where id = $1');
const list = select(allColumns(trustedOrigins), 'from trusted_origins order by created_at, id');

/** Reads of trusted origins. */
export function trustedOriginReads(engine: Engine): TrustedOriginReads {
  return {
    async byId(id) {
      const [row] = await read(engine, byId, [id]);
      return row && toOrigin(row);
    },
    list: async () => (await read(engine, list)).map(toOrigin),
  };
}

const insertOriginText = `${insertText(trustedOrigins)} on conflict (origin) do nothing returning id`;
const removeText = 'delete from trusted_origins where id = $1 and version = $2 returning id';

/** Writes of trusted origins. */
export const trustedOriginWrites: Writers<'insertTrustedOrigin' | 'saveTrustedOrigin' | 'removeTrustedOrigin'> = {
  *insertTrustedOrigin({ origin }) {
    const won = yield { text: insertOriginText, values: valuesOf(trustedOrigins, rowOf(origin)) };
    return won.length === 0 ? 'taken' : 'done';
  },

  /** Written anew, so that two who take the same origin at once meet on its unique column as two new ones do. */
  *saveTrustedOrigin({ origin }) {
    const { id, version } = origin;
    if ((yield { text: removeText, values: [id, version] }).length === 0) return 'stale';
    const row = { ...rowOf(origin), version: version + 1 };
    const won = yield { text: insertOriginText, values: valuesOf(trustedOrigins, row) };
    return won.length === 0 ? 'taken' : 'done';
  },

  *removeTrustedOrigin({ origin: { id, version } }) {
    return (yield { text: removeText, values: [id, version] }).length === 0 ? 'stale' : 'done';
  },
};

const rowOf = (origin: TrustedOrigin): RowOf<typeof trustedOrigins> => ({
  id: origin.id,
  name: origin.name,
  origin: origin.origin,
  scopes: JSON.stringify(origin.scopes),
  status: origin.status,
  created_at: text(origin.created),
  created_by: origin.createdBy,
  updated_at: text(origin.lastUpdated),
  updated_by: origin.lastUpdatedBy,
  version: origin.version,
});

function toOrigin(row: RowOf<typeof trustedOrigins>): TrustedOrigin {
  return {
    id: row.id,
    name: row.name,
    origin: row.origin,
    scopes: JSON.parse(row.scopes) as OriginScope[],
    status: row.status,
    created: instant(row.created_at),
    createdBy: row.created_by,
    lastUpdated: instant(row.updated_at),
    lastUpdatedBy: row.updated_by,
    version: row.version,
  };
}
