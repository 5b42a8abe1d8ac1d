import type { Vault } from '../../crypto/vault.ts';
import type { MessageProvider, ProviderSettings } from '../../domain/providers/messageProvider.ts';
import type { Engine } from '../engine.ts';
import { messageProviders } from '../schema/providers.ts';
import type { RowOf } from '../schema/table.ts';
import { providerSettings } from '../sealed/sealedColumns.ts';
import { flag, instant, text } from '../shared/columns.ts';
import { allColumns, assignments, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { MessageProviderReads } from '../store.ts';
import type { Writers } from '../writers.ts';

type ProviderRow = RowOf<typeof messageProviders>;

const byId = select(allColumns(messageProviders), 'from message_providers where id = $1');
const list = select(allColumns(messageProviders), 'from message_providers order by created_at, id');

/** Reads of providers with their settings opened. */
export function messageProviderReads(engine: Engine, vault: Vault): MessageProviderReads {
  return {
    async byId(id) {
      const [row] = await read(engine, byId, [id]);
      return row && toProvider(row, vault);
    },
    list: async () => (await read(engine, list)).map((row) => toProvider(row, vault)),
  };
}

const insertProviderText = `${insertText(messageProviders)} on conflict (name) do nothing returning id`;
const saved = messageProviders.names.filter((name) => !['id', 'created_at', 'version'].includes(name));
const saveText = `update message_providers set ${assignments(saved, 2)}, version = version + 1
  where id = $1 and version = $${saved.length + 2} returning id`;

/** Writes of providers. */
export const messageProviderWrites: Writers<'insertMessageProvider' | 'saveMessageProvider' | 'removeMessageProvider'> =
  {
    *insertMessageProvider({ provider }, vault) {
      const row = { ...providerRow(provider, vault), version: 1 };
      const won = yield { text: insertProviderText, values: valuesOf(messageProviders, row) };
      return won.length === 0 ? 'taken' : 'done';
    },

    *saveMessageProvider({ provider }, vault) {
      const { id, name, version } = provider;
      const held = yield { text: 'select id from message_providers where name = $1 and id <> $2', values: [name, id] };
      if (held.length > 0) return 'taken';
      const row = providerRow(provider, vault);
      const won = yield { text: saveText, values: [id, ...valuesOf(messageProviders, row, saved), version] };
      return won.length === 0 ? 'stale' : 'done';
    },

    *removeMessageProvider({ provider }) {
      const removed = yield {
        text: 'delete from message_providers where id = $1 and version = $2 returning id',
        values: [provider.id, provider.version],
      };
      return removed.length === 0 ? 'stale' : 'done';
    },
  };

const providerRow = (provider: MessageProvider, vault: Vault): ProviderRow => ({
  id: provider.id,
  type: provider.type,
  name: provider.name,
  enabled: flag(provider.enabled),
  channels: JSON.stringify(provider.channels),
  routes: JSON.stringify(provider.routes),
  priority: provider.priority,
  weight: provider.weight,
  settings: providerSettings.seal(vault, provider.settings, provider),
  created_at: text(provider.created),
  updated_at: text(provider.lastUpdated),
  version: provider.version,
});

function toProvider(row: ProviderRow, vault: Vault): MessageProvider {
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    enabled: row.enabled === 1,
    channels: JSON.parse(row.channels) as MessageProvider['channels'],
    routes: JSON.parse(row.routes) as MessageProvider['routes'],
    priority: row.priority,
    weight: row.weight,
    settings: providerSettings.open(vault, row.settings, row) as ProviderSettings,
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
    version: row.version,
  };
}
