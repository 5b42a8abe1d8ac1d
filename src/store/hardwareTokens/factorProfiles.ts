import type { FactorProfile } from '../../domain/hardwareTokens/factorProfile.ts';
import type { Engine } from '../engine.ts';
import { factorProfiles, factorProfileUses } from '../schema/hardwareTokens.ts';
import type { RowOf } from '../schema/table.ts';
import { instant, text } from '../shared/columns.ts';
import { allColumns, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { FactorProfileReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const byId = select(allColumns(factorProfiles), 'from factor_profiles where id = $1');
const list = select(allColumns(factorProfiles), 'from factor_profiles order by created_at, id');

/** Reads of factor profiles, for kinds and administrators. */
export function factorProfileReads(engine: Engine): FactorProfileReads {
  return {
    async byId(id) {
      const [row] = await read(engine, byId, [id]);
      return row && toProfile(row);
    },
    list: async () => (await read(engine, list)).map(toProfile),
  };
}

const insertProfileText = `${insertText(factorProfiles)} on conflict (name) do nothing returning id`;
const insertUseText = insertText(factorProfileUses);

/** Writes of factor profiles. */
export const factorProfileWrites: Writers<
  'insertFactorProfile' | 'renameFactorProfile' | 'removeFactorProfile' | 'useFactorProfile'
> = {
  *insertFactorProfile({ profile }) {
    const row = {
      id: profile.id,
      name: profile.name,
      vendor_name: profile.vendorName,
      settings: JSON.stringify(profile.settings),
      created_at: text(profile.created),
      updated_at: text(profile.lastUpdated),
    };
    const won = yield { text: insertProfileText, values: valuesOf(factorProfiles, row) };
    return won.length === 0 ? 'taken' : 'done';
  },

  *renameFactorProfile({ profile }) {
    const { id, name, vendorName, lastUpdated } = profile;
    const held = yield { text: 'select id from factor_profiles where name = $1 and id <> $2', values: [name, id] };
    if (held.length > 0) return 'taken';
    const renamed = yield {
      text: 'update factor_profiles set name = $1, vendor_name = $2, updated_at = $3 where id = $4 returning id',
      values: [name, vendorName, text(lastUpdated), id],
    };
    return renamed.length === 0 ? 'stale' : 'done';
  },

  /** `taken` while factors use it; the foreign key sees to those that are being enrolled right now. */
  *removeFactorProfile({ id }) {
    const used = yield { text: 'select 1 as one from factor_profile_uses where profile_id = $1 limit 1', values: [id] };
    if (used.length > 0) return 'taken';
    const removed = yield { text: 'delete from factor_profiles where id = $1 returning id', values: [id] };
    return removed.length === 0 ? 'stale' : 'done';
  },

  *useFactorProfile({ profileId, claim }) {
    yield { text: insertUseText, values: valuesOf(factorProfileUses, { claim, profile_id: profileId }) };
    return 'done';
  },
};

function toProfile(row: RowOf<typeof factorProfiles>): FactorProfile {
  return {
    id: row.id,
    name: row.name,
    vendorName: row.vendor_name,
    settings: JSON.parse(row.settings) as FactorProfile['settings'],
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
  };
}
