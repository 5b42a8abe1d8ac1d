import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { atOnce, count, from } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { BASE, type World, world } from '../support/world.ts';

const PROVIDERS = ['OKTA', 'GOOGLE'] as const;

for (const engine of ENGINES) {
  for (const provider of PROVIDERS) {
    describe(`token:software:totp ${provider}: ${engine}`, () => {
      let w: World;
      before(async () => {
        w = await world(engine);
      });
      after(() => w.close());

      const body = (profile?: object) => ({ factorType: 'token:software:totp', provider, ...(profile && { profile }) });

      async function enrolled(profile?: object) {
        const user = await person(w);
        const calls = factorCalls(w, user.id);
        const { status, body: factor } = await calls.enroll(body(profile));
        assert.equal(status, 200);
        const app = authenticator(factor._embedded.activation.sharedSecret, w.clock);
        return { user, calls, factor, id: factor.id as string, app };
      }

      async function active() {
        const all = await enrolled();
        assert.equal((await all.calls.activate(all.id, all.app.code())).status, 200);
        w.clock.advance({ seconds: 30 });
        return all;
      }

      test('enroll gives a pending factor, its secret and its QR code where each provider has it', async () => {
        const { user, calls, factor, id } = await enrolled();
        assert.match(id, /^ost[0-9A-Za-z]{17}$/);
        const { activation, _links } = factor._embedded;
        const self = `${BASE}${calls.factors}/${id}`;
        assert.equal(factor.status, 'PENDING_ACTIVATION');
        assert.equal(factor.vendorName, provider);
        assert.deepEqual(factor.profile, { credentialId: user.profile.login });
        assert.deepEqual(Object.keys(factor._links).sort(), ['activate', 'self', 'user']);
        assert.deepEqual([activation.timeStep, activation.encoding], [30, 'base32']);
        assert.equal(activation.keyLength, provider === 'OKTA' ? 6 : 16);
        assert.match(activation.sharedSecret, /^[A-Z2-7]{32}$/);
        assert.equal(_links.qrcode.type, 'image/png');
        assert.match(_links.qrcode.href.slice(self.length), /^\/qr\/[\w-]{43}$/);
        assert.deepEqual(activation._links, _links);
        assert.ok(!JSON.stringify((await calls.get(id)).body).includes(activation.sharedSecret), 'shown once');
      });

      test('an authenticator that is not ours activates it, and its next codes are accepted', async () => {
        const { calls, id, app } = await enrolled();
        const activated = await calls.activate(id, app.code());
        assert.equal(activated.status, 200);
        assert.equal(activated.body.id, id);
        assert.equal(activated.body.status, 'ACTIVE');
        assert.equal(activated.body._embedded, undefined);
        assert.deepEqual(Object.keys(activated.body._links).sort(), ['self', 'user', 'verify']);
        for (let n = 0; n < 5; n++) {
          w.clock.advance({ seconds: 30 });
          assert.deepEqual((await calls.verify(id, app.code())).body, { factorResult: 'SUCCESS' });
        }
      });

      test('the code that activated it is used', async () => {
        const { calls, id, app } = await enrolled();
        await calls.activate(id, app.code());
        const { status, code, summary } = heard(await calls.verify(id, app.code()));
        assert.deepEqual([status, code], [403, 'E0000082']);
        assert.equal(summary, 'Each code can only be used once. Please wait for a new code and try again.');
      });

      test('a code of one step to either side is accepted, and with it all before it are used', async () => {
        const { calls, id, app } = await active();
        const [before, now, next] = [app.code(-1), app.code(), app.code(1)];
        assert.equal(heard(await calls.verify(id, before)).code, 'E0000082');
        assert.equal((await calls.verify(id, next)).status, 200);
        assert.equal(heard(await calls.verify(id, now)).code, 'E0000082');
        w.clock.advance({ seconds: 90 });
        assert.equal((await calls.verify(id, app.code(-1))).status, 200);
      });

      test('a right code of a wrong time is told from a wrong code', async () => {
        const { calls, id, app } = await active();
        const late = heard(await calls.verify(id, app.code(-5)));
        assert.deepEqual([late.status, late.code], [403, 'E0000083']);
        assert.equal(late.summary, 'PassCode is valid but exceeded time window.');
        const wrong = heard(await calls.verify(id, app.wrong()));
        assert.deepEqual([wrong.status, wrong.code], [403, 'E0000068']);
        assert.equal(wrong.causes[0], "Your token doesn't match our records. Please try again.");
        assert.match(wrong.causes.at(-1) as string, /3 attempts are left/);
        assert.equal((await calls.verify(id, app.code())).status, 200);
      });

      test('what is no code is refused, and none at all is asked for', async () => {
        const { calls, id } = await active();
        for (const passCode of ['', 'abcdef', '12345']) {
          assert.equal(heard(await calls.verify(id, passCode)).code, 'E0000068');
        }
        const missing = heard(await calls.challenge(id));
        assert.deepEqual([missing.status, missing.causes], [400, ['passCode: The field cannot be left blank']]);
      });

      test('a code with a blank in its middle, as apps show it, is accepted', async () => {
        const { calls, id, app } = await active();
        const code = app.code();
        assert.equal((await calls.verify(id, `${code.slice(0, 3)} ${code.slice(3)}`)).status, 200);
      });

      test('a pending factor is not verified, and a wrong code does not activate it', async () => {
        const { calls, id, app } = await enrolled();
        assert.equal(heard(await calls.verify(id, app.code())).code, 'E0000007');
        assert.equal(heard(await calls.activate(id, app.wrong())).code, 'E0000068');
        assert.equal((await calls.get(id)).body.status, 'PENDING_ACTIVATION');
        assert.equal(heard(await calls.resend(id)).status, 400);
      });

      test('enrolling again replaces a pending factor and is refused beside an active one', async () => {
        const { calls, id, app } = await enrolled();
        const second = (await calls.enroll(body())).body;
        assert.equal((await calls.get(id)).status, 404);
        assert.equal(heard(await calls.activate(second.id, app.code())).code, 'E0000068');
        const app2 = authenticator(second._embedded.activation.sharedSecret, w.clock);
        assert.equal((await calls.activate(second.id, app2.code())).status, 200);
        const third = heard(await calls.enroll(body()));
        assert.deepEqual([third.code, third.causes[0]], ['E0000001', 'A factor of this type is already set up.']);
      });

      test('one is removed while the other provider stays', async () => {
        const { calls, id } = await active();
        const other = provider === 'OKTA' ? 'GOOGLE' : 'OKTA';
        assert.equal((await calls.enroll({ factorType: 'token:software:totp', provider: other })).status, 200);
        assert.equal((await calls.remove(id)).status, 204);
        assert.equal((await calls.get(id)).status, 404);
        assert.deepEqual(
          (await calls.list()).body.map((factor: { provider: string }) => factor.provider),
          [other],
        );
        assert.equal((await calls.enroll(body())).status, 200);
      });

      test('one code sent twenty times at once is accepted once', async () => {
        const { calls, id, app } = await active();
        const code = app.code();
        const answers = await atOnce(20, (n) => calls.verify(id, code, from(n)));
        assert.deepEqual([count(answers, 200), count(answers, 403)], [1, 19]);
        const refused = answers.filter(({ status }) => status === 403);
        assert.deepEqual(new Set(refused.map((answer) => answer.body.errorCode)), new Set(['E0000082']));
      });

      test('one code sent twenty times at once activates once', async () => {
        const { calls, id, app } = await enrolled();
        const answers = await atOnce(20, (n) => calls.activate(id, app.code(), from(n)));
        assert.deepEqual([count(answers, 200), count(answers, 404)], [1, 19]);
      });

      test('two parallel enrollments leave one factor', async () => {
        const calls = factorCalls(w, (await person(w)).id);
        await atOnce(2, () => calls.enroll(body()));
        assert.equal((await calls.list()).body.length, 1);
      });

      test('of twenty wrong guesses at once five are judged', async () => {
        const { calls, id, app } = await active();
        const answers = await atOnce(20, () => calls.verify(id, app.wrong()));
        assert.deepEqual([count(answers, 403), count(answers, 429)], [5, 15]);
      });
    });
  }

  describe(`own secrets: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('GOOGLE takes a secret that exists, as people write it', async () => {
      for (const sharedSecret of [
        'JBSWY3DPEHPK3PXP',
        'jbsw y3dp ehpk 3pxp jbsw y3dp',
        'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      ]) {
        const calls = factorCalls(w, (await person(w)).id);
        const factor = await calls.enroll({
          factorType: 'token:software:totp',
          provider: 'GOOGLE',
          profile: { sharedSecret },
        });
        const { activation } = factor.body._embedded;
        assert.equal(activation.sharedSecret, sharedSecret.replaceAll(' ', '').toUpperCase());
        const { code } = authenticator(activation.sharedSecret, w.clock);
        assert.equal((await calls.activate(factor.body.id, code())).status, 200);
      }
    });

    test('a secret that is too short, too long or not base32 is refused with what it should be', async () => {
      for (const sharedSecret of ['', 'JBSWY3DPEHPK3PX', 'A'.repeat(34), 'JBSWY3DPEHPK3PX1', 'ÄÖÜßÄÖÜßÄÖÜßÄÖÜß']) {
        const calls = factorCalls(w, (await person(w)).id);
        const refused = heard(
          await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE', profile: { sharedSecret } }),
        );
        assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
        assert.match(refused.causes[0] as string, /^profile\.sharedSecret: Send 16 to 32 characters base32/);
      }
    });

    test('OKTA makes its own', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const profile = { sharedSecret: 'JBSWY3DPEHPK3PXP' };
      const refused = await calls.enroll({ factorType: 'token:software:totp', provider: 'OKTA', profile });
      assert.equal(heard(refused).code, 'E0000003');
    });
  });
}
