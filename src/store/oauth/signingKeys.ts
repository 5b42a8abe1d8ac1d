import type { Vault } from '../../crypto/vault.ts';
import type { PrivateKey } from '../../domain/oauth/jose.ts';
import type { SigningKeyReads } from '../accessReads.ts';
import type { Engine } from '../engine.ts';
import { signingKeys } from '../schema/oauth.ts';
import { signingKey } from '../sealed/sealedColumns.ts';
import { instant, text } from '../shared/columns.ts';
import { allColumns, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const list = select(allColumns(signingKeys), 'from signing_keys order by generation');

/** Reads of the keys that access tokens are signed with, opened. */
export function signingKeyReads(engine: Engine, vault: Vault): SigningKeyReads {
  return {
    list: async () =>
      (await read(engine, list)).map((row) => ({
        generation: row.generation,
        kid: row.kid,
        key: signingKey.open(vault, row.key, row) as PrivateKey,
        created: instant(row.created_at),
      })),
  };
}

const insertKeyText = `${insertText(signingKeys)} on conflict (generation) do nothing returning kid`;

/** Writes of those keys. */
export const signingKeyWrites: Writers<'insertSigningKey' | 'removeSigningKeys'> = {
  *insertSigningKey({ key }, vault) {
    const { generation, kid, created } = key;
    const bound = { kid, created_at: text(created) };
    const row = { ...bound, generation, key: signingKey.seal(vault, key.key, bound) };
    const won = yield { text: insertKeyText, values: valuesOf(signingKeys, row) };
    return won.length === 0 ? 'taken' : 'done';
  },

  *removeSigningKeys({ through }) {
    yield { text: 'delete from signing_keys where generation <= $1', values: [through] };
    return 'done';
  },
};
