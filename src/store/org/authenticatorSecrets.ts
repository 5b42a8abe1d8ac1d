import type { Vault } from '../../crypto/vault.ts';
import type { Engine } from '../engine.ts';
import { settings } from '../schema/settings.ts';
import { setting } from '../sealed/sealedColumns.ts';
import { columns, read, select } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const nameOf = (authenticatorId: string): string => `authenticator secret ${authenticatorId}`;
const sealed = select(columns(settings, ['value']), 'from settings where name = $1');

/** The secret shared with the outside service of an authenticator; undefined where none was sent. */
export async function authenticatorSecret(engine: Engine, vault: Vault, id: string): Promise<string | undefined> {
  const name = nameOf(id);
  const [row] = await read(engine, sealed, [name]);
  return row && (setting.open(vault, row.value, { name }) as string);
}

/** The write of such a secret: sealed, and bound to its authenticator. */
export const authenticatorSecretWrites: Writers<'saveAuthenticatorSecret'> = {
  *saveAuthenticatorSecret({ authenticatorId, secret }, vault) {
    const name = nameOf(authenticatorId);
    yield {
      text: `insert into settings (name, value) values ($1, $2)
        on conflict (name) do update set value = excluded.value`,
      values: [name, setting.seal(vault, secret, { name })],
    };
    return 'done';
  },
};
