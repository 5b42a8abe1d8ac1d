import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { withEmail, withNumber } from '../support/addresses.ts';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, wrong } from '../support/factors/factorCalls.ts';
import { oktaRequest } from '../support/hooks/oktaRequest.ts';
import { at, guardedWorld } from '../support/messages/guarded.ts';
import { person } from '../support/users/people.ts';
import { type Answer, anotherProcess } from '../support/world.ts';

/** National parts of the numbers that people of these tests have. */
const numbers = { own: '8024482036', next: '8024482047', device: '8024482058', spoken: '15112345678' };

const requireStatus = ({ status, body }: Answer, ...wanted: readonly number[]): Answer['body'] => {
  assert.ok(wanted.includes(status), `${status} ${JSON.stringify(body)}`);
  return body;
};

for (const engine of ENGINES) {
  test(`a dump of the database has no phone number of anybody, however it is written: ${engine}`, async (t) => {
    const w = await guardedWorld(engine);
    t.after(() => w.close());
    const { id } = await person(w);
    const calls = factorCalls(w, id);
    const address = at('203.0.113.9');
    const kept = { headers: { ...address.headers, 'idempotency-key': `enroll ${numbers.own}` } };
    const pending = requireStatus(await calls.sms('+1 (802) 448-2036', '', kept), 200);
    w.clock.advance({ seconds: 31 });
    requireStatus(await calls.resend(pending.id, undefined, address), 200);
    requireStatus(await calls.activate(pending.id, wrong(w.lastCode()), address), 403);
    const sms = requireStatus(await calls.activate(pending.id, w.lastCode(), address), 200);
    w.clock.advance({ seconds: 31 });
    requireStatus(await calls.challenge(sms.id, address), 200);
    requireStatus(await calls.verify(sms.id, w.lastCode(), address), 200);
    const profile = { phoneNumber: '+49 151 12345678', phoneExtension: '4711' };
    const call = requireStatus(await calls.enroll({ factorType: 'call', provider: 'OKTA', profile }), 200);
    requireStatus(await calls.activate(call.id, w.lastCode()), 200);
    // Another phone takes the place of the first, which the user is remembered at no longer.
    requireStatus(await calls.remove(sms.id), 204);
    const changed = requireStatus(await calls.sms('802.448.2047', '?updatePhone=true'), 200);
    const next = requireStatus(await calls.activate(changed.id, w.lastCode()), 200);
    const push = requireStatus(await calls.enroll({ factorType: 'push', provider: 'OKTA' }), 200);
    const link = `${calls.factors}/${push.id}/lifecycle/activate/sms`;
    requireStatus(await w.call('POST', link, { profile: { phoneNumber: '+1 802-448-2058' } }), 200);
    w.clock.advance({ seconds: 31 });
    w.receipt = { accepted: false, attempts: [], reason: 'INVALID_RECIPIENT' };
    assert.notEqual((await calls.challenge(next.id)).status, 200);
    const rows = await everyRow(w);
    for (const table of ['phones', 'messages', 'limits', 'log', 'idempotency_keys', 'factor_states']) {
      assert.ok(
        rows.some((row) => row.startsWith(`${table} `)),
        table,
      );
    }
    for (const [name, national] of Object.entries(numbers)) assert.deepEqual(withNumber(rows, national), [], name);
    const own = JSON.stringify((await calls.get(next.id)).body);
    assert.deepEqual(withNumber([own], numbers.next), [own], 'their owner is shown them');
  });

  test(`a service that starts seals the numbers that an older version left in clear: ${engine}`, async (t) => {
    const w = await guardedWorld(engine);
    t.after(() => w.close());
    const { id } = await person(w);
    await w.engine.write(function* () {
      yield {
        text: `insert into unsealed_phones (user_id, channel, id, number, e164, extension, verified)
          values ($1, 'sms', 'mbl1', '(802) 448-2036', '+18024482036', null, 1)`,
        values: [id],
      };
    });
    const other = await anotherProcess(w);
    for (let n = 0; n < 200 && withNumber(await everyRow(w), numbers.own).length > 0; n++) await setTimeout(25);
    await other.close();
    assert.deepEqual(withNumber(await everyRow(w), numbers.own), []);
    const remembered = requireStatus(await factorCalls(w, id).sms(), 200);
    assert.deepEqual([remembered.status, remembered.profile.phoneNumber], ['ACTIVE', '(802) 448-2036']);
  });

  test(`a dump of the database has no address that a user had when an e-mail factor was enrolled: ${engine}`, async (t) => {
    const w = await guardedWorld(engine);
    t.after(() => w.close());
    const user = await person(w);
    const calls = factorCalls(w, user.id);
    const email = 'Ada.Lovelace@mail.example.net';
    const move = (to: string) => w.call('POST', `/api/v1/users/${user.id}`, { profile: { email: to } });
    requireStatus(await move(email), 200);
    const factor = requireStatus(
      await calls.enroll({ factorType: 'email', provider: 'OKTA', profile: { email } }),
      200,
    );
    requireStatus(await calls.activate(factor.id, w.lastCode()), 200);
    w.clock.advance({ seconds: 6 });
    const { receipt } = w;
    w.receipt = { accepted: false, attempts: [], reason: 'PROVIDERS_FAILED' };
    assert.notEqual((await calls.challenge(factor.id)).status, 200);
    w.receipt = receipt;
    requireStatus(await calls.challenge(factor.id), 200);
    // The profile is the directory's, and is searched: ADR 12.
    requireStatus(await move(user.profile.email), 200);
    assert.deepEqual(withEmail(await everyRow(w), email), []);
  });

  test(`a dump of the database has no number that an Okta org had messages sent to: ${engine}`, async (t) => {
    const secret = 'the secret of an Okta org 0815';
    const w = await guardedWorld(engine, {}, { oktaHookSecret: secret });
    t.after(() => w.close());
    const messageProfile = { phoneNumber: '+18024482036', otpCode: '012345', msgTemplate: 'Acme: 012345' };
    const options = { token: null, headers: { authorization: secret } };
    const send = (eventId: string) =>
      w.call('POST', '/hooks/okta/telephony', oktaRequest({ eventId, messageProfile }), options);
    requireStatus(await send('one'), 200);
    requireStatus(await send('soon after'), 200);
    const rows = await everyRow(w);
    assert.ok(rows.filter((row) => row.startsWith('messages ')).length === 2);
    assert.deepEqual(withNumber(rows, numbers.own), []);
  });
}

test('a number is found however it is written, and not where its digits are those of two texts', () => {
  const texts = ['{"to":"+1 (802) 448-2036"}', '802.448.2036', 'sms:+18024482036', '["802","4482036"]', '80244820'];
  assert.deepEqual(withNumber(texts, '8024482036'), texts.slice(0, 3));
  assert.deepEqual(withEmail(['to ADA@example.com', 'a***@example.com'], 'ada@Example.com'), ['to ADA@example.com']);
});
