import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { type Carrier, startCarrier } from '../support/messages/carrier.ts';
import { routedWorld, setUp } from '../support/messages/routedWorld.ts';
import { atOnce, count } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import type { World } from '../support/world.ts';

let phones = 0;
const phone = () => `+1802448${String(++phones).padStart(4, '0')}`;

for (const engine of ENGINES) {
  describe(`messages through several providers: ${engine}`, () => {
    let w: World;
    let first: Carrier;
    let second: Carrier;
    let ids: readonly string[];

    before(async () => {
      w = await routedWorld(engine, { timeoutMs: 1_000 });
      [first, second] = await Promise.all([startCarrier(), startCarrier()]);
      ids = [await setUp(w, first.url, { priority: 0 }), await setUp(w, second.url)];
    });
    after(async () => {
      await second.close();
      await w.close();
    });

    const codeFor = (to: string) =>
      [...first.accepted, ...second.accepted]
        .filter((message) => message.to === to)
        .sort((a, b) => a.order - b.order)
        .at(-1)?.code ?? 'none';

    test('each resend goes to the next provider; a login after a proved one starts with the first again', async () => {
      const user = await person(w);
      const { sms, resend, activate, challenge } = factorCalls(w, user.id);
      const to = phone();
      const { body } = await sms(to);
      const carried = () =>
        [first, second].map(({ accepted }) => accepted.filter((message) => message.to === to).length);
      assert.deepEqual(carried(), [1, 0]);
      w.clock.advance({ seconds: 31 });
      assert.equal((await resend(body.id, to)).status, 200);
      assert.deepEqual(carried(), [1, 1]);
      w.clock.advance({ seconds: 31 });
      await resend(body.id, to);
      assert.deepEqual(carried(), [2, 1]);
      const active = await activate(body.id, codeFor(to));
      assert.equal(active.status, 200, JSON.stringify(active.body));
      w.clock.advance({ seconds: 31 });
      await challenge(active.body.id);
      assert.deepEqual(carried(), [3, 1]);
      const [record] = await w.store.messages.ofUser(user.id);
      const [attempt] = record?.attempts ?? [];
      assert.deepEqual([attempt?.provider, attempt?.name, attempt?.result], [ids[0], first.url, 'ACCEPTED']);
    });

    test('what the provider refuses for good is told the caller as Okta has it, and nobody else is asked', async () => {
      const asked = second.asked;
      first.answer = { status: 410 };
      const optedOut = heard(await factorCalls(w, (await person(w)).id).sms(phone()));
      first.answer = { status: 404 };
      const invalid = heard(await factorCalls(w, (await person(w)).id).sms(phone()));
      first.answer = {};
      assert.deepEqual(
        [optedOut.status, optedOut.code, optedOut.summary],
        [400, 'E0000140', 'Telephony opt out error.'],
      );
      assert.deepEqual([invalid.status, invalid.code], [400, 'E0000098']);
      assert.match(
        optedOut.causes[0] ?? '',
        /not sent \(OPTED_OUT\)\. The factor is PENDING_ACTIVATION; to send it again/,
      );
      assert.equal(second.asked, asked);
    });

    test('a redirect is not followed: it would hand the credentials to somebody else', async () => {
      const trap = await startCarrier();
      first.answer = { status: 307, location: trap.url };
      const { sms } = factorCalls(w, (await person(w)).id);
      assert.equal((await sms(phone())).status, 200);
      first.answer = {};
      assert.equal(trap.asked, 0);
      await trap.close();
    });

    test('one that hangs is left after the time-out, within the same request', async () => {
      first.answer = { delayMs: 1_500 };
      const user = await person(w);
      assert.equal((await factorCalls(w, user.id).sms(phone())).status, 200);
      first.answer = {};
      const [record] = await w.store.messages.ofUser(user.id);
      assert.deepEqual(
        record?.attempts.map(({ result }) => result),
        ['TIMEOUT', 'ACCEPTED'],
      );
    });

    test('the first one is killed under load: no verification is lost and no message is sent twice', async () => {
      const users = await Promise.all(Array.from({ length: 64 }, async () => ({ to: phone(), user: await person(w) })));
      first.answer = { delayMs: 30 };
      const before = first.accepted.length;
      const enrolled = await atOnce(32, (n) => factorCalls(w, users[n]?.user.id ?? '').sms(users[n]?.to));
      const under = atOnce(32, (n) => factorCalls(w, users[32 + n]?.user.id ?? '').sms(users[32 + n]?.to));
      while (first.asked < before + 32 + 8) await new Promise((resolve) => setTimeout(resolve, 2));
      await first.close();
      enrolled.push(...(await under));
      assert.equal(count(enrolled, 200), 64);
      const activated = await atOnce(64, (n) =>
        factorCalls(w, users[n]?.user.id ?? '').activate(enrolled[n]?.body.id, codeFor(users[n]?.to ?? '')),
      );
      assert.equal(count(activated, 200), 64, JSON.stringify(activated.find(({ status }) => status !== 200)?.body));
      w.clock.advance({ seconds: 31 });
      const challenged = await atOnce(64, (n) =>
        factorCalls(w, users[n]?.user.id ?? '').challenge(activated[n]?.body.id),
      );
      assert.equal(count(challenged, 200), 64);
      const verified = await atOnce(64, (n) =>
        factorCalls(w, users[n]?.user.id ?? '').verify(activated[n]?.body.id, codeFor(users[n]?.to ?? '')),
      );
      assert.equal(count(verified, 200), 64);
      const taken = Map.groupBy([...first.accepted, ...second.accepted], ({ id }) => id);
      for (const { user } of users) {
        for (const { id } of await w.store.messages.ofUser(user.id)) assert.equal(taken.get(id)?.length, 1, id);
      }
      assert.ok(first.accepted.length > before, 'the first one carried some before it died');
    });

    test('when every provider is down the caller hears 503 and may try again at once', async () => {
      second.answer = { status: 503 };
      const user = await person(w);
      const { sms, resend, list } = factorCalls(w, user.id);
      const to = phone();
      const refused = heard(await sms(to));
      assert.deepEqual([refused.status, refused.code, refused.summary], [503, 'E0000139', 'Telephony provider error.']);
      second.answer = {};
      const [pending] = (await list()).body;
      assert.equal((await resend(pending.id, to)).status, 200);
    });

    test('a provider that is switched off over the API is asked no more', async () => {
      await w.call('POST', `/api/v1/message-providers/${ids[1]}/lifecycle/deactivate`);
      await w.call('POST', `/api/v1/message-providers/${ids[0]}/lifecycle/deactivate`);
      const refused = heard(await factorCalls(w, (await person(w)).id).sms(phone()));
      assert.deepEqual([refused.status, refused.code], [500, 'E0000138']);
      assert.match(refused.causes[0] ?? '', /NO_SMS_PROVIDER/);
    });
  });
}
