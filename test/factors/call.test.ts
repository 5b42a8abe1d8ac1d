import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { callFactor } from '../support/factors/callFactor.ts';
import { heard, wrong } from '../support/factors/factorCalls.ts';
import { BASE, type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`call: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const { number, someone, pending, active } = callFactor(() => w);
    const now = () => `${w.clock.now().toString({ smallestUnit: 'second' }).slice(0, -1)}.000Z`;

    test('a new phone is PENDING_ACTIVATION with a resend link named call, and it rings', async () => {
      const { factor, profile, user, factors, get, list } = await pending('1234');
      assert.match(factor.id, /^clf[0-9A-Za-z]{17}$/);
      const self = `${BASE}${factors}/${factor.id}`;
      const expected = {
        id: factor.id,
        factorType: 'call',
        provider: 'OKTA',
        vendorName: 'OKTA',
        status: 'PENDING_ACTIVATION',
        created: now(),
        lastUpdated: now(),
        profile: { phoneNumber: profile.phoneNumber, phoneExtension: '1234' },
        _links: {
          resend: [{ name: 'call', href: `${self}/resend`, hints: { allow: ['POST'] } }],
          activate: { href: `${self}/lifecycle/activate`, hints: { allow: ['POST'] } },
          self: { href: self, hints: { allow: ['GET'] } },
          user: { href: `${BASE}/api/v1/users/${user.id}`, hints: { allow: ['GET'] } },
        },
      };
      assert.equal(JSON.stringify(factor), JSON.stringify(expected));
      assert.deepEqual((await get(factor.id)).body, expected);
      assert.deepEqual((await list()).body, [expected]);
      const { channel, to, extension } = w.sent.at(-1) ?? assert.fail('no call');
      assert.deepEqual([channel, to, extension], ['call', profile.phoneNumber.replaceAll('-', ''), '1234']);
    });

    test('the right code makes it ACTIVE under the same id', async () => {
      const { id, profile, user, factors, activate } = await pending();
      const created = now();
      w.clock.advance({ seconds: 20 });
      const self = `${BASE}${factors}/${id}`;
      const expected = {
        id,
        factorType: 'call',
        provider: 'OKTA',
        vendorName: 'OKTA',
        status: 'ACTIVE',
        created,
        lastUpdated: now(),
        profile,
        _links: {
          self: { href: self, hints: { allow: ['GET', 'DELETE'] } },
          verify: { href: `${self}/verify`, hints: { allow: ['POST'] } },
          user: { href: `${BASE}/api/v1/users/${user.id}`, hints: { allow: ['GET'] } },
        },
      };
      const { status, body: activated } = await activate(id, w.lastCode());
      assert.equal(status, 200);
      assert.equal(JSON.stringify(activated), JSON.stringify(expected));
      assert.deepEqual(heard(await activate(id, w.lastCode())).causes, [
        `The factor is already ACTIVE: use POST ${factors}/${id}/verify.`,
      ]);
    });

    test('a challenge calls, and its code is SUCCESS once', async () => {
      const { id, profile, factors, challenge, verify } = await active('77');
      const self = `${BASE}${factors}/${id}`;
      const challenged = await challenge(id);
      assert.equal(challenged.status, 200);
      assert.deepEqual(challenged.body, {
        factorResult: 'CHALLENGE',
        profile,
        _links: {
          verify: { href: `${self}/verify`, hints: { allow: ['POST'] } },
          factor: { href: self, hints: { allow: ['GET', 'DELETE'] } },
        },
      });
      assert.equal(w.sent.at(-1)?.extension, '77');
      const code = w.lastCode();
      assert.deepEqual((await verify(id, code)).body, { factorResult: 'SUCCESS' });
      const again = heard(await verify(id, code));
      assert.deepEqual(
        [again.status, again.code, again.causes[1]],
        [403, 'E0000068', 'The code was already used; ask for a new one.'],
      );
    });

    test('activate=true makes it ACTIVE and nobody is called', async () => {
      const { enroll } = await someone();
      const before = w.sent.length;
      const { status, body: factor } = await enroll({ phoneNumber: number(), phoneExtension: null }, '?activate=true');
      assert.deepEqual([status, factor.status], [200, 'ACTIVE']);
      assert.ok(!('phoneExtension' in factor.profile), 'absent, not null');
      assert.equal(w.sent.length, before);
    });

    test('an extension that cannot be dialled is 400 E0000121', async () => {
      const { enroll, list } = await someone();
      for (const phoneExtension of ['1234567890123456', 'x12']) {
        assert.deepEqual(heard(await enroll({ phoneNumber: number(), phoneExtension })), {
          status: 400,
          code: 'E0000121',
          summary: 'Invalid phone extension. Please enter a valid phone extension.',
          causes: ['profile.phoneExtension must be 1 to 15 digits, or null for none.'],
        });
      }
      assert.equal(heard(await enroll({ phoneNumber: number(), phoneExtension: 12 })).code, 'E0000003');
      assert.equal(heard(await enroll({ phoneNumber: '12' })).code, 'E0000098');
      assert.equal(heard(await enroll()).code, 'E0000097');
      assert.deepEqual((await list()).body, []);
    });

    test('a verified phone is remembered with its extension; another needs updatePhone=true', async () => {
      const { id, profile, enroll, remove, catalog } = await active('5');
      assert.equal((await remove(id)).status, 204);
      const [item] = (await catalog()).body.filter(({ factorType }: { factorType: string }) => factorType === 'call');
      assert.deepEqual(item._embedded.phones[0].profile, profile);
      const before = w.sent.length;
      const again = await enroll();
      assert.deepEqual([again.body.status, again.body.profile], ['ACTIVE', profile]);
      assert.equal(w.sent.length, before);
      await remove(again.body.id);
      assert.deepEqual(heard(await enroll({ ...profile, phoneExtension: '6' })).causes, [
        'There is an existing verified phone number.',
        'To enroll another number repeat the request with ?updatePhone=true.',
      ]);
      const changed = await enroll({ ...profile, phoneExtension: '6' }, '?updatePhone=true');
      assert.deepEqual([changed.status, changed.body.status], [200, 'PENDING_ACTIVATION']);
    });

    test('the phone for text messages is not the phone for calls', async () => {
      const { sms, activate, enroll, list } = await someone();
      const phoneNumber = number();
      const text = await sms(phoneNumber);
      assert.equal((await activate(text.body.id, w.lastCode())).status, 200);
      assert.equal(heard(await enroll()).code, 'E0000097', 'a number proved by text message is not known to calls');
      const called = await enroll({ phoneNumber });
      assert.deepEqual([called.status, called.body.status], [200, 'PENDING_ACTIVATION']);
      assert.equal((await list()).body.length, 2);
    });

    test('removeRecoveryEnrollment=true forgets the phone', async () => {
      const { id, profile, enroll, remove } = await active();
      assert.equal((await remove(id, '?removeRecoveryEnrollment=true')).status, 204);
      assert.equal((await enroll(profile)).body.status, 'PENDING_ACTIVATION');
    });

    test('a second enrollment takes the place of a pending one, not of an active one', async () => {
      const { id, enroll, activate, list, factors } = await pending();
      const second = await enroll({ phoneNumber: number() });
      assert.match(heard(await activate(id, w.lastCode())).causes[0] ?? '', /replaced by a newer enrollment/);
      assert.equal((await activate(second.body.id, w.lastCode())).status, 200);
      assert.deepEqual(heard(await enroll({ phoneNumber: number() }, '?updatePhone=true')).causes, [
        'A factor of this type is already set up.',
        `To replace it call DELETE ${factors}/${second.body.id} first.`,
      ]);
      assert.equal((await list()).body.length, 1);
    });

    test('a wrong, an expired and a superseded code are 403 and say which they are', async () => {
      const { id, activate, resend } = await pending();
      const first = w.lastCode();
      assert.deepEqual(heard(await activate(id, wrong(first))), {
        status: 403,
        code: 'E0000068',
        summary: 'Invalid Passcode/Answer',
        causes: [
          "Your token doesn't match our records. Please try again.",
          'The code is not the one that was sent.',
          '4 attempts are left before a pause.',
        ],
      });
      w.clock.advance({ seconds: 30 });
      const again = await resend(id);
      assert.deepEqual([again.status, again.body.id, again.body.status], [200, id, 'PENDING_ACTIVATION']);
      const old = heard(await activate(id, first));
      assert.equal(old.causes[1], 'The code was replaced by a newer one; use the newest message.');
      w.clock.advance({ minutes: 5 });
      assert.equal(heard(await activate(id, w.lastCode())).causes[1], 'The code has expired; ask for a new one.');
    });

    test('a number is called once in thirty seconds, whatever the extension: 429 E0000133', async () => {
      const { id, profile, resend } = await pending('1');
      const other = await someone();
      w.clock.advance({ seconds: 29 });
      for (const refused of [await resend(id), await other.enroll({ ...profile, phoneExtension: '2' })]) {
        assert.deepEqual(heard(refused), {
          status: 429,
          code: 'E0000133',
          summary: 'A phone call was recently made. Please wait 30 seconds before trying again.',
          causes: [`Try again in 1 second, at ${w.clock.now().add({ seconds: 1 })}.`],
        });
      }
      w.clock.advance({ seconds: 1 });
      assert.equal((await resend(id)).status, 200);
    });

    test('a text message to the same number does not have to wait for a call', async () => {
      const { profile, sms } = await pending();
      assert.equal((await sms(profile.phoneNumber)).status, 200);
    });

    test('the sixth activation attempt in five minutes is 429, and so is a resend', async () => {
      const { id, activate, resend } = await pending();
      for (let n = 0; n < 5; n++) assert.equal((await activate(id, wrong(w.lastCode()))).status, 403);
      w.clock.advance({ seconds: 30 });
      assert.equal(heard(await activate(id, w.lastCode())).code, 'E0000047');
      assert.equal(heard(await resend(id)).code, 'E0000047');
    });

    test('removed it is gone, and the log has every call with a masked number', async () => {
      const { id, user, profile, challenge, remove, get } = await active();
      await challenge(id);
      assert.equal((await remove(id)).status, 204);
      assert.deepEqual([(await get(id)).status, (await remove(id)).status], [404, 404]);
      const log = await w.store.log.ofUser(user.id);
      const calls = log.filter(({ event }) => event.startsWith('system.voice.'));
      const [first, second] = await w.store.messages.ofUser(user.id);
      const masked = { phoneNumber: `+18XXXXXXX${profile.phoneNumber.slice(-2)}` };
      assert.deepEqual(
        calls.map(({ event, outcome, detail }) => [event, outcome, detail]),
        [
          ['system.voice.send_phone_verification_call', 'SUCCESS', { ...masked, messageId: first?.id }],
          ['system.voice.send_mfa_challenge_call', 'SUCCESS', { ...masked, messageId: second?.id }],
        ],
      );
      assert.ok(!JSON.stringify(log).includes(profile.phoneNumber.replaceAll('-', '')));
    });

    test('a call no carrier makes: 500, the next legal call, and no waiting for it', async () => {
      const { id, challenge, factors } = await active();
      w.receipt = { accepted: false, attempts: [], reason: 'NO_CALL_PROVIDER' };
      const refused = heard(await challenge(id));
      w.receipt = { accepted: true, attempts: [] };
      assert.deepEqual([refused.status, refused.code], [500, 'E0000138']);
      assert.match(refused.causes[0] ?? '', new RegExp(`POST ${factors}/${id}/verify without a body`));
      assert.equal((await challenge(id)).status, 200);
    });
  });
}
