import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { eventWorld } from '../support/hooks/eventWorld.ts';
import { routedWorld, setUp } from '../support/messages/routedWorld.ts';
import { vendorServer } from '../support/messages/vendorServer.ts';
import { alertNames, firing, rulesFile } from '../support/metrics/alerts.ts';
import { metered } from '../support/metrics/metered.ts';
import { meteredService } from '../support/metrics/meteredService.ts';
import { readSamples, type Samples } from '../support/metrics/samples.ts';
import { tcpProxy } from '../support/tcpProxy.ts';
import { person } from '../support/users/people.ts';
import { issuer } from '../support/vip/certificates.ts';
import { setVip } from '../support/vip/setVip.ts';
import { type World, world } from '../support/world.ts';

const provoked = new Set<string>();
const postgresOnly = { skip: !ENGINES.includes('postgres') };

/** Asserts that of all alerts this one fires. */
function fires(alert: string, before: Samples, later: Samples, up = true): void {
  assert.deepEqual(withoutLag(firing(before, later, up), alert), [alert]);
  provoked.add(alert);
}

after(() => {
  // In a run of single tests the others are not missed.
  if (process.execArgv.some((arg) => arg.includes('name-pattern'))) return;
  // SQLite has one transaction at a time, which holds nothing back.
  const onPostgres = ENGINES.includes('postgres') ? [] : ['CofactorLogHeldBack'];
  assert.deepEqual(
    alertNames.filter((name) => !provoked.has(name) && !onPostgres.includes(name)),
    [],
    'every alert is provoked by a test',
  );
});

/** On a loaded machine every event loop is late: that is no news but where it is asked for. */
const withoutLag = (alerts: readonly string[], wanted?: string): readonly string[] =>
  alerts.filter((name) => name !== 'CofactorEventLoopLag' || name === wanted);

/** Scrapes a service over HTTP, as Prometheus does. */
const scrape = async (url: string): Promise<Samples> => readSamples(await (await fetch(url)).text());

async function activeTotp(w: World) {
  const user = await person(w);
  const calls = factorCalls(w, user.id);
  const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
  const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
  await calls.activate(body.id, app.code());
  return (passCode: string) => calls.verify(body.id, passCode);
}

test('the rules pass promtool, which also finds what they say of days that somebody made up', () => {
  const unit = rulesFile.replace(/\.yml$/, '.test.yml');
  for (const args of [
    ['check', 'rules', rulesFile],
    ['test', 'rules', unit],
  ]) {
    const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
    assert.equal(status, 0, `promtool ${args.join(' ')}: ${stdout}${stderr}`);
  }
});

test('a scrape passes promtool, and a service that is left alone raises nothing', async (t) => {
  const { url, before } = await meteredWorld(t);
  const text = await (await fetch(url)).text();
  const { stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
  // Its opinions on names of Node's own metrics are not asked for.
  assert.doesNotMatch(stdout + stderr, /cofactor_|error/);
  assert.deepEqual(withoutLag(firing(before, await scrape(url))), []);
});

test('many wrong answers raise the alert about failures', async (t) => {
  const { w, url } = await meteredWorld(t);
  const owners = await Promise.all(Array.from({ length: 12 }, () => activeTotp(w)));
  const before = await scrape(url);
  for (const verify of owners) for (let tries = 0; tries < 3; tries++) await verify('000000');
  fires('CofactorFailuresSurge', before, await scrape(url));
});

test('somebody who goes on guessing raises the alert about attacks', async (t) => {
  const { w, url } = await meteredWorld(t);
  const verify = await activeTotp(w);
  const before = await scrape(url);
  for (let tries = 0; tries < 30; tries++) await verify('000000');
  fires('CofactorAttack', before, await scrape(url));
});

test('a provider that answers with errors raises the alert about deliveries', async (t) => {
  const m = metered({ address: { host: '127.0.0.1', port: 0 } });
  const vendor = await vendorServer(t, () => ({ status: 503 }));
  const w = await routedWorld('sqlite', {}, m.options);
  t.after(() => w.close());
  await setUp(w, vendor.url);
  const url = metricsUrlOf(w);
  const before = await scrape(url);
  for (let n = 0; n < 7; n++) {
    const user = await person(w);
    await factorCalls(w, user.id).sms(`+1202555014${n}`);
  }
  fires('CofactorDeliveriesFailing', before, await scrape(url));
});

test('an event hook that takes nothing raises the alert about late events, and a day later that about dead letters', async (t) => {
  const e = await eventWorld('sqlite', metered({ address: { host: '127.0.0.1', port: 0 } }).options);
  t.after(() => e.close());
  const url = metricsUrlOf(e.w);
  await e.hook();
  const before = await scrape(url);
  e.at.answer = (response) => void response.writeHead(500).end();
  await e.happens('1');
  await e.sweep();
  e.w.clock.advance({ minutes: 20 });
  fires('CofactorEventHookLate', before, await scrape(url));
  for (let n = 0; n < 60; n++) {
    e.w.clock.advance({ minutes: 30 });
    await e.sweep();
  }
  fires('CofactorEventHookDeadLetters', before, await scrape(url));
});

test('a certificate for VIP that is over in a month raises the alert about it', async (t) => {
  const { w, url } = await meteredWorld(t);
  const before = await scrape(url);
  const authority = await issuer('VIP of the tests');
  const { cert: clientCertificate, key: clientKey } = await authority.issue('customer', '2026-02-15T00:00:00Z');
  await setVip(w, { hostName: 'vip.example.com', clientCertificate, clientKey });
  assert.deepEqual(withoutLag(firing(before, await scrape(url))), []);
  w.clock.advance({ hours: 24 * 20 });
  fires('CofactorCertificateExpires', before, await scrape(url));
});

test('a file of the database that is removed raises the alert about the database', async (t) => {
  const { url, database } = await meteredService(t);
  const before = await scrape(url);
  rmSync(database.replace('sqlite:', ''));
  fires('CofactorDatabaseAway', before, await scrape(url));
});

test('a PostgreSQL that is away raises it too', postgresOnly, async (t) => {
  const there = new URL(await freshPostgresUrl());
  const wire = await tcpProxy(Number(there.port));
  t.after(() => wire.close());
  there.port = String(wire.port);
  const { url } = await meteredService(t, [], there.href);
  const before = await scrape(url);
  wire.target(1);
  wire.cut();
  assert.equal((await fetch(url)).status, 200, 'a scrape does not fail with the database');
  fires('CofactorDatabaseAway', before, await scrape(url));
});

test('a transaction that somebody leaves open raises the alert about the log', postgresOnly, async (t) => {
  const w = await world('postgres', metered({ address: { host: '127.0.0.1', port: 0 } }).options);
  t.after(() => w.close());
  const url = metricsUrlOf(w);
  const somebody = new pg.Client(process.env.DATABASE_URL);
  await somebody.connect();
  t.after(() => somebody.end());
  await somebody.query('begin');
  await somebody.query('select pg_current_xact_id()');
  await activeTotp(w);
  w.clock.advance({ minutes: 10 });
  const before = await scrape(url);
  assert.ok((before.values.get('cofactor_log_held_back_seconds') ?? 0) >= 600);
  fires('CofactorLogHeldBack', before, await scrape(url));
  await somebody.query('rollback');
  const isHeld = async () => ((await scrape(url)).values.get('cofactor_log_held_back_seconds') ?? 0) > 0;
  while (await isHeld()) await sleep(20);
});

test('connections without end raise the alert about queues', async (t) => {
  const { service, url } = await meteredService(t, ['--max-connections', '10']);
  const before = await scrape(url);
  const { port } = new URL(service.url);
  for (let n = 0; n < 9; n++) {
    const socket = connect(Number(port), '127.0.0.1');
    t.after(() => socket.destroy());
    await once(socket, 'connect');
  }
  let later = await scrape(url);
  // A connection is there for its client a little before it is for the service.
  while ((later.values.get('cofactor_queue_length{queue="connections"}') ?? 0) < 9) later = await scrape(url);
  fires('CofactorQueueFull', before, later);
});

test('an event loop that is kept busy raises the alert about it', async (t) => {
  const { url } = await meteredWorld(t);
  const before = await scrape(url);
  // The service is in this process.
  for (let n = 0; n < 4; n++) {
    const until = performance.now() + 400;
    while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
  fires('CofactorEventLoopLag', before, await scrape(url));
});

test('a process that is killed raises the alert about processes', async (t) => {
  const { service, url } = await meteredService(t);
  const before = await scrape(url);
  await service.stop('SIGKILL');
  await assert.rejects(scrape(url), 'nobody answers the scrape any more');
  fires('CofactorDown', before, { ...before, values: new Map() }, false);
});

async function meteredWorld(t: { after(run: () => unknown): void }) {
  const w = await world('sqlite', metered({ address: { host: '127.0.0.1', port: 0 } }).options);
  t.after(() => w.close());
  const url = metricsUrlOf(w);
  return { w, url, before: await scrape(url) };
}

function metricsUrlOf({ metricsUrl }: World): string {
  assert.ok(metricsUrl !== undefined);
  return metricsUrl;
}
