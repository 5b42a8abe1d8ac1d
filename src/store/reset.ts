import type { Engine, Steps } from './engine.ts';
import type { Database } from './schema/database.ts';

const tables = [
  'users',
  'limits',
  'left_budgets',
  'erasures',
  'idempotency_keys',
  'log',
  'event_hook_deliveries',
  'messages',
  'message_references',
  'enrollment_settings',
  'yubikey_tokens',
  'yubikey_counts',
  'factor_profiles',
  'active_inline_hooks',
  'inline_hooks',
  'message_providers',
  'message_templates',
] as const satisfies readonly (keyof Database)[];

/**
 * Empties the database, for development mode: users with their factors and phones, budgets, also those of deleted users, the log, messages, settings
 * of enrollment, YubiKeys, factor profiles, message providers, templates and inline hooks. API tokens stay.
 */
export async function resetStore(engine: Engine): Promise<void> {
  await engine.write(function* (): Steps<void> {
    for (const table of tables) yield { text: `delete from ${table}`, values: [] };
    yield { text: "delete from settings where name like 'authenticator secret %'", values: [] };
  });
}
