import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { newTokenSecret, tokenDigest } from '../../src/crypto/tokens.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls, heard, wrong } from '../support/factors/factorCalls.ts';
import { atOnce } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type CallOptions, type World, world } from '../support/world.ts';

const NUMBER = '+18024482036';
const withKey = (key: string, token?: string): CallOptions => ({
  headers: { 'idempotency-key': key },
  ...(token !== undefined && { token }),
});
const isReplayed = ({ headers }: Answer): boolean => headers['idempotency-replayed'] === 'true';

for (const engine of ENGINES) {
  describe(`Idempotency-Key: ${engine}`, () => {
    let w: World;
    let id: string;
    let calls: ReturnType<typeof factorCalls>;
    beforeEach(async () => {
      w = await world(engine);
      ({ id } = await person(w));
      calls = factorCalls(w, id);
    });
    afterEach(() => w.close());
    const rows = () => w.engine.read({ text: 'select * from idempotency_keys', values: [] });
    const enroll = (key: string, number = NUMBER, query = '') => calls.sms(number, query, withKey(key));

    test('the same request again gets the same reply, and nothing happens', async () => {
      const first = await enroll('one');
      const again = await enroll('one');
      assert.deepEqual([first.status, isReplayed(first)], [200, false]);
      assert.deepEqual([again.status, again.body, isReplayed(again)], [200, first.body, true]);
      assert.equal(again.headers['content-type'], first.headers['content-type']);
      assert.notEqual(again.headers['x-okta-request-id'], first.headers['x-okta-request-id']);
      assert.equal(w.sent.length, 1);
      assert.equal((await calls.list()).body.length, 1);
    });

    test('resend, activate, verify and delete are carried out once', async () => {
      const pending = (await enroll('enroll')).body.id;
      w.clock.advance({ seconds: 31 });
      const resent = await atOnce(2, () => calls.resend(pending, NUMBER, withKey('resend')));
      assert.deepEqual(
        resent.map(({ status }) => status),
        [200, 200],
      );
      assert.equal(w.sent.length, 2);
      const code = w.lastCode();
      const activated = await atOnce(2, () => calls.activate(pending, code, withKey('activate')));
      assert.deepEqual(activated[0]?.body, activated[1]?.body);
      const active = activated[0]?.body.id;
      w.clock.advance({ seconds: 31 });
      const challenged = await atOnce(2, () => calls.challenge(active, withKey('challenge')));
      assert.deepEqual(
        challenged.map(({ body }) => body.factorResult),
        ['CHALLENGE', 'CHALLENGE'],
      );
      assert.equal(w.sent.length, 3);
      const removed = await atOnce(3, () => w.call('DELETE', `${calls.factors}/${active}`, undefined, withKey('x')));
      assert.deepEqual(
        removed.map(({ status, body }) => [status, body]),
        Array(3).fill([204, undefined]),
      );
      assert.equal((await calls.remove(active)).status, 404);
    });

    test('twenty verifications with one key are judged once, right or wrong, and all get the same answer', async () => {
      const factor = await activeSms(w, id);
      w.clock.advance({ seconds: 31 });
      await calls.challenge(factor);
      const code = w.lastCode();
      const bad = await atOnce(20, () => calls.verify(factor, wrong(code), withKey('bad')));
      for (const answer of bad) assert.deepEqual([answer.status, answer.body], [403, bad[0]?.body]);
      assert.equal(bad.filter(isReplayed).length, 19);
      const reasons = new Set(bad.map(({ headers }) => headers['cofactor-reason']));
      assert.deepEqual([...reasons], ['WRONG_CODE']);
      const left = ({ body }: Answer) => Number(/(\d+) attempts? (?:is|are) left/.exec(JSON.stringify(body))?.[1]);
      const next = await calls.verify(factor, wrong(code), withKey('bad again'));
      assert.equal(left(next), left(bad[0] as Answer) - 1, 'the budget of guesses is spent once per key');

      const good = await atOnce(20, () => calls.verify(factor, code, withKey('good')));
      for (const { status, body } of good) assert.deepEqual([status, body.factorResult], [200, 'SUCCESS']);
      assert.equal(good.filter(isReplayed).length, 19);
      assert.equal((await calls.verify(factor, code)).status, 403);
      const accepted = (await w.store.log.ofUser(id)).filter(
        ({ event, outcome }) => event === 'user.authentication.auth_via_mfa' && outcome === 'SUCCESS',
      );
      assert.equal(accepted.length, 1);
    });

    test('another request with the key is 409: other body, query, path or method', async () => {
      const { body } = await enroll('one');
      const others = await Promise.all([
        enroll('one', '+18024482037'),
        enroll('one', NUMBER, '?updatePhone=true'),
        calls.resend(body.id, NUMBER, withKey('one')),
        w.call('DELETE', `${calls.factors}/${body.id}`, undefined, withKey('one')),
      ]);
      for (const other of others) {
        assert.deepEqual(heard(other), {
          status: 409,
          code: 'E0990001',
          summary: 'The Idempotency-Key was used for another request.',
          causes: ['Its method, path, query or body was another one. Make a new key for each thing to be done.'],
        });
        assert.equal(other.headers['cofactor-reason'], 'IDEMPOTENCY_KEY_REUSED');
      }
      assert.equal((await calls.get(body.id)).status, 200);
    });

    test('keys of another token are other keys', async () => {
      const secret = newTokenSecret();
      const token = {
        id: w.services.newId('00T'),
        name: 'other',
        digest: tokenDigest(secret),
        created: w.clock.now(),
        role: 'SUPER_ADMIN',
      } as const;
      await w.store.apply([{ do: 'insertToken', token }]);
      const { body } = await enroll('one');
      const other = await w.call('GET', `${calls.factors}/${body.id}`, undefined, { token: secret });
      assert.equal(other.status, 200);
      const resent = await calls.resend(body.id, NUMBER, withKey('one', secret));
      assert.deepEqual(heard(resent).code, 'E0000109');
    });

    test('a key is 1 to 255 printable characters', async () => {
      for (const key of ['', 'x'.repeat(256), 'naïve', 'tab\there']) {
        const refused = heard(await enroll(key));
        assert.deepEqual([refused.status, refused.summary], [400, 'Api validation failed: Idempotency-Key'], key);
        assert.match(refused.causes[0] ?? '', /1 to 255 printable ASCII characters/);
      }
      assert.equal((await enroll(`~ ${'x'.repeat(253)}`)).status, 200);
    });

    test('a reply is kept for a day', async () => {
      const first = await enroll('one');
      w.clock.advance({ hours: 23, minutes: 59 });
      assert.ok(isReplayed(await enroll('one')));
      w.clock.advance({ minutes: 2 });
      const anew = await enroll('one');
      assert.deepEqual([anew.status, isReplayed(anew)], [200, false]);
      assert.notEqual(anew.body.id, first.body.id);
    });

    test('rows whose day is over are removed', async () => {
      await Promise.all(Array.from({ length: 40 }, (_, n) => enroll(`old ${n}`)));
      w.clock.advance({ hours: 25 });
      for (let n = 0; n < 33; n++) await calls.verify('nobody', '123456', withKey(`new ${n}`));
      assert.deepEqual(await rows(), []);
    });

    test('what was refused for now, or changed nothing, may be tried again with the same key', async () => {
      const factor = await activeSms(w, id);
      assert.equal(heard(await calls.challenge(factor, withKey('later'))).code, 'E0000109');
      w.clock.advance({ seconds: 31 });
      const sent = await calls.challenge(factor, withKey('later'));
      assert.deepEqual([sent.status, isReplayed(sent)], [200, false]);

      const [unknown, again] = [
        await calls.verify('nobody', '123456', withKey('x')),
        await calls.challenge(factor, withKey('x')),
      ];
      assert.deepEqual([unknown.status, again.status], [404, 429]);
    });

    test('a message that could not be sent is a reply like any other: the factor is there', async () => {
      w.receipt = { accepted: false, reason: 'PROVIDERS_FAILED', attempts: [] };
      const failed = await enroll('one');
      w.receipt = { accepted: true, attempts: [] };
      const again = await enroll('one');
      assert.deepEqual([again.status, again.body, isReplayed(again)], [503, failed.body, true]);
      assert.equal((await calls.list()).body.length, 1);
    });

    test('nothing of a reply or a request can be read in the database, not even by trying all codes', async () => {
      const totp = { factorType: 'token:software:totp', provider: 'OKTA' };
      const secret = (await calls.enroll(totp, '', withKey('customer 42'))).body._embedded.activation.sharedSecret;
      assert.equal(
        (await calls.enroll(totp, '', withKey('customer 42'))).body._embedded.activation.sharedSecret,
        secret,
      );
      const [row, ...others] = await rows();
      assert.deepEqual(others, []);
      const text = JSON.stringify(row);
      for (const hidden of [secret, 'customer 42', 'OKTA', w.token]) assert.ok(!text.includes(hidden), hidden);
      await calls.enroll(totp, '', withKey('second'));
      const requests = (await rows()).map(({ request }) => request);
      assert.notEqual(requests[0], requests[1], 'equal requests do not look equal');
    });
  });
}
