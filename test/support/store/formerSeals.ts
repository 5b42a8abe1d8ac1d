import { createCipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { createVault } from '../../../src/crypto/vault.ts';
import { sealedColumns } from '../../../src/store/sealed/sealedColumns.ts';
import type { World } from '../world.ts';

/** Seals every value as the version did that bound them to less. */
export async function backToFormer(w: World, masterKey: Uint8Array): Promise<void> {
  const vault = createVault([masterKey]);
  const bytes = new Uint8Array(hkdfSync('sha256', masterKey, '', 'cofactor seal', 32));
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const names: Readonly<Record<string, (row: Readonly<Record<string, string>>) => string>> = {
    factor_states: (row) => row.factor_id ?? '',
    idempotency_keys: (row) => `idempotency ${row.token_id} ${row.key_digest}`,
    settings: (row) => row.name ?? '',
  };
  for (const sealed of sealedColumns.filter(({ hasFormer }) => hasFormer)) {
    const { table, column } = sealed;
    const rows = await w.engine.read({ text: `select * from ${table.name} where ${column} is not null`, values: [] });
    for (const row of rows as readonly Readonly<Record<string, string>>[]) {
      const old = row[column] ?? '';
      const iv = randomBytes(12);
      const name = names[table.name]?.(row) ?? row.id ?? '';
      const cipher = createCipheriv('aes-256-gcm', bytes, iv).setAAD(Buffer.from(`${id}\0${name}`));
      const body = cipher.update(JSON.stringify(sealed.open(vault, old, row)), 'utf8');
      cipher.final();
      const former = `${id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
      await w.engine.write(function* () {
        yield { text: `update ${table.name} set ${column} = $1 where ${column} = $2`, values: [former, old] };
      });
    }
  }
}
