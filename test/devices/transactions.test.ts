import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { activePush } from '../support/devices/pushCalls.ts';
import { disclosures, everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { BASE, type World, world } from '../support/world.ts';

/** What callers see of a question, and the log of its end. */
for (const engine of ENGINES) {
  describe(`transactions of push: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });

    test('poll is 200 throughout: WAITING with links to go on, and an end that says how to begin again', async () => {
      const { calls, id, ask, device, user } = await activePush(w);
      const self = `${BASE}${calls.factors}/${id}`;
      const profile = { credentialId: user.profile.login };
      const over = { profile, _links: { verify: link(`${self}/verify`, 'POST'), factor: link(self, 'GET', 'DELETE') } };
      const transaction = await ask();
      const polled = await calls.transaction(id, transaction);
      const own = `${self}/transactions/${transaction}`;
      assert.deepEqual(
        [polled.status, polled.body],
        [
          200,
          {
            factorResult: 'WAITING',
            profile,
            expiresAt: '2026-01-01T00:05:00.000Z',
            transactionId: transaction,
            _links: { cancel: link(own, 'DELETE'), poll: link(own, 'GET') },
          },
        ],
      );
      await device.answer(transaction, 'DENY');
      assert.deepEqual((await calls.transaction(id, transaction)).body, { factorResult: 'REJECTED', ...over });
      const cancelled = await ask();
      assert.equal((await calls.cancel(id, cancelled)).status, 204);
      assert.equal((await calls.cancel(id, cancelled)).status, 204, 'twice is no mistake');
      assert.deepEqual((await calls.transaction(id, cancelled)).body, { factorResult: 'CANCELLED', ...over });
      const approved = await ask();
      await device.answer(approved, 'APPROVE');
      assert.deepEqual((await calls.transaction(id, approved)).body, { factorResult: 'SUCCESS' });
      const late = heard(await calls.cancel(id, approved));
      assert.deepEqual([late.status, late.code], [404, 'E0000007']);
      assert.match(late.causes.join(), /It is over: SUCCESS/);
      const forgotten = await ask();
      w.clock.advance({ minutes: 5 });
      assert.deepEqual((await calls.transaction(id, forgotten)).body, { factorResult: 'TIMEOUT', ...over });
    });

    test('the number is shown to the caller, and to the device among two others', async () => {
      const { calls, id, device } = await activePush(w);
      const asked = await calls.challenge(id, { useNumberMatchingChallenge: true });
      const { correctAnswer } = asked.body._embedded.challenge;
      assert.ok(Number.isInteger(correctAnswer) && correctAnswer >= 1 && correctAnswer <= 99);
      const polled = (await calls.transaction(id, asked.body.transactionId)).body;
      assert.deepEqual(polled._embedded, { challenge: { correctAnswer } });
      const [shown] = (await device.transactions()).body.transactions;
      assert.deepEqual(Object.keys(shown).sort(), ['created', 'expiresAt', 'from', 'id', 'numbers']);
      await device.answer(asked.body.transactionId, 'APPROVE', { number: correctAnswer });
      assert.deepEqual((await calls.transaction(id, asked.body.transactionId)).body, { factorResult: 'SUCCESS' });
      const without = await calls.challenge(id, { useNumberMatchingChallenge: false });
      assert.equal(without.body._embedded, undefined);
    });

    test('an administrator can want every push to have a number, whatever the caller wishes', async () => {
      const list = (await w.call('GET', '/api/v1/authenticators')).body;
      const own = list.find(({ key }: { key: string }) => key === 'okta_verify');
      const self = `/api/v1/authenticators/${own.id}`;
      const set = (required: string, style = 'NUMBER_CHALLENGE') =>
        w.call('PUT', self, { ...own, settings: { ...own.settings, channelBinding: { style, required } } });
      assert.deepEqual(own.settings.channelBinding, { style: 'NUMBER_CHALLENGE', required: 'NEVER' });
      const always = await set('ALWAYS');
      assert.deepEqual([always.status, always.body.settings.channelBinding.required], [200, 'ALWAYS']);
      const { calls, id, ask, device } = await activePush(w);
      for (const wish of [undefined, { useNumberMatchingChallenge: false }]) {
        assert.ok((await calls.challenge(id, wish)).body._embedded.challenge.correctAnswer);
      }
      const waiting = (await device.transactions()).body.transactions[0].id;
      assert.equal((await device.answer(waiting, 'APPROVE')).status, 400, 'one tap is not enough');
      assert.equal((await set('HIGH_RISK_ONLY')).body.settings.channelBinding.required, 'HIGH_RISK_ONLY');
      assert.ok((await calls.challenge(id)).body._embedded.challenge.correctAnswer, 'every sign-in counts as risky');
      for (const wrong of [await set('ALWAYS', 'COLOURS'), await set('')]) {
        assert.deepEqual([wrong.status, wrong.body.errorCode], [400, 'E0000001']);
      }
      assert.equal((await set('NEVER')).status, 200);
      await device.answer(await ask(), 'APPROVE');
    });

    test('who asks, as the caller reports it, is shown on the device and kept sealed', async () => {
      const { calls, id, device } = await activePush(w);
      const headers = { 'x-forwarded-for': '203.0.113.77, 10.0.0.1', 'user-agent': 'Firefox of Ada' };
      await calls.challenge(id, undefined, { headers });
      const [{ from }] = (await device.transactions()).body.transactions;
      assert.deepEqual(from, { address: '203.0.113.77', userAgent: 'Firefox of Ada' });
      const rows = (await everyRow(w)).filter((row) => row.startsWith('transactions '));
      assert.ok(rows.length > 0);
      assert.deepEqual(disclosures(rows, ['203.0.113.77', 'Firefox of Ada']), []);
    });

    test('the log has the push, its end and its reason, in Okta’s words', async () => {
      const { calls, id, ask, device, user } = await activePush(w);
      const ends: Record<string, string> = {};
      const number = async (pick: (all: number[], right: number) => number) => {
        const { body } = await calls.challenge(id, { useNumberMatchingChallenge: true });
        const { numbers } = (await device.transactions()).body.transactions[0];
        await device.answer(body.transactionId, 'APPROVE', {
          number: pick(numbers, body._embedded.challenge.correctAnswer),
        });
        return body.transactionId as string;
      };
      for (const decision of ['APPROVE', 'DENY', 'NOT_ME']) {
        const transaction = await ask();
        ends[transaction] = decision;
        await device.answer(transaction, decision);
        w.clock.advance({ hours: 1 });
      }
      ends[await number((_, right) => right)] = 'RIGHT';
      ends[await number((all, right) => all.find((n) => n !== right) ?? 0)] = 'WRONG';
      const log = (await w.store.log.ofUser(user.id)).filter(({ detail }) => detail?.transactionId !== undefined);
      const said = log.map(({ event, outcome, reason = '-', detail }) => {
        const { transactionId = '', pushOnlyResponseType, pushWithNumberChallengeResponseType } = detail ?? {};
        const type = pushOnlyResponseType ?? pushWithNumberChallengeResponseType ?? '-';
        return [ends[transactionId], event, outcome, reason, type].join(' ');
      });
      const sent = (of: string) => `${of} system.push.send_factor_verify_push SUCCESS - -`;
      assert.deepEqual(said, [
        sent('APPROVE'),
        'APPROVE user.authentication.auth_via_mfa SUCCESS - OV_RESPONSE_APPROVE',
        sent('DENY'),
        'DENY user.authentication.auth_via_mfa FAILURE DENIED OV_RESPONSE_DENY',
        'DENY user.mfa.okta_verify.deny_push SUCCESS DENIED OV_RESPONSE_DENY',
        sent('NOT_ME'),
        'NOT_ME user.authentication.auth_via_mfa FAILURE NOT_ME OV_RESPONSE_DENY',
        'NOT_ME user.mfa.okta_verify.deny_push SUCCESS NOT_ME OV_RESPONSE_DENY',
        'NOT_ME user.account.report_suspicious_activity_by_enduser SUCCESS - OV_RESPONSE_DENY',
        sent('RIGHT'),
        'RIGHT user.authentication.auth_via_mfa SUCCESS - OV_WITH_CHALLENGE_RESPONSE_APPROVE',
        sent('WRONG'),
        'WRONG user.authentication.auth_via_mfa FAILURE WRONG_NUMBER OV_WITH_CHALLENGE_RESPONSE_INVALID',
      ]);
    });

    test('explain says of a push whether it waits, was denied, or was not answered', async () => {
      const { ask, device, user, calls, id } = await activePush(w);
      const explained = async () => (await w.call('GET', `/api/v1/users/${user.id}/explain`)).body;
      const transaction = await ask();
      assert.equal((await explained()).diagnosis.code, 'WAITING');
      await device.answer(transaction, 'DENY');
      const denied = await explained();
      assert.equal(denied.diagnosis.code, 'PUSH_DENIED');
      assert.ok(denied.timeline.some(({ text }: { text: string }) => text === 'A device joined: the factor is active'));
      w.clock.advance({ seconds: 1 });
      const late = await ask();
      w.clock.advance({ minutes: 5 });
      assert.equal((await explained()).diagnosis.code, 'PUSH_TIMEOUT');
      await calls.transaction(id, late);
      await device.answer(late, 'APPROVE');
      assert.equal((await explained()).diagnosis.code, 'PUSH_TIMEOUT', 'a late answer does not count as one');
      await device.answer(await ask(), 'APPROVE');
      const well = await explained();
      assert.equal(well.diagnosis.code, 'VERIFIED');
      assert.equal(well.timeline.at(-1).text, 'Approved on the device: verified');
    });

    test('transactions of a user or a factor that there is not are 404 of that, not of the transaction', async () => {
      const { calls, id, user } = await activePush(w);
      const at = (owner: string, factor: string) => `/api/v1/users/${owner}/factors/${factor}/transactions/v2mst.none`;
      for (const [path, subject] of [
        [at('00unobody', id), '00unobody (User)'],
        [at(user.id, 'opfnone'), 'opfnone (UserFactor)'],
        [`${calls.factors}/${id}/transactions/v2mst.none`, 'v2mst.none (Transaction)'],
      ] as const) {
        for (const method of ['GET', 'DELETE']) {
          const { status, summary } = heard(await w.call(method, path));
          assert.deepEqual([status, summary], [404, `Not found: Resource not found: ${subject}`]);
        }
      }
    });

    test('push bombing: five prompts nobody approves, then each waits longer; an approval forgives them', async () => {
      const { calls, id, ask, device } = await activePush(w);
      for (let n = 0; n < 5; n++) await ask();
      const sixth = await calls.challenge(id);
      assert.deepEqual([sixth.status, sixth.body.errorCode], [429, 'E0000047']);
      assert.match(heard(sixth).causes.join(), /Try again in 30 seconds/);
      assert.equal(sixth.headers['cofactor-retry-after'], '30');
      assert.equal((await device.transactions()).body.transactions.length, 1, 'the fifth still waits');
      w.clock.advance({ seconds: 30 });
      const { body: last } = await calls.challenge(id);
      assert.match(heard(await calls.challenge(id)).causes.join(), /Try again in 60 seconds/);
      const number = last._embedded.challenge.correctAnswer;
      assert.equal((await device.answer(last.transactionId, 'APPROVE', { number })).status, 200);
      for (let n = 0; n < 5; n++) await ask();
    });

    test('after two denials the next prompt waits, and after "not me" a quarter of an hour', async () => {
      const denied = await activePush(w);
      for (let n = 0; n < 2; n++) await denied.device.answer(await denied.ask(), 'DENY');
      assert.match(heard(await denied.calls.challenge(denied.id)).causes.join(), /Try again in 60 seconds/);
      w.clock.advance({ seconds: 60 });
      await denied.ask();

      const alarmed = await activePush(w);
      await alarmed.device.answer(await alarmed.ask(), 'NOT_ME');
      assert.match(heard(await alarmed.calls.challenge(alarmed.id)).causes.join(), /Try again in 900 seconds/);
      const totp = (await alarmed.calls.list()).body.find((one: { id: string }) => one.id.startsWith('ost'));
      const wrong = await w.call('POST', `${alarmed.calls.factors}/${totp.id}/verify`, { passCode: '000000' });
      assert.equal(wrong.status, 403, 'other factors are still there for whoever it is');
    });

    test('transactions of the day before are swept', async () => {
      const { user, id, ask } = await activePush(w);
      const transactionId = await ask();
      w.clock.advance({ hours: 25 });
      const sweeping = await activePush(w);
      for (let n = 0; n < 200; n++) {
        await sweeping.device.answer(await sweeping.ask(), 'APPROVE');
      }
      const found = await w.store.transactions.find({ userId: user.id, factorId: id, transactionId });
      assert.equal(found?.transaction, undefined);
    });
  });
}
