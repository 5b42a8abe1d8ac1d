import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

let numbers = 0;
/** A number that nothing was sent to yet. */
const newNumber = () => `+1802448${5000 + numbers++}`;

for (const engine of ENGINES) {
  describe(`resend: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    async function pending(request: object, query = '') {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const { status, body } = await calls.enroll(request, query);
      assert.equal(status, 200);
      w.clock.advance({ seconds: 31 });
      const resend = (again: object = {}) => w.call('POST', `${calls.factors}/${body.id}/resend`, again);
      return { user, calls, factor: body, resend };
    }

    for (const factorType of ['sms', 'call']) {
      test(`${factorType}: another number is refused, the pending factor stays, and the cause names updatePhone`, async () => {
        const phoneNumber = newNumber();
        const { calls, factor, resend, user } = await pending({ factorType, profile: { phoneNumber } });
        const sent = w.sent.length;
        const refused = heard(await resend({ factorType, profile: { phoneNumber: '+18024482099' } }));
        assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
        assert.deepEqual(refused.causes, [
          'profile.phoneNumber: The factor is for another phone, and a resend does not change it.',
          `To change it enroll again with POST /api/v1/users/${user.id}/factors?updatePhone=true.`,
        ]);
        assert.equal(w.sent.length, sent);
        assert.deepEqual((await calls.get(factor.id)).body, factor);
        const again = await resend({ factorType, profile: { phoneNumber: `+1 (802) 448-${phoneNumber.slice(-4)}` } });
        assert.deepEqual(
          [again.status, again.body.profile],
          [200, factor.profile],
          'written otherwise, it is the same',
        );
        assert.equal(w.sent.at(-1)?.to, phoneNumber);
      });
    }

    test('tokenLifetimeSeconds counts for the code of a replacement, and its resend', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const { id } = (await calls.sms(newNumber(), '?activate=true')).body;
      const path = `${calls.factors}/${id}/replacement?tokenLifetimeSeconds=600`;
      const next = await w.call('POST', path, { factorType: 'sms', profile: { phoneNumber: newNumber() } });
      assert.deepEqual([next.status, w.sent.at(-1)?.values.lifetime.total('seconds')], [200, 600]);
      w.clock.advance({ seconds: 31 });
      assert.equal((await calls.resend(next.body.id)).status, 200);
      assert.equal(w.sent.at(-1)?.values.lifetime.total('seconds'), 600);
    });

    test('call: another extension is another phone', async () => {
      const profile = { phoneNumber: newNumber(), phoneExtension: '12' };
      const { resend } = await pending({ factorType: 'call', profile });
      for (const phoneExtension of ['13', null, '']) {
        const refused = heard(await resend({ profile: { ...profile, phoneExtension } }));
        assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
        assert.match(refused.causes[0] ?? '', /^profile\.phoneExtension: /);
      }
      assert.equal((await resend({ profile })).status, 200);
    });

    test('email: another address is refused, and nothing goes to either', async () => {
      const { user, resend } = await pending({ factorType: 'email' });
      const sent = w.sent.length;
      const refused = heard(await resend({ factorType: 'email', profile: { email: 'else@example.com' } }));
      assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
      assert.match(refused.causes.join(' '), /^profile\.email: .*updatePhone/);
      assert.equal(w.sent.length, sent);
      const { email } = user.profile;
      assert.equal((await resend({ factorType: 'email', profile: { email: email.toUpperCase() } })).status, 200);
      assert.equal(w.sent.at(-1)?.to, email);
    });

    for (const [factorType, profileOf] of [
      ['sms', () => ({ profile: { phoneNumber: newNumber() } })],
      ['call', () => ({ profile: { phoneNumber: newNumber() } })],
      ['email', () => ({})],
    ] as const) {
      test(`${factorType}: tokenLifetimeSeconds counts for the code of enroll`, async () => {
        const intime = await pending({ factorType, ...profileOf() }, '?tokenLifetimeSeconds=40');
        assert.equal((await intime.calls.activate(intime.factor.id, w.lastCode())).status, 200);
        const { calls, factor } = await pending({ factorType, ...profileOf() }, '?tokenLifetimeSeconds=30');
        const expired = heard(await calls.activate(factor.id, w.lastCode()));
        assert.deepEqual([expired.code, expired.causes[1]], ['E0000068', 'The code has expired; ask for a new one.']);
      });

      test(`${factorType}: a resend keeps the lifetime that enroll named`, async () => {
        const { calls, factor, resend } = await pending({ factorType, ...profileOf() }, '?tokenLifetimeSeconds=600');
        assert.equal((await resend()).status, 200);
        w.clock.advance({ seconds: 599 });
        assert.equal((await calls.activate(factor.id, w.lastCode())).status, 200);
      });

      test(`${factorType}: verify takes a lifetime of its own`, async () => {
        const { calls, factor } = await pending({ factorType, ...profileOf() });
        const id = (await calls.activate(factor.id, w.lastCode())).body.id;
        const challenge = async (seconds: number) => {
          w.clock.advance({ seconds: 31 });
          const path = `${calls.factors}/${id}/verify?tokenLifetimeSeconds=${seconds}`;
          assert.equal((await w.call('POST', path)).status, 200);
          assert.equal(w.sent.at(-1)?.values.lifetime.total('seconds'), seconds);
        };
        await challenge(10);
        w.clock.advance({ seconds: 10 });
        assert.equal(heard(await calls.verify(id, w.lastCode())).causes[1], 'The code has expired; ask for a new one.');
        await challenge(900);
        w.clock.advance({ seconds: 899 });
        assert.deepEqual((await calls.verify(id, w.lastCode())).body, { factorResult: 'SUCCESS' });
      });
    }
  });
}
