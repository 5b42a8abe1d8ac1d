import type { Vault } from '../../crypto/vault.ts';
import type { MessageProvider, ProviderSettings } from '../../domain/providers/messageProvider.ts';
import type { Engine, Row } from '../engine.ts';
import { instant, text } from '../shared/columns.ts';
import type { MessageProviderReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const columns =
  'id, type, name, enabled, channels, routes, priority, weight, settings, created_at, updated_at, version';

/** Reads of providers with their settings opened. */
export function messageProviderReads(engine: Engine, vault: Vault): MessageProviderReads {
  return {
    async byId(id) {
      const [row] = await engine.read({ text: `select ${columns} from message_providers where id = $1`, values: [id] });
      return row && toProvider(row, vault);
    },
    async list() {
      const rows = await engine.read({
        text: `select ${columns} from message_providers order by created_at, id`,
        values: [],
      });
      return rows.map((row) => toProvider(row, vault));
    },
  };
}

export const messageProviderWrites: Writers<'insertMessageProvider' | 'saveMessageProvider' | 'removeMessageProvider'> =
  {
    *insertMessageProvider({ provider }, vault) {
      const won = yield {
        text: `insert into message_providers (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
        on conflict (name) do nothing returning id`,
        values: [...valuesOf(provider, vault), text(provider.created), text(provider.lastUpdated)],
      };
      return won.length === 0 ? 'taken' : 'done';
    },

    *saveMessageProvider({ provider }, vault) {
      const { id, name, version, lastUpdated } = provider;
      const held = yield { text: 'select id from message_providers where name = $1 and id <> $2', values: [name, id] };
      if (held.length > 0) return 'taken';
      const saved = yield {
        text: `update message_providers set type = $2, name = $3, enabled = $4, channels = $5, routes = $6, priority = $7,
          weight = $8, settings = $9, updated_at = $10, version = version + 1
        where id = $1 and version = $11 returning id`,
        values: [...valuesOf(provider, vault), text(lastUpdated), version],
      };
      return saved.length === 0 ? 'stale' : 'done';
    },

    *removeMessageProvider({ provider }) {
      const removed = yield {
        text: 'delete from message_providers where id = $1 and version = $2 returning id',
        values: [provider.id, provider.version],
      };
      return removed.length === 0 ? 'stale' : 'done';
    },
  };

const valuesOf = (provider: MessageProvider, vault: Vault) => [
  provider.id,
  provider.type,
  provider.name,
  provider.enabled ? 1 : 0,
  JSON.stringify(provider.channels),
  JSON.stringify(provider.routes),
  provider.priority,
  provider.weight,
  vault.seal(provider.settings, provider.id),
];

function toProvider(row: Row, vault: Vault): MessageProvider {
  const id = row.id as string;
  return {
    id,
    type: row.type as string,
    name: row.name as string,
    enabled: row.enabled === 1,
    channels: JSON.parse(row.channels as string) as MessageProvider['channels'],
    routes: JSON.parse(row.routes as string) as MessageProvider['routes'],
    priority: row.priority as number,
    weight: row.weight as number,
    settings: vault.open(row.settings as string, id) as ProviderSettings,
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
    version: row.version as number,
  };
}
