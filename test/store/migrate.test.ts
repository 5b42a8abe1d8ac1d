import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { migrate, refuseNewer, SchemaError } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openEngine } from '../../src/store/open.ts';
import { checkKeys, WrongKey } from '../../src/store/sealed/keyCheck.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';

const key = (byte: number) => new Uint8Array(32).fill(byte);

for (const name of ENGINES) {
  const freshUrl = async (t: { after(work: () => void): void }) => {
    if (name === 'postgres') return freshPostgresUrl();
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-'));
    t.after(() => rmSync(folder, { recursive: true }));
    return `sqlite:${join(folder, 'c.db')}`;
  };
  const open = (url: string) => openEngine(url, () => {});

  test(`an empty database is brought up to date once: ${name}`, async (t) => {
    const engine = await open(await freshUrl(t));
    assert.deepEqual((await refuseNewer(engine.kysely as never)).missing, Object.keys(migrations));
    assert.deepEqual(await migrate(engine.kysely as never), Object.keys(migrations));
    assert.deepEqual(await migrate(engine.kysely as never), []);
    await engine.close();
  });

  test(`two processes may migrate at once: ${name}`, async (t) => {
    const url = await freshUrl(t);
    const engines = await Promise.all(name === 'postgres' ? [open(url), open(url)] : [open(url)]);
    const applied = await Promise.all(engines.map((engine) => migrate(engine.kysely as never)));
    assert.equal(applied.flat().length, Object.keys(migrations).length);
    await Promise.all(engines.map((engine) => engine.close()));
  });

  test(`a database of a newer program is refused: ${name}`, async (t) => {
    const engine = await open(await freshUrl(t));
    await migrate(engine.kysely as never);
    await engine.write(function* () {
      const values = ['9999_from_the_future', new Date(0).toISOString()];
      yield { text: 'insert into cofactor_migration (name, timestamp) values ($1, $2)', values };
    });
    await assert.rejects(migrate(engine.kysely as never), (error) => {
      assert.ok(error instanceof SchemaError);
      assert.match(error.message, /written by a newer cofactor \(it has 9999_from_the_future\); upgrade cofactor/);
      return true;
    });
    await engine.close();
  });

  test(`a database sealed with another master key is refused; an old key still opens it: ${name}`, async (t) => {
    const engine = await open(await freshUrl(t));
    await migrate(engine.kysely as never);
    await checkKeys(engine, createVault([key(1)]));
    await assert.rejects(checkKeys(engine, createVault([key(2)])), WrongKey);
    await checkKeys(engine, createVault([key(2), key(1)]));
    await checkKeys(engine, createVault([key(2)]));
    await engine.close();
  });
}
