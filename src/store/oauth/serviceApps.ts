import type { AppDisplay, AppRole, ClientKey, ScopeGrant, ServiceApp } from '../../domain/oauth/serviceApp.ts';
import type { ServiceAppReads } from '../accessReads.ts';
import type { Engine } from '../engine.ts';
import { serviceApps } from '../schema/oauth.ts';
import type { RowOf } from '../schema/table.ts';
import { flag, instant, optional, text } from '../shared/columns.ts';
import { allColumns, assignments, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const byId = select(allColumns(serviceApps), 'from service_apps where id = $1');
const list = select(allColumns(serviceApps), 'from service_apps order by created_at, id');

/** Reads of service apps, keys and grants included. */
export function serviceAppReads(engine: Engine): ServiceAppReads {
  return {
    async byId(id) {
      const [row] = await read(engine, byId, [id]);
      return row && toApp(row);
    },
    list: async () => (await read(engine, list)).map(toApp),
  };
}

const insertAppText = insertText(serviceApps);
const changed = serviceApps.names.filter((name) => !['id', 'created_at', 'version'].includes(name));

/** Writes of service apps. */
export const serviceAppWrites: Writers<'insertServiceApp' | 'saveServiceApp' | 'removeServiceApp'> = {
  *insertServiceApp({ app }) {
    yield { text: insertAppText, values: valuesOf(serviceApps, toRow(app)) };
    return 'done';
  },

  *saveServiceApp({ app }) {
    const saved = yield {
      text: `update service_apps set ${assignments(changed, 3)}, version = version + 1
        where id = $1 and version = $2 returning id`,
      values: [app.id, app.version, ...valuesOf(serviceApps, toRow(app), changed)],
    };
    return saved.length === 0 ? 'stale' : 'done';
  },

  *removeServiceApp({ app }) {
    const removed = yield {
      text: 'delete from service_apps where id = $1 and version = $2 returning id',
      values: [app.id, app.version],
    };
    return removed.length === 0 ? 'stale' : 'done';
  },
};

const toRow = (app: ServiceApp): RowOf<typeof serviceApps> => ({
  id: app.id,
  label: app.label,
  status: app.status,
  dpop_bound: flag(app.dpopBound),
  jwks_uri: app.jwksUri ?? null,
  keys: JSON.stringify(app.keys),
  grants: JSON.stringify(app.grants),
  roles: JSON.stringify(app.roles),
  epoch: app.epoch,
  shown: JSON.stringify(app.shown),
  created_at: text(app.created),
  updated_at: text(app.lastUpdated),
  version: app.version,
});

const toApp = (row: RowOf<typeof serviceApps>): ServiceApp => ({
  id: row.id,
  label: row.label,
  status: row.status,
  dpopBound: row.dpop_bound === 1,
  keys: JSON.parse(row.keys) as readonly ClientKey[],
  ...optional('jwksUri', row.jwks_uri),
  grants: JSON.parse(row.grants) as readonly ScopeGrant[],
  roles: JSON.parse(row.roles) as readonly AppRole[],
  epoch: row.epoch,
  shown: JSON.parse(row.shown) as AppDisplay,
  created: instant(row.created_at),
  lastUpdated: instant(row.updated_at),
  version: row.version,
});
