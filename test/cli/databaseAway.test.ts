import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import type { Running } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { person, served } from '../support/served.ts';
import { tcpProxy } from '../support/tcpProxy.ts';

const skip = !ENGINES.includes('postgres');
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Callers that create and search users without a pause until told to stop; gives how often each status came. */
function load(service: Running, callers: number): { stop(): Promise<Map<number, number>> } {
  const seen = new Map<number, number>();
  let going = true;
  const call = async (n: number) => {
    while (going) {
      const { status } = await (n % 2 === 0
        ? service.call('POST', '/api/v1/users', person())
        : service.call('GET', '/api/v1/users?search=status%20eq%20%22STAGED%22&limit=5'));
      seen.set(status, (seen.get(status) ?? 0) + 1);
      if (status !== 200) await sleep(10);
    }
  };
  const calls = Promise.all(Array.from({ length: callers }, (_, n) => call(n)));
  return {
    async stop() {
      going = false;
      await calls;
      return seen;
    },
  };
}

/** A request with its headers and how long it took. */
async function timed(service: Running, path: string, init: RequestInit = {}) {
  const from = performance.now();
  const response = await fetch(service.url + path, init);
  return {
    status: response.status,
    headers: response.headers,
    body: await response.text(),
    ms: performance.now() - from,
  };
}

describe('the database goes away', { skip }, () => {
  test('connections that are terminated under load end requests with 503 and never the process', async (t) => {
    const url = await freshPostgresUrl();
    const service = await served(t, url);
    const admin = new pg.Client(process.env.DATABASE_URL);
    await admin.connect();
    t.after(() => admin.end());
    const calls = load(service, 8);
    for (let round = 0; round < 15; round++) {
      await sleep(60);
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        new URL(url).pathname.slice(1),
      ]);
    }
    const seen = await calls.stop();
    assert.equal(service.child.exitCode, null, service.stderr());
    assert.deepEqual(
      [...seen.keys()].filter((status) => status !== 200 && status !== 503),
      [],
      service.stderr(),
    );
    assert.ok((seen.get(200) ?? 0) > 0);
    assert.equal((await service.call('POST', '/api/v1/users', person())).status, 200);
  });

  test('a network that swallows everything costs callers five seconds and a probe two; then all is as before', async (t) => {
    const url = new URL(await freshPostgresUrl());
    const proxy = await tcpProxy(Number(url.port));
    t.after(() => proxy.close());
    url.port = String(proxy.port);
    const service = await served(t, url.href);
    const calls = load(service, 4);
    await sleep(300);
    proxy.swallow();
    await sleep(100);
    const probe = timed(service, '/readyz');
    const asked = await Promise.all(
      ['', '?search=status%20eq%20%22STAGED%22'].map((query) =>
        timed(service, `/api/v1/users${query}`, { headers: { authorization: `SSWS ${service.token}` } }),
      ),
    );
    for (const { status, headers, body, ms } of asked) {
      assert.equal(status, 503);
      assert.ok(ms < 5_000, `${ms} ms`);
      assert.equal(headers.get('cofactor-reason'), 'DATABASE');
      assert.match(headers.get('retry-after') ?? '', /^\d+$/);
      assert.equal(JSON.parse(body).errorCode, 'E0000009');
    }
    const probes = [await probe, await timed(service, '/readyz'), await timed(service, '/readyz')];
    for (const { status } of probes) assert.equal(status, 503);
    // The calmest: a busy machine delays one or the other.
    const ms = Math.min(...probes.map((one) => one.ms));
    assert.ok(ms < 2_000, `${ms} ms`);
    assert.equal((await timed(service, '/healthz')).status, 200);
    proxy.restore();
    proxy.cut();
    await sleep(50);
    assert.equal((await service.call('POST', '/api/v1/users', person())).status, 200);
    assert.equal((await timed(service, '/readyz')).status, 200);
    // A read that was under way may have been done again on a new connection.
    const seen = await calls.stop();
    assert.deepEqual(
      [...seen.keys()].filter((status) => status !== 200 && status !== 503),
      [],
    );
    assert.ok((seen.get(200) ?? 0) > 0);
  });

  test('too few connections for the role are waited for, and nobody is told 500', async (t) => {
    const url = new URL(await freshPostgresUrl());
    const admin = new pg.Client(process.env.DATABASE_URL);
    await admin.connect();
    t.after(() => admin.end());
    const role = `few${url.pathname.slice(2, 12)}`;
    await admin.query(`create role ${role} login password 'few' connection limit 6`);
    await admin.query(`alter database ${url.pathname.slice(1)} owner to ${role}`);
    url.username = role;
    url.password = 'few';
    const service = await served(t, url.href);
    const calls = load(service, 40);
    await sleep(2_000);
    const seen = await calls.stop();
    assert.deepEqual(
      [...seen.keys()].filter((status) => status !== 200 && status !== 503),
      [],
    );
    assert.ok((seen.get(200) ?? 0) > 40, JSON.stringify([...seen]));
  });
});
