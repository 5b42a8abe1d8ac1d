import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { newKey, statement } from '../support/devices/device.ts';
import { head } from '../support/http/bytes.ts';
import { served } from '../support/served.ts';

/** `npm run ci:full` makes 8,000 of it. */
const CONNECTIONS = Number(process.env.COFACTOR_STALLED_BODIES ?? 400);
const MAX_MIB = 400;
const MAX_AGE_MS = 20_000;

const PATHS = [
  '/api/v1/users',
  '/api/v1/users/me/factors',
  '/device/v1/enroll',
  '/hooks/providers/oct00000000000000000',
  '/tokens/none/verify',
  '/nowhere',
] as const;
const TYPES = { '/tokens/none/verify': 'application/x-www-form-urlencoded' } as Readonly<Record<string, string>>;

/** A body that never ends: kept until it is whole, 8,000 of them would take half a gigabyte. */
const BODY = Buffer.alloc(64_000, 'x');

/** One of a crowd: the proxy says another address each time. */
function stall(port: number, path: string, nth: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.resume();
  const from = `X-Forwarded-For: 198.18.${nth >> 8}.${nth & 255}`;
  const type = `Content-Type: ${TYPES[path] ?? 'application/json'}`;
  // Within the limit of the Device API, so that it is read.
  const length = path.startsWith('/device') ? 16_000 : 262_000;
  socket.write(`${head('POST', path, from, type, `Content-Length: ${length}`)}\r\n`);
  socket.write(BODY.subarray(0, Math.min(BODY.length, length - 1)));
  return socket;
}

/** The milliseconds from its begin to its end. */
async function ageOf(socket: Socket): Promise<number> {
  let began = 0;
  socket.once('connect', () => {
    began = performance.now();
  });
  await new Promise((resolve) => socket.once('close', resolve));
  return performance.now() - began;
}

const residentMiB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

test(`slowloris: ${CONNECTIONS} bodies that never end take less than ${MAX_MIB} MiB, and none grows older than ${MAX_AGE_MS / 1_000} s`, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'cofactor-stalled-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  // The proxy that passes everything on: of strangers who come to us directly there are a thousand an address.
  const service = await served(t, `sqlite:${join(folder, 'x.db')}`, ['--trusted-proxies', '127.0.0.1']);
  const pid = service.child.pid as number;
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, residentMiB(pid));
  }, 100);
  t.after(() => clearInterval(watch));

  const ages: Promise<number>[] = [];
  let health = 0;
  for (let made = 0; made < CONNECTIONS; made++) {
    const socket = stall(Number(new URL(service.url).port), PATHS[made % PATHS.length] as string, made);
    ages.push(ageOf(socket));
    if (made % 100 === 99) {
      const asked = performance.now();
      assert.equal((await fetch(`${service.url}/healthz`)).status, 200);
      health = Math.max(health, performance.now() - asked);
    }
  }
  const oldest = Math.max(...(await Promise.all(ages)));
  t.diagnostic(
    `${most.toFixed(0)} MiB, oldest ${(oldest / 1_000).toFixed(1)} s, /healthz at most ${health.toFixed(0)} ms`,
  );
  assert.ok(most < MAX_MIB, `${most} MiB`);
  assert.ok(oldest < MAX_AGE_MS, `${oldest} ms`);
  assert.equal((await service.call('GET', '/api/v1/users')).status, 200);
  // A statement that comes whole is read as ever.
  const key = newKey();
  const enroll = { statement: statement({ jwk: key.jwk }, {}, key) };
  assert.equal((await service.call('POST', '/device/v1/enroll', enroll)).status, 401);
});
