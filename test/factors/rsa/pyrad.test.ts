import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { lookup as lookUp } from 'node:dns';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createRadiusClient } from '../../../src/remotes/radius/radiusClient.ts';
import { freeUdpPort } from '../../support/radius/freeUdpPort.ts';
import { seededRandom } from '../../support/random.ts';

/** Another's reading of RFC 2865 and 3579, and what it needs. */
const PACKAGES = ['pyrad==2.6.0'] as const;
const SUPPORT = join(import.meta.dirname, '../../support/radius');
const SECRET = 'between us and pyrad';

const folder = mkdtempSync(join(tmpdir(), 'cofactor-pyrad-'));
const python = join(folder, 'venv/bin/python');
after(() => rmSync(folder, { recursive: true, force: true }));

const runs = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0;
const installed =
  runs('python3', '-m', 'venv', join(folder, 'venv')) &&
  runs(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES);
if (!installed) console.error('!!! pyrad is SKIPPED: no Python, or it could not install its packages');
if (!installed && process.env.CI) throw new Error('CI is set, hence this counts as a failure.');

test('pyrad takes our requests, and we its replies: accepted, rejected, challenged, and with another secret none', {
  skip: !installed && 'needs Python and the packages of pyrad',
}, async (t) => {
  const port = await freeUdpPort();
  const args = [join(SUPPORT, 'pyradServer.py'), String(port), SECRET, join(SUPPORT, 'dictionary')];
  const server = spawn(python, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => server.kill());
  await once(server.stdout, 'data');
  const client = createRadiusClient({
    lookup: () => lookUp as LookupFunction,
    random: seededRandom(),
    resendMs: 1_000,
  });
  const ask = (userName: string, password: string, state?: Uint8Array, secret = SECRET) => {
    const request = { userName, password, nasIdentifier: 'pyrad', ...(state && { state }) };
    return client.ask([{ host: '127.0.0.1', port, secret }], request);
  };
  assert.deepEqual(await ask('alice', '111111'), { is: 'accept', server: 0 });
  assert.deepEqual(await ask('alice', '111112'), { is: 'reject', server: 0 });
  assert.deepEqual(await ask('alice', '1'.repeat(128)), { is: 'reject', server: 0 });
  const challenge = await ask('challenged', '111111');
  assert.ok(challenge.is === 'challenge');
  assert.deepEqual([challenge.message, challenge.state.toString()], ['Enter the next tokencode', 'next']);
  assert.deepEqual(await ask('challenged', '222222', challenge.state), { is: 'accept', server: 0 });
  assert.deepEqual(await ask('challenged', '222222', Buffer.from('another')), { is: 'reject', server: 0 });
  assert.equal((await ask('alice', '111111', undefined, 'not between us')).is, 'none');
});
