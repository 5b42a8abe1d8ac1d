import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Running, start } from '../support/command.ts';

describe('virtual phones', () => {
  let service: Running;
  let factors: string;
  let userId: string;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:']);
  });
  beforeEach(async () => {
    await service.call('POST', '/dev/reset');
    const login = 'ada@example.com';
    const profile = { firstName: 'Ada', lastName: 'Lovelace', email: login, login };
    userId = (await service.call('POST', '/api/v1/users', { profile })).body.id;
    factors = `/api/v1/users/${userId}/factors`;
  });
  after(() => service.stop());

  const ok = async (method: string, path: string, body?: object) => {
    const answer = await service.call(method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const enroll = async (): Promise<string> => (await ok('POST', factors, { factorType: 'push', provider: 'OKTA' })).id;
  /** A push factor with a phone whose owner is like that. */
  async function withPhone(behaviour?: string, more: object = {}) {
    const factorId = await enroll();
    const wish = { type: 'phone', userId, factorId, ...(behaviour !== undefined && { behaviour }), ...more };
    return { factorId, phone: await ok('POST', '/dev/devices', wish) };
  }
  const verify = async (factorId: string, body: object = {}) => {
    const challenge = await ok('POST', `${factors}/${factorId}/verify`, body);
    assert.equal(challenge.factorResult, 'WAITING');
    return new URL(challenge._links.poll.href).pathname;
  };
  const outcome = async (poll: string) => (await ok('GET', `${poll}?wait=10`)).factorResult;
  /** What every phone's first answer came to, once there is one. */
  async function answers(): Promise<readonly (string | undefined)[]> {
    const phones = (await ok('GET', '/dev/devices')) as { asked: { answer?: { result: string } }[] }[];
    const results = phones.map(({ asked: [first] }) => first?.answer?.result);
    if (results.every((result) => result !== undefined)) return results;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return answers();
  }
  const seen = async (id: string) => ok('GET', `/dev/devices/${id}`);

  test('a phone that scans the QR code activates the factor and shows the codes of its companion', async () => {
    const { factorId, phone } = await withPhone();
    assert.deepEqual(phone.account, { userId, factorId, login: 'ada@example.com', organization: 'Cofactor' });
    const all = await ok('GET', factors);
    assert.deepEqual(all.map(({ factorType, status }: Record<string, string>) => `${factorType} ${status}`).sort(), [
      'push ACTIVE',
      'signed_nonce ACTIVE',
      'token:software:totp ACTIVE',
    ]);
    const totp = all.find(({ factorType }: Record<string, string>) => factorType === 'token:software:totp');
    const { passCode } = await seen(phone.id);
    const { factorResult } = await ok('POST', `${factors}/${totp.id}/verify`, { passCode });
    assert.equal(factorResult, 'SUCCESS');
  });

  test('a phone that opens the link of an e-mail activates the factor', async () => {
    const factorId = await enroll();
    await ok('POST', `${factors}/${factorId}/lifecycle/activate/email`);
    const [{ code: link }] = await ok('GET', '/dev/inbox?channel=email');
    await ok('POST', '/dev/devices', { type: 'phone', link });
    assert.equal((await ok('GET', `${factors}/${factorId}`)).status, 'ACTIVE');
    const again = await service.call('POST', '/dev/devices', { type: 'phone', link });
    assert.equal(again.status, 400);
    assert.match(again.body.errorCauses[0].errorSummary, /^POST \/device\/v1\/enroll was answered 40\d/);
  });

  for (const [behaviour, expected] of [
    ['approve', 'SUCCESS'],
    ['deny', 'REJECTED'],
    ['not-me', 'REJECTED'],
    ['wrong-number', 'REJECTED'],
  ] as const) {
    test(`${behaviour}: ${expected}, also with a number to pick`, async () => {
      const { factorId, phone } = await withPhone(behaviour);
      assert.equal(await outcome(await verify(factorId, { useNumberMatchingChallenge: true })), expected);
      const [{ numbers, answer }] = (await seen(phone.id)).asked;
      assert.equal(numbers.length, 3);
      assert.equal(answer.result, expected);
    });
  }

  test('where there is no number to pick, nobody picks a wrong one', async () => {
    const { factorId } = await withPhone('wrong-number');
    assert.equal(await outcome(await verify(factorId)), 'SUCCESS');
  });

  test('a silent phone lets the question time out, and an answer after that is refused', async () => {
    const { factorId, phone } = await withPhone('silent');
    const poll = await verify(factorId);
    assert.equal((await ok('GET', poll)).factorResult, 'WAITING');
    // A phone that has not been told of the question yet has nothing to answer.
    for (let tries = 0; tries < 500 && (await ok('GET', `/dev/devices/${phone.id}`)).asked.length === 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await ok('POST', '/dev/clock', { advance: 'PT5M1S' });
    assert.equal((await ok('GET', poll)).factorResult, 'TIMEOUT');
    const transaction = poll.split('/').at(-1);
    const { answer } = await ok('POST', `/dev/devices/${phone.id}/answer`, { transaction, decision: 'APPROVE' });
    assert.equal(answer.result, 'REFUSED');
    assert.match(answer.why, /TIMEOUT/);
    assert.equal((await ok('GET', poll)).factorResult, 'TIMEOUT');
  });

  test('a silent phone is answered by hand: with the right number, another one, or not at all', async () => {
    const { factorId, phone } = await withPhone('silent');
    const byHand = async (body: object) => (await ok('POST', `/dev/devices/${phone.id}/answer`, body)).answer.result;
    const numbers = { useNumberMatchingChallenge: true };
    const first = await verify(factorId, numbers);
    assert.equal(await byHand({ decision: 'APPROVE' }), 'SUCCESS');
    assert.equal(await outcome(first), 'SUCCESS');
    await verify(factorId, numbers);
    assert.equal(await byHand({ decision: 'APPROVE', number: 100 }), 'REJECTED');
    // Whoever has just refused is not asked again at once.
    await ok('POST', '/dev/clock', { advance: 'PT1M' });
    await verify(factorId);
    assert.equal(await byHand({ decision: 'DENY' }), 'REJECTED');
    const nothing = await service.call('POST', `/dev/devices/${phone.id}/answer`, { decision: 'DENY' });
    assert.equal(nothing.status, 404);
  });

  test('a phone changes its behaviour, also towards what waits already', async () => {
    const { factorId, phone } = await withPhone('silent');
    const poll = await verify(factorId);
    assert.equal((await ok('PATCH', `/dev/devices/${phone.id}`, { behaviour: 'deny' })).behaviour, 'deny');
    assert.equal(await outcome(poll), 'REJECTED');
    assert.equal((await service.call('PATCH', `/dev/devices/${phone.id}`, { behaviour: 'explode' })).status, 400);
  });

  test('a phone that thinks it over answers later', async () => {
    const { factorId } = await withPhone('approve', { delay: 'PT0.3S' });
    const poll = await verify(factorId);
    assert.equal((await ok('GET', poll)).factorResult, 'WAITING');
    assert.equal(await outcome(poll), 'SUCCESS');
  });

  test('all phones of a factor ring at once; the first answer counts and the others are told that it is over', async () => {
    const { factorId, phone: slow } = await withPhone('deny', { delay: 'PT1S' });
    await ok('POST', '/dev/devices', { type: 'phone', userId, factorId, name: 'Tablet' });
    const poll = await verify(factorId);
    assert.equal(await outcome(poll), 'SUCCESS');
    assert.equal((await seen(slow.id)).asked[0].answer, undefined);
    assert.deepEqual(await answers(), ['REFUSED', 'SUCCESS']);
    assert.equal(await outcome(poll), 'SUCCESS');
  });

  test('ten phones approve and deny at the same time: one answer counts, on every phone the same', async () => {
    const factorId = await enroll();
    const phones = [];
    for (let n = 0; n < 10; n++) {
      phones.push(
        await ok('POST', '/dev/devices', { type: 'phone', userId, factorId, behaviour: n % 2 ? 'approve' : 'deny' }),
      );
    }
    const poll = await verify(factorId);
    const final = await outcome(poll);
    const counted = (await answers()).filter((result) => result !== 'REFUSED');
    assert.deepEqual(counted, [final]);
    assert.equal((await ok('GET', poll)).factorResult, final);
  });

  test('a phone works on after the clock was moved by days, and with another key', async () => {
    const { factorId, phone } = await withPhone();
    await ok('POST', '/dev/clock', { advance: 'P3D' });
    assert.equal(await outcome(await verify(factorId)), 'SUCCESS');
    await ok('POST', `/dev/devices/${phone.id}/replace-key`);
    assert.equal(await outcome(await verify(factorId)), 'SUCCESS');
  });

  test('a phone that is thrown away takes its factors along; others of the factor stay', async () => {
    const { factorId, phone } = await withPhone();
    const other = await ok('POST', '/dev/devices', { type: 'phone', userId, factorId });
    await ok('DELETE', `/dev/devices/${phone.id}`);
    assert.equal((await ok('GET', factors)).length, 3);
    assert.equal(await outcome(await verify(factorId)), 'SUCCESS');
    await ok('DELETE', `/dev/devices/${other.id}`);
    assert.deepEqual(await ok('GET', factors), []);
    assert.deepEqual(await ok('GET', '/dev/devices'), []);
  });

  test('a phone whose factor is gone can still be thrown away', async () => {
    const { factorId, phone } = await withPhone();
    await ok('DELETE', `${factors}/${factorId}`);
    await ok('DELETE', `/dev/devices/${phone.id}`);
    assert.deepEqual(await ok('GET', '/dev/devices'), []);
  });

  test('a reset forgets phones, also one that is thinking', async () => {
    const { factorId } = await withPhone('approve', { delay: 'PT0.2S' });
    await verify(factorId);
    await ok('POST', '/dev/reset');
    assert.deepEqual(await ok('GET', '/dev/devices'), []);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.doesNotMatch(service.stderr(), /a virtual device failed/);
  });
});

test('phones do not outlive the process, but another one can be added to the factor that was theirs', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-phones-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const flags = ['dev', '--database', `sqlite:${join(folder, 'cofactor.db')}`];
  const first = await start(flags);
  const login = 'ada@example.com';
  const profile = { firstName: 'Ada', lastName: 'Lovelace', email: login, login };
  const userId = (await first.call('POST', '/api/v1/users', { profile })).body.id;
  const factors = `/api/v1/users/${userId}/factors`;
  const factorId = (await first.call('POST', factors, { factorType: 'push', provider: 'OKTA' })).body.id;
  const wish = { type: 'phone', userId, factorId };
  assert.equal((await first.call('POST', '/dev/devices', wish)).status, 201);
  await first.stop();

  const second = await start(flags);
  t.after(() => second.stop());
  assert.deepEqual((await second.call('GET', '/dev/devices')).body, []);
  assert.equal((await second.call('POST', '/dev/devices', wish)).status, 201);
  const { body } = await second.call('POST', `${factors}/${factorId}/verify`);
  const poll = new URL(body._links.poll.href).pathname;
  assert.equal((await second.call('GET', `${poll}?wait=10`)).body.factorResult, 'SUCCESS');
});
