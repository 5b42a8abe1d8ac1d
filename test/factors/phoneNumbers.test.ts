import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pendingPush } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`phone numbers as people write them: ${engine}`, () => {
    let w: World;
    let german: World;
    before(async () => {
      w = await world(engine);
      german = await world(engine, { defaultCountry: 'DE' });
    });
    after(() => Promise.all([w.close(), german.close()]));

    for (const [written, e164] of [
      ['\u202a162 840 01133\u202c', '+16284001133'],
      ['14155552671', '+14155552671'],
      ['(415) 555-2672', '+14155552672'],
      ['+52 1 55 1234 5678', '+525512345678'],
    ] as const) {
      for (const factorType of ['sms', 'call']) {
        test(`${factorType}: ${JSON.stringify(written)} is echoed as it was sent, and reached at ${e164} (facts 14, 227)`, async () => {
          const calls = factorCalls(w, (await person(w)).id);
          const { status, body } = await calls.enroll({ factorType, profile: { phoneNumber: written } });
          assert.deepEqual([status, body.profile?.phoneNumber, w.sent.at(-1)?.to], [200, written, e164]);
          w.clock.advance({ seconds: 31 });
          const resent = await w.call('POST', `${calls.factors}/${body.id}/resend`, { profile: { phoneNumber: e164 } });
          assert.deepEqual([resent.status, resent.body.profile?.phoneNumber], [200, written], 'it is the same phone');
          const active = (await calls.activate(body.id, w.lastCode())).body;
          assert.equal(active.profile.phoneNumber, written);
          assert.equal((await calls.remove(active.id)).status, 204);
          const again = await calls.enroll({ factorType, profile: { phoneNumber: e164 } });
          assert.equal(again.body.status, 'ACTIVE', 'a phone that was verified needs no code, however it is written');
        });
      }
    }

    test('a number without a plus sign is of the organization’s default country', async () => {
      const calls = factorCalls(german, (await person(german)).id);
      const { body } = await calls.sms('0151 12345678');
      assert.deepEqual([body.profile.phoneNumber, german.sent.at(-1)?.to], ['0151 12345678', '+4915112345678']);
      const again = heard(await calls.sms('0151 12345678 99999'));
      assert.deepEqual([again.status, again.code], [400, 'E0000098']);
    });

    test('one that is none of that country is refused, and the cause says what to add', async () => {
      for (const [at, country] of [
        [w, 'US'],
        [german, 'DE'],
      ] as const) {
        const refused = heard(await factorCalls(at, (await person(at)).id).sms('12'));
        assert.deepEqual([refused.status, refused.code], [400, 'E0000098']);
        assert.deepEqual(refused.causes, [
          `profile.phoneNumber must be E.164: a plus sign, country code and number. Without a plus sign it is read as a number of ${country}.`,
        ]);
      }
    });

    test('a phone stays the same phone when the default country becomes another', async () => {
      const calls = factorCalls(german, (await person(german)).id);
      const { id } = (await calls.sms('0151 12345679', '?activate=true')).body;
      assert.equal((await calls.remove(id)).status, 204);
      const { policy } = german.services;
      Object.assign(german.services, { policy: { ...policy, defaultCountry: 'US' } });
      const known = await calls.sms();
      Object.assign(german.services, { policy });
      assert.deepEqual([known.status, known.body.status], [200, 'ACTIVE'], JSON.stringify(known.body));
    });

    test('updatePhone and a replacement compare what is meant, not how it is written', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const { id } = (await calls.sms('+18024484401', '?activate=true')).body;
      const replace = (phoneNumber: string) =>
        w.call('POST', `${calls.factors}/${id}/replacement`, { factorType: 'sms', profile: { phoneNumber } });
      assert.match(heard(await replace('(802) 448-4401')).causes[0] ?? '', /for this number already/);
      const next = await replace('802 448 4402');
      assert.deepEqual([next.status, w.sent.at(-1)?.to], [200, '+18024484402']);
      assert.equal((await calls.remove(id)).status, 204);
      assert.equal(heard(await calls.sms('802-448-4403')).causes[0], 'There is an existing verified phone number.');
      assert.equal((await calls.sms('802-448-4403', '?updatePhone=true')).status, 200);
      assert.equal(w.sent.at(-1)?.to, '+18024484403');
    });

    test('the activation link of a device goes to the number of the request, or the user’s mobilePhone, likewise', async () => {
      const { calls, id, user } = await pendingPush(w);
      const sms = (body?: object) => w.call('POST', `${calls.factors}/${id}/lifecycle/activate/sms`, body);
      assert.equal((await sms({ profile: { phoneNumber: '(802) 448-4411' } })).status, 200);
      assert.equal(w.sent.at(-1)?.to, '+18024484411');
      w.clock.advance({ seconds: 31 });
      const write = (mobilePhone: string) => w.call('POST', `/api/v1/users/${user.id}`, { profile: { mobilePhone } });
      assert.equal((await write('802 448 4412')).status, 200);
      assert.equal((await sms({})).status, 200);
      assert.equal(w.sent.at(-1)?.to, '+18024484412');
      assert.equal((await write('none')).status, 200);
      const refused = heard(await sms({}));
      assert.equal(refused.code, 'E0000098');
      assert.match(refused.causes[0] ?? '', /^The user's profile\.mobilePhone must be E\.164/);
    });

    test('the E.164 form has at most 15 characters, however long the number is written (fact 49)', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const long = '\u202a + 1 . ( 8 0 2 ) . 4 4 8 . 4 4 2 1 \u202c';
      assert.deepEqual([(await calls.sms(long)).status, w.sent.at(-1)?.to], [200, '+18024484421']);
      assert.equal(heard(await calls.sms('+491234567890123')).code, 'E0000098');
    });
  });
}
