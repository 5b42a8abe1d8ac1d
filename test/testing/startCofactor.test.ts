import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Cofactor, startCofactor } from '../../src/testing/index.ts';
import { ask, NUMBER, sms } from '../support/testing/ask.ts';

describe('startCofactor', () => {
  let c: Cofactor;
  let factors: string;
  before(async () => {
    c = await startCofactor({
      users: ['ada@example.com', { login: 'bob', email: 'bob@example.com', department: 'R&D', factors: [sms()] }],
    });
    factors = `/api/v1/users/${c.users[0]?.id}/factors`;
  });
  beforeEach(() => c.reset());
  after(() => c.close());

  test('enroll, read the code from the inbox, activate: over a socket and without one', async () => {
    for (const by of [fetch, c.fetch]) {
      const number = by === fetch ? NUMBER : '+15550100002';
      await c.reset();
      const pending = await ask(c, 'POST', factors, sms(number), by);
      assert.deepEqual([pending.status, pending.body.status], [200, 'PENDING_ACTIVATION']);
      const { code, text } = await c.inbox.next({ to: number, channel: 'sms' });
      assert.ok(text.includes(code));
      const activate = new URL(pending.body._links.activate.href).pathname;
      const active = await ask(c, 'POST', activate, { passCode: code }, by);
      assert.deepEqual([active.status, active.body.status], [200, 'ACTIVE']);
    }
  });

  test('a message to a number that was enrolled without a plus sign is found by what was enrolled, or whole', async () => {
    await ask(c, 'POST', factors, sms('(802) 448-2036'));
    for (const to of ['(802) 448-2036', '8024482036', '+18024482036', '+1 802-448-2036', '0802 448 2036']) {
      assert.equal(c.inbox.all({ to }).length, 1, to);
    }
    for (const to of ['448 2037', '482036', '+8024482036', '028024482036', '']) {
      assert.equal(c.inbox.all({ to }).length, 0, to);
    }
  });

  test('seeded users are ACTIVE, with the attributes and factors they were given', async () => {
    const [ada, bob] = c.users;
    assert.deepEqual([ada?.status, ada?.profile.login, ada?.factors], ['ACTIVE', 'ada@example.com', []]);
    assert.partialDeepStrictEqual(bob?.profile, { login: 'bob', department: 'R&D' });
    assert.equal(bob?.factors[0]?.status, 'ACTIVE');
    const listed = await ask(c, 'GET', `/api/v1/users/${bob?.id}/factors`);
    assert.deepEqual(
      listed.body.map(({ id }: { id: string }) => id),
      [bob?.factors[0]?.id],
    );
    const eve = await c.createUser({ mobilePhone: '+15550100003', password: 'x' });
    assert.match(eve.profile.login, /^user\d+@example\.com$/);
    assert.deepEqual(eve.credentials.password, {});
    await assert.rejects(c.createUser('ada@example.com'), /there is a user ada@example.com already/);
    await assert.rejects(c.createUser({ email: 'nonsense' }), /pattern/);
    await assert.rejects(c.createUser({ factors: [{ factorType: 'x', provider: 'OKTA' }] }), /Invalid Factor/);
  });

  test('the inbox gives each message once, waits for those to come, and says what is there instead', async () => {
    const coming = c.inbox.next({ to: '+1 (555) 010-0001' });
    const mail = c.inbox.next({ channel: 'email', timeout: 500 });
    await ask(c, 'POST', factors, sms());
    const first = await coming;
    await assert.rejects(
      mail,
      /^Error: no message by email to anybody within 500 ms; in the inbox: sms to \+15550100001 \(read\)$/,
    );
    c.clock.advance({ seconds: 31 });
    const [second] = await Promise.all([
      c.inbox.next(),
      ask(c, 'POST', `${factors}/${(await ask(c, 'GET', factors)).body[0].id}/resend`, sms()),
    ]);
    assert.ok(second.id > first.id);
    assert.deepEqual(
      c.inbox.all({ channel: 'sms' }).map(({ id }) => id),
      [first.id, second.id],
    );
    assert.deepEqual(c.inbox.all({ to: 'nobody@example.com' }), []);
    const nobody = c.inbox.next({ to: '+15550199' });
    const abandoned = assert.rejects(nobody, /the service was reset/);
    await c.reset();
    await abandoned;
  });

  test('a code expires when the clock is moved, and the clock does not go back', async () => {
    const { body } = await ask(c, 'POST', factors, sms());
    const { code } = await c.inbox.next();
    const before = c.clock.now();
    c.clock.advance({ minutes: 5, seconds: 1 });
    assert.ok(c.clock.now().getTime() - before.getTime() >= 301_000);
    const late = await ask(c, 'POST', `${factors}/${body.id}/lifecycle/activate`, { passCode: code });
    assert.deepEqual([late.status, late.headers.get('cofactor-reason')], [403, 'EXPIRED']);
    assert.throws(() => c.clock.advance({ seconds: -1 }), /only goes forward/);
  });

  test('reset goes back to the beginning: same users, same ids, same factors, no messages, real time', async () => {
    const bob = c.users[1];
    await ask(c, 'POST', factors, sms('+15550100004'));
    await ask(c, 'DELETE', `/api/v1/users/${bob?.id}/factors/${bob?.factors[0]?.id}`);
    const extra = await c.createUser();
    c.clock.advance({ days: 3 });
    c.faults.provider('down');
    c.faults.api({ status: 500, times: 10 });
    await c.reset();
    assert.equal((await ask(c, 'GET', factors)).body.length, 0);
    assert.equal((await ask(c, 'GET', `/api/v1/users/${bob?.id}/factors`)).body[0].id, bob?.factors[0]?.id);
    assert.equal((await ask(c, 'GET', `/api/v1/users/${extra.id}`)).status, 404);
    assert.deepEqual(c.inbox.all(), []);
    assert.ok(Math.abs(c.clock.now().getTime() - Date.now()) < 5_000);
    assert.equal((await ask(c, 'POST', factors, sms('+15550100004'))).status, 200);
  });

  test('its fetch is a fetch: signals, requests, no body, nobody else', async () => {
    const { id } = c.users[0] ?? {};
    const headers = { authorization: `SSWS ${c.token}` };
    const request = new Request(`${c.url}/api/v1/users/${id}`, { headers });
    const reply = await c.fetch(request);
    assert.deepEqual([reply.status, reply.ok, ((await reply.json()) as { id: string }).id], [200, true, id]);
    assert.equal((await c.fetch(`/api/v1/users/${id}`)).status, 401);
    const gone = await c.fetch(`/api/v1/users/${id}`, { method: 'DELETE', headers });
    assert.deepEqual([gone.status, gone.body], [204, null]);
    await assert.rejects(c.fetch(request, { signal: AbortSignal.abort(new Error('enough')) }), /enough/);
    c.faults.api({ milliseconds: 500 });
    await assert.rejects(c.fetch(request, { signal: AbortSignal.timeout(20) }), { name: 'TimeoutError' });
    await assert.rejects(c.fetch('https://example.com/'), /this fetch reaches http/);
  });
});

test('several are apart from each other: users, tokens, clocks, messages', async () => {
  const [a, b] = await Promise.all([
    startCofactor({ users: ['same@example.com'] }),
    startCofactor({ users: ['same@example.com'], port: false }),
  ]);
  assert.notEqual(a.users[0]?.id, b.users[0]?.id);
  assert.equal(b.url, 'http://cofactor.test');
  const path = `/api/v1/users/${a.users[0]?.id}/factors`;
  a.clock.advance({ hours: 1 });
  await ask(a, 'POST', path, sms());
  assert.deepEqual([a.inbox.all().length, b.inbox.all().length], [1, 0]);
  assert.ok(a.clock.now().getTime() - b.clock.now().getTime() > 3_500_000);
  assert.equal((await ask({ ...b, token: a.token }, 'GET', path)).status, 401);
  assert.equal((await ask(b, 'GET', path)).status, 404);
  await a.close();
  assert.equal((await ask(b, 'GET', `/api/v1/users/${b.users[0]?.id}`)).status, 200);
  await Promise.all([b.close(), b.close()]);
});

test('a test may know its codes beforehand', async () => {
  await using c = await startCofactor({ users: [{}], fixedCodes: [{ code: '123456', for: '+1555010*' }], port: false });
  await ask(c, 'POST', `/api/v1/users/${c.users[0]?.id}/factors`, sms());
  assert.equal((await c.inbox.next()).code, '123456');
  await assert.rejects(startCofactor({ fixedCodes: [{ code: '1', for: '*' }] }), /6 digits/);
});

test('it listens where it is told to, and `await using` ends it', async () => {
  let url: string;
  {
    await using first = await startCofactor({ token: 'mine' });
    url = first.url;
    assert.equal((await fetch(`${url}/api/v1/users`, { headers: { authorization: 'SSWS mine' } })).status, 200);
  }
  await assert.rejects(fetch(`${url}/healthz`));
  await using second = await startCofactor({ port: Number(new URL(url).port) });
  assert.equal(second.url, url);
  assert.equal((await fetch(`${url}/dev/inbox`)).status, 200);
});
