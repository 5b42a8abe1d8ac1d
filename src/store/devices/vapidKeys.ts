import { newVapidKeys, type VapidKeys } from '../../crypto/vapidKeys.ts';
import type { Vault } from '../../crypto/vault.ts';
import { type Engine, only } from '../engine.ts';
import { settings } from '../schema/settings.ts';
import { setting } from '../sealed/sealedColumns.ts';
import { columns, read, select } from '../shared/query.ts';

const NAME = 'vapid_keys';
const sealedKeys = select(columns(settings, ['value']), 'from settings where name = $1');

/** The key pair of Web Push, made once for a database and sealed in it: all processes that share it send by one name. */
export async function vapidKeys(engine: Engine, vault: Vault): Promise<VapidKeys> {
  const stored = await readKeys(engine, vault);
  if (stored) return stored;
  const text = 'insert into settings (name, value) values ($1, $2) on conflict (name) do nothing';
  await engine.write(() => only({ text, values: [NAME, setting.seal(vault, newVapidKeys(), { name: NAME })] }));
  // Not the one just made: another process may have been first.
  return (await readKeys(engine, vault)) as VapidKeys;
}

async function readKeys(engine: Engine, vault: Vault): Promise<VapidKeys | undefined> {
  const [row] = await read(engine, sealedKeys, [NAME]);
  return row && (setting.open(vault, row.value, { name: NAME }) as VapidKeys);
}
