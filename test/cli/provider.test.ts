import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cofactor, type Running, start } from '../support/command.ts';
import { type Carrier, startCarrier } from '../support/messages/carrier.ts';

const SECRET = 'Bearer a-very-secret-token';

describe('providers from the environment', () => {
  let folder: string;
  let carrier: Carrier;
  let env: Record<string, string>;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cofactor-'));
    carrier = await startCarrier();
    env = {
      COFACTOR_MASTER_KEY: randomBytes(32).toString('base64'),
      COFACTOR_COUNTRIES: 'US',
      COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'providers.db')}`,
    };
    await cofactor(['migrate'], env);
  });
  const running: Running[] = [];
  const started = async (...args: Parameters<typeof start>) => {
    const service = await start(...args);
    running.push(service);
    return service;
  };
  after(async () => {
    for (const service of running) await service.stop();
    await carrier.close();
    rmSync(folder, { recursive: true });
  });

  const gateway = (over: object = {}) => ({
    id: 'gateway',
    type: 'http',
    name: 'Our gateway',
    channels: ['sms'],
    settings: {
      url: carrier.url,
      headers: [{ name: 'Authorization', value: SECRET }],
      body: '{"id":"{{id}}","to":"{{to}}","code":"{{code}}"}',
      referencePath: 'ref',
    },
    ...over,
  });

  test('serve sends through them, shows them without secrets and does not change them', async () => {
    const secret = (await cofactor(['token', 'create', 'x', '--role', 'SUPER_ADMIN'], env)).stdout.trim();
    const service = await started(['serve'], { ...env, COFACTOR_PROVIDERS: JSON.stringify([gateway()]) }, secret);
    const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
    const user = (await service.call('POST', '/api/v1/users', { profile })).body;
    const factors = `/api/v1/users/${user.id}/factors`;
    const phone = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
    const pending = await service.call('POST', factors, phone);
    assert.equal(pending.status, 200, JSON.stringify(pending.body));
    const passCode = carrier.accepted.at(-1)?.code;
    const active = await service.call('POST', `${factors}/${pending.body.id}/lifecycle/activate`, { passCode });
    assert.deepEqual([active.status, active.body.status], [200, 'ACTIVE']);

    const path = '/api/v1/message-providers/gateway';
    const { body } = await service.call('GET', path);
    assert.deepEqual(
      [body.source, body.status, body.settings.headers, body.secrets],
      ['CONFIGURATION', 'ACTIVE', [{ name: 'Authorization' }], ['headers.0.value']],
    );
    for (const [method, at] of [
      ['PUT', path],
      ['DELETE', path],
      ['POST', `${path}/lifecycle/deactivate`],
    ] as const) {
      const refused = await service.call(method, at, method === 'PUT' ? gateway() : undefined);
      assert.equal(refused.status, 400);
      assert.match(refused.body.errorCauses[0].errorSummary, /comes from COFACTOR_PROVIDERS; change it there/);
    }
    assert.equal(await service.stop(), 0);
    assert.ok(!service.stderr().includes(SECRET) && !service.stderr().includes('no message provider'));
    assert.ok(!service.stderr().includes(passCode ?? ''));
  });

  test('provider list and test read the same, here from a file', async () => {
    const file = join(folder, 'providers.json');
    writeFileSync(
      file,
      `\uFEFF${JSON.stringify([gateway(), gateway({ id: 'spare', name: 'Spare', enabled: false })])}`,
    );
    const withFile = { ...env, COFACTOR_PROVIDERS: file };
    assert.equal(
      (await cofactor(['provider', 'list'], withFile)).stdout,
      'gateway  active    http  sms  configuration  Our gateway\nspare  inactive  http  sms  configuration  Spare\n',
    );
    const sent = await cofactor(['provider', 'test', 'gateway', '--to', '+1 802 448 2037'], withFile);
    assert.match(sent.stdout, /^ACCEPTED in \d+ ms \(reference ref-\d+-test-/, sent.stderr);
    assert.equal(carrier.accepted.at(-1)?.to, '+18024482037');
    carrier.answer = { status: 503 };
    const failed = await cofactor(['provider', 'test', 'gateway', '--to', '+18024482037'], withFile);
    carrier.answer = {};
    assert.deepEqual(
      [failed.code, /^cofactor: FAILED in \d+ ms \(.*503/.test(failed.stderr)],
      [1, true],
      failed.stderr,
    );
    for (const [args, said] of [
      [['nobody', '--to', '+18024482037'], /there is no provider nobody/],
      [['gateway', '--to', 'ada@example.com'], /carries sms, not email/],
      [['gateway', '--to', '12'], /--to must be a phone number/],
    ] as const) {
      assert.match((await cofactor(['provider', 'test', ...args], withFile)).stderr, said);
    }
  });

  test('mistakes in them stop the start, named by entry and field and without their values', async () => {
    const { settings } = gateway();
    for (const [text, said] of [
      ['/nowhere/providers.json', /COFACTOR_PROVIDERS: \/nowhere\/providers.json cannot be read \(ENOENT\)/],
      [`[{"id": "a-very-secret-token" oops`, /COFACTOR_PROVIDERS is not valid JSON$/m],
      [JSON.stringify([gateway({ id: 'Not Good' })]), /COFACTOR_PROVIDERS\[0\]\.id: a name of its own/],
      [JSON.stringify([gateway(), gateway()]), /COFACTOR_PROVIDERS\[1\]\.id: there is already one named gateway/],
      [JSON.stringify([gateway({ colour: 1 })]), /COFACTOR_PROVIDERS\[0\]: colour: There is no such field/],
      [
        JSON.stringify([gateway({ settings: { ...settings, url: 'ftp://a-very-secret-token' } })]),
        /COFACTOR_PROVIDERS\[0\]\.settings\.url: must match pattern/,
      ],
    ] as const) {
      const { code, stderr } = await cofactor(['serve', '--port', '0'], { ...env, COFACTOR_PROVIDERS: text });
      assert.equal(code, 1);
      assert.match(stderr, said);
      assert.ok(!stderr.includes('a-very-secret-token'), stderr);
    }
  });

  test('dev sends through the providers there are, and keeps to its inbox when told so', async () => {
    const carried = () => carrier.accepted.filter(({ to }) => to === '+18024482040').length;
    let before = carried();
    const own = { COFACTOR_PROVIDERS: JSON.stringify([gateway()]) };
    for (const [flags, sent] of [
      [[], 1],
      [['--send'], 1],
      [['--no-send'], 0],
    ] as const) {
      const service = await started(['dev', '--database', 'sqlite::memory:', ...flags], own);
      const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
      const user = (await service.call('POST', '/api/v1/users', { profile })).body;
      const phone = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482040' } };
      assert.equal((await service.call('POST', `/api/v1/users/${user.id}/factors`, phone)).status, 200);
      assert.equal((await service.call('GET', '/dev/inbox')).body.length, 1);
      assert.equal(carried(), before + sent);
      before = carried();
      await service.stop();
      assert.match(service.stderr(), sent ? /messages are really sent.*gateway/ : /--no-send passes .* over.*gateway/);
    }
  });

  test('dev uses a provider from the moment it is created, for the channels it carries, and shows every message', async () => {
    const service = await started(['dev', '--database', 'sqlite::memory:'], {});
    const carried = (number: string) => carrier.accepted.filter(({ to }) => to === number).length;
    const enroll = async (login: string, body: object) => {
      const profile = { firstName: 'Jane', lastName: 'Doe', email: login, login };
      const { id } = (await service.call('POST', '/api/v1/users', { profile })).body;
      return service.call('POST', `/api/v1/users/${id}/factors`, { provider: 'OKTA', ...body });
    };
    const sms = (phoneNumber: string) => ({ factorType: 'sms', profile: { phoneNumber } });
    assert.equal((await enroll('one@example.com', sms('+18024482041'))).status, 200);
    assert.equal(carried('+18024482041'), 0);
    const { id: _id, ...request } = gateway();
    const created = await service.call('POST', '/api/v1/message-providers', request);
    assert.equal(created.status, 201);
    assert.equal((await enroll('two@example.com', sms('+18024482042'))).status, 200);
    assert.equal(carried('+18024482042'), 1);
    const mail = { factorType: 'email', profile: { email: 'three@example.com' } };
    assert.equal((await enroll('three@example.com', mail)).status, 200, 'nobody carries e-mail');
    assert.equal((await service.call('GET', '/dev/inbox')).body.length, 3);
    await service.stop();
    const [said, ...others] = service.stderr().match(/messages are really sent; --no-send .*/g) ?? [];
    assert.match(said ?? '', new RegExp(created.body.id));
    assert.equal(others.length, 0, 'there was none to warn of at the start');
  });
});
