import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cofactor, start } from '../support/command.ts';
import { fakeYubikey } from '../support/hardwareTokens/yubikey.ts';

const POOL = '/api/v1/org/factors/yubikey_token/tokens';

describe('cofactor yubikey import', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cofactor-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const fileOf = (name: string, lines: readonly string[]): string => {
    const file = join(folder, name);
    writeFileSync(file, `\uFEFF${lines.join('\r\n')}\r\n`);
    return file;
  };
  const line = ({ seed }: ReturnType<typeof fakeYubikey>) =>
    [seed.serialNumber, seed.publicId, seed.privateId, seed.aesKey, '000000000000', '2026-01-01T00:00:00', ''].join();

  test('the keys of a file can be enrolled; those that are there already stay', async () => {
    const database = join(folder, 'pool.db');
    const service = await start(['dev'], { COFACTOR_DATABASE_URL: `sqlite:${database}` });
    const env = {
      COFACTOR_DATABASE_URL: `sqlite:${database}`,
      COFACTOR_MASTER_KEY: readFileSync(`${database}.key`, 'utf8').trim(),
    };
    const [first, second] = [fakeYubikey(), fakeYubikey()];
    const file = fileOf('one.csv', ['serial,public_id,private_id,key,access_code,timestamp,', line(first), '']);
    assert.equal((await cofactor(['yubikey', 'import', file], env)).stdout, 'imported 1, 0 in the pool already\n');
    const both = fileOf('both.csv', ['# office', line(first), line(second)]);
    assert.equal((await cofactor(['yubikey', 'import', both], env)).stdout, 'imported 1, 1 in the pool already\n');
    assert.equal((await service.call('GET', POOL)).body.length, 2);

    const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
    const user = (await service.call('POST', '/api/v1/users', { profile })).body;
    const enrolled = await service.call('POST', `/api/v1/users/${user.id}/factors`, {
      factorType: 'token:hardware',
      provider: 'YUBICO',
      verify: { passCode: second.press() },
    });
    assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
    assert.equal(await service.stop(), 0);
  });

  test('a file with a bad line imports nothing, and the line is named but not shown', async () => {
    const database = join(folder, 'bad.db');
    const env = {
      COFACTOR_DATABASE_URL: `sqlite:${database}`,
      COFACTOR_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    };
    assert.equal((await cofactor(['migrate'], env)).code, 0);
    const key = fakeYubikey();
    const bad = line(key).replace(key.seed.aesKey, `${key.seed.aesKey.slice(1)}x`);
    const refused = await cofactor(['yubikey', 'import', fileOf('bad.csv', [line(fakeYubikey()), bad])], env);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /nothing was imported\nline 2: aesKey: must be 32 hexadecimal characters/);
    assert.ok(!refused.stderr.includes(key.seed.privateId));
    const good = fileOf('good.csv', [line(key)]);
    assert.match((await cofactor(['yubikey', 'import', good], env)).stdout, /^imported 1, 0 /);
  });

  test('without the key, with another key or without the file it says what is missing', async () => {
    const database = join(folder, 'bad.db');
    const env = { COFACTOR_DATABASE_URL: `sqlite:${database}` };
    const other = { ...env, COFACTOR_MASTER_KEY: Buffer.alloc(32, 2).toString('base64') };
    const file = fileOf('more.csv', [line(fakeYubikey())]);
    assert.match((await cofactor(['yubikey', 'import', file], env)).stderr, /COFACTOR_MASTER_KEY is not set/);
    assert.match((await cofactor(['yubikey', 'import', file], other)).stderr, /is not the key this database/);
    assert.match(
      (await cofactor(['yubikey', 'import', join(folder, 'none.csv')], other)).stderr,
      /cannot be read \(ENOENT\)/,
    );
  });
});
