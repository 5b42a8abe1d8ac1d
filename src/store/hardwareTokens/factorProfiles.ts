import type { FactorProfile } from '../../domain/hardwareTokens/factorProfile.ts';
import type { Engine, Row } from '../engine.ts';
import { instant, text } from '../shared/columns.ts';
import type { FactorProfileReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const columns = 'id, name, vendor_name, settings, created_at, updated_at';

/** Reads of factor profiles, for kinds and administrators. */
export function factorProfileReads(engine: Engine): FactorProfileReads {
  return {
    async byId(id) {
      const [row] = await engine.read({ text: `select ${columns} from factor_profiles where id = $1`, values: [id] });
      return row && toProfile(row);
    },
    async list() {
      const rows = await engine.read({
        text: `select ${columns} from factor_profiles order by created_at, id`,
        values: [],
      });
      return rows.map(toProfile);
    },
  };
}

export const factorProfileWrites: Writers<
  'insertFactorProfile' | 'renameFactorProfile' | 'removeFactorProfile' | 'useFactorProfile'
> = {
  *insertFactorProfile({ profile }) {
    const { id, name, vendorName, settings, created, lastUpdated } = profile;
    const won = yield {
      text: `insert into factor_profiles (${columns}) values ($1, $2, $3, $4, $5, $6)
        on conflict (name) do nothing returning id`,
      values: [id, name, vendorName, JSON.stringify(settings), text(created), text(lastUpdated)],
    };
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
    yield { text: 'insert into factor_profile_uses (claim, profile_id) values ($1, $2)', values: [claim, profileId] };
    return 'done';
  },
};

function toProfile(row: Row): FactorProfile {
  return {
    id: row.id as string,
    name: row.name as string,
    vendorName: row.vendor_name as string,
    settings: JSON.parse(row.settings as string) as FactorProfile['settings'],
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
  };
}
