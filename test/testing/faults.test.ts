import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Cofactor, startCofactor } from '../../src/testing/index.ts';
import { ask, NUMBER, sms } from '../support/testing/ask.ts';

describe('faults of startCofactor', () => {
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

  test('a provider that is down, refuses, is slow or late', async () => {
    const outcome = async () => {
      const { status, body } = await ask(c, 'POST', factors, sms());
      return [status, body.errorCode];
    };
    c.faults.provider('down', { times: 1 });
    assert.deepEqual(await outcome(), [503, 'E0000139']);
    c.faults.provider('optedOut', { channel: 'sms' });
    assert.deepEqual(await outcome(), [400, 'E0000140']);
    c.faults.provider('unreachable');
    assert.deepEqual(await outcome(), [400, 'E0000098']);
    assert.deepEqual(c.inbox.all(), []);
    c.faults.provider('down', { channel: 'email' });
    assert.deepEqual(await outcome(), [200, undefined]);
    await c.reset();

    c.faults.provider('slow', { milliseconds: 80 });
    const started = performance.now();
    assert.deepEqual(await outcome(), [200, undefined]);
    assert.ok(performance.now() - started >= 79);
    await c.reset();

    c.faults.provider('late', { milliseconds: 80 });
    assert.deepEqual(await outcome(), [200, undefined]);
    assert.deepEqual(c.inbox.all(), []);
    assert.equal((await c.inbox.next()).to, NUMBER);
  });

  test('an API that answers 429, breaks, or is slow, as often and where it is told to', async () => {
    c.faults.api({ status: 429, times: 2, retryAfter: 3 });
    for (const by of [fetch, c.fetch]) {
      const { status, body, headers } = await ask(c, 'GET', factors, undefined, by);
      assert.deepEqual([status, body.errorCode], [429, 'E0000047']);
      const wait = Number(headers.get('x-rate-limit-reset')) - Date.parse(headers.get('date') ?? '') / 1_000;
      assert.ok(wait >= 3 && wait <= 5, String(wait));
    }
    assert.equal((await ask(c, 'GET', factors)).status, 200);

    c.faults.api({ status: 502, method: 'post', path: '/factors' });
    assert.equal((await ask(c, 'GET', factors)).status, 200);
    const broken = await c.fetch(factors, { method: 'POST' });
    assert.deepEqual([broken.status, broken.headers.get('content-type')], [502, 'text/html']);

    c.faults.api({ status: 400, body: { errorCode: 'E1' }, path: /factors$/ });
    assert.deepEqual((await ask(c, 'GET', factors)).body, { errorCode: 'E1' });

    c.faults.api({ milliseconds: 80 });
    const started = performance.now();
    assert.equal((await ask(c, 'GET', factors)).status, 200);
    assert.ok(performance.now() - started >= 79);
    assert.throws(() => c.faults.api({ times: 2 }), /needs a status/);
  });

  test('a connection that breaks: before anything was done, or after all of it was', async () => {
    for (const by of [fetch, c.fetch]) {
      await c.reset();
      c.faults.api({ lose: 'request' });
      await assert.rejects(ask(c, 'POST', factors, sms(), by), TypeError);
      assert.deepEqual((await ask(c, 'GET', factors)).body, []);
      c.faults.api({ lose: 'reply' });
      await assert.rejects(ask(c, 'POST', factors, sms(), by), TypeError);
      assert.equal((await ask(c, 'GET', factors)).body.length, 1);
    }
  });
});
