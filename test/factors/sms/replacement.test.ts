import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../../support/engines.ts';
import { activeSms, factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { atOnce, count } from '../../support/parallel.ts';
import { person } from '../../support/users/people.ts';
import { created200, eventsOf } from '../../support/users/userCalls.ts';
import { type World, world } from '../../support/world.ts';

for (const engine of ENGINES) {
  describe(`replacing a phone that stays in use meanwhile: ${engine}`, () => {
    let w: World;
    let last = 3_000;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const number = () => `+1802448${++last}`;

    /** Somebody with an active factor, and a replacement asked for. */
    async function changing() {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const [before, next] = [number(), number()];
      const old = await activeSms(w, user.id, before);
      w.clock.advance({ seconds: 1 });
      const replace = (phoneNumber: string, id = old) =>
        w.call('POST', `${calls.factors}/${id}/replacement`, { profile: { phoneNumber } });
      const shown = async () => {
        const factors: readonly { id: string; status: string; profile: { phoneNumber: string } }[] = (
          await calls.list()
        ).body;
        return factors.map(({ id, status, profile }) => [id, status, profile.phoneNumber]);
      };
      const pending = created200(await replace(next));
      return { ...calls, user, old, before, next, pending, code: w.lastCode(), replace, shown };
    }

    test('the new factor is pending and gets a code, the old one stays active and verifies', async () => {
      const { old, before, next, pending, shown, challenge, verify } = await changing();
      assert.match(pending.id, /^mbl/);
      assert.deepEqual([pending.status, pending.profile], ['PENDING_ACTIVATION', { phoneNumber: next }]);
      assert.equal(w.sent.at(-1)?.to, next);
      assert.deepEqual(await shown(), [
        [old, 'ACTIVE', before],
        [pending.id, 'PENDING_ACTIVATION', next],
      ]);
      w.clock.advance({ seconds: 30 });
      await challenge(old);
      assert.equal(w.sent.at(-1)?.to, before);
      assert.equal((await verify(old, w.lastCode())).status, 200);
    });

    test('activating it removes the old one in the same change, whose id says who carries on', async () => {
      const { user, old, next, pending, code, activate, get, shown } = await changing();
      const active = created200(await activate(pending.id, code));
      assert.match(active.id, /^sms/);
      assert.deepEqual(await shown(), [[active.id, 'ACTIVE', next]]);
      assert.match(heard(await get(old)).causes[0] ?? '', new RegExp(`replaced by a newer enrollment: ${active.id}`));
      assert.deepEqual((await eventsOf(w, user.id)).slice(-2), [
        'user.mfa.factor.deactivate',
        'user.mfa.factor.activate',
      ]);
    });

    test('the new phone is remembered from then on, the old one is not', async () => {
      const { next, before, pending, code, activate, remove, sms } = await changing();
      const { id } = created200(await activate(pending.id, code));
      await remove(id);
      assert.equal((await sms(before)).status, 400);
      assert.equal(created200(await sms(next)).status, 'ACTIVE');
    });

    test('a wrong code leaves both as they are', async () => {
      const { old, before, next, pending, code, activate, shown } = await changing();
      assert.equal((await activate(pending.id, code === '000000' ? '111111' : '000000')).status, 403);
      assert.deepEqual(
        (await shown()).map(([, status, phone]) => [status, phone]),
        [
          ['ACTIVE', before],
          ['PENDING_ACTIVATION', next],
        ],
      );
      assert.equal((await shown())[0]?.[0], old);
    });

    test('giving up the replacement leaves the old factor, and its phone is still remembered', async () => {
      const { old, before, next, pending, remove, shown, sms } = await changing();
      assert.equal((await remove(pending.id)).status, 204);
      assert.deepEqual(await shown(), [[old, 'ACTIVE', before]]);
      await remove(old);
      assert.match(heard(await sms(next)).causes[0] ?? '', /existing verified phone number/);
      assert.equal(created200(await sms(before)).status, 'ACTIVE');
    });

    test('reset with a replacement under way removes both and remembers the verified phone', async () => {
      const { user, before, shown, sms } = await changing();
      assert.equal((await w.call('POST', `/api/v1/users/${user.id}/lifecycle/reset_factors`)).status, 200);
      assert.deepEqual(await shown(), []);
      assert.equal(created200(await sms(before)).status, 'ACTIVE');
    });

    test('a second replacement takes the place of the first', async () => {
      const { old, before, pending, replace, activate, shown, code } = await changing();
      const other = number();
      const second = created200(await replace(other));
      assert.deepEqual(
        (await shown()).map(([id]) => id),
        [old, second.id],
      );
      assert.equal((await activate(pending.id, code)).status, 404);
      const active = created200(await activate(second.id, w.lastCode()));
      assert.deepEqual(await shown(), [[active.id, 'ACTIVE', other]]);
      assert.notEqual(other, before);
    });

    test('ten replacements at once leave one of them, and the old factor', async () => {
      const { old, replace, shown, remove, pending } = await changing();
      await remove(pending.id);
      w.clock.advance({ seconds: 1 });
      const answers = await atOnce(10, () => replace(number()));
      assert.ok(count(answers, 200) > 0, JSON.stringify(answers[0]?.body));
      const left = await shown();
      assert.deepEqual(
        left.map(([, status]) => status),
        ['ACTIVE', 'PENDING_ACTIVATION'],
      );
      assert.equal(left[0]?.[0], old);
    });

    test('one code sent ten times at once replaces once', async () => {
      const { next, pending, code, activate, shown } = await changing();
      const answers = await atOnce(10, () => activate(pending.id, code));
      assert.equal(count(answers, 200), 1);
      assert.deepEqual(
        (await shown()).map(([, status, phone]) => [status, phone]),
        [['ACTIVE', next]],
      );
    });

    test('activated while the old one is removed or used, there is one active factor and it is the new one', async () => {
      const { old, next, pending, code, activate, remove, challenge, shown } = await changing();
      w.clock.advance({ seconds: 30 });
      const [activated] = await Promise.all([activate(pending.id, code), challenge(old), remove(old)]);
      assert.equal(activated.status, 200);
      assert.deepEqual(
        (await shown()).map(([, status, phone]) => [status, phone]),
        [['ACTIVE', next]],
      );
    });

    test('with the old one gone it still activates', async () => {
      const { old, next, pending, code, activate, remove, shown } = await changing();
      await remove(old);
      const active = created200(await activate(pending.id, code));
      assert.deepEqual(await shown(), [[active.id, 'ACTIVE', next]]);
      assert.equal((await factorCalls(w, pending._links.user.href.split('/').at(-1)).sms(number())).status, 400);
    });

    test('a resend goes to the new number and the newest code counts', async () => {
      const { next, pending, code, activate, resend } = await changing();
      w.clock.advance({ seconds: 30 });
      assert.equal((await resend(pending.id, next)).status, 200);
      assert.equal(w.sent.at(-1)?.to, next);
      assert.equal((await activate(pending.id, code)).status, 403);
      assert.equal((await activate(pending.id, w.lastCode())).status, 200);
    });

    test('refused: the same number, a pending factor, another type, an impossible number, one that is gone', async () => {
      const { old, before, pending, replace, factors, remove } = await changing();
      assert.deepEqual(heard(await replace(before)), {
        status: 400,
        code: 'E0000001',
        summary: 'Api validation failed: phoneNumber',
        causes: ['phoneNumber: The factor is for this number already.'],
      });
      assert.match(heard(await replace(number(), pending.id)).causes[0] ?? '', /PENDING_ACTIVATION/);
      const body = { factorType: 'call', profile: { phoneNumber: number() } };
      assert.equal((await w.call('POST', `${factors}/${old}/replacement`, body)).status, 400);
      assert.equal(heard(await replace('+1')).code, 'E0000098');
      assert.equal((await w.call('POST', `${factors}/${old}/replacement`, { passCode: '1' })).status, 400);
      await remove(old);
      assert.equal((await replace(number())).status, 404);
    });

    test('a call factor is replaced the same way, and gets a new id', async () => {
      const { factors, enroll, activate, list } = factorCalls(w, (await person(w)).id);
      const [before, next] = [number(), number()];
      const call = (phoneNumber: string) => ({ factorType: 'call', provider: 'OKTA', profile: { phoneNumber } });
      const first = created200(await enroll(call(before)));
      const old = created200(await activate(first.id, w.lastCode()));
      const pending = created200(await w.call('POST', `${factors}/${old.id}/replacement`, call(next)));
      const active = created200(await activate(pending.id, w.lastCode()));
      assert.match(active.id, /^clf/);
      assert.deepEqual(
        (await list()).body.map((factor: { id: string; profile: object }) => [factor.id, factor.profile]),
        [[active.id, { phoneNumber: next }]],
      );
      assert.equal((await enroll(call(number()))).status, 400);
    });

    test('a kind without a replacement says so', async () => {
      const { factors, enroll } = factorCalls(w, (await person(w)).id);
      const profile = { question: 'favorite_toy', answer: 'a red fire engine' };
      const { id } = created200(await enroll({ factorType: 'question', provider: 'OKTA', profile }));
      const refused = heard(await w.call('POST', `${factors}/${id}/replacement`, {}));
      assert.deepEqual([refused.status, refused.summary], [400, 'Api validation failed: factorType']);
    });

    test('DELETE with onlyPending leaves a factor alone that has been activated', async () => {
      const { old, pending, remove, shown } = await changing();
      const refused = heard(await remove(old, '?onlyPending=true'));
      assert.deepEqual([refused.status, refused.code], [404, 'E0000007']);
      assert.equal((await remove(pending.id, '?onlyPending=true')).status, 204);
      assert.equal((await shown()).length, 1);
    });
  });
}
