import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret } from 'otpauth';
import { ENGINES } from '../support/engines.ts';
import { authenticator, buttonToken } from '../support/factors/authenticator.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { keyCalls } from '../support/factors/securityKeys/keyCalls.ts';
import { person } from '../support/users/people.ts';
import { type CallOptions, type World, world } from '../support/world.ts';

const secret = Secret.fromHex('484f97be3213b117e3a20438e291540a');
const from = (address: string, deviceToken?: string): CallOptions => ({
  headers: { 'x-forwarded-for': address, ...(deviceToken !== undefined && { 'cofactor-device-token': deviceToken }) },
});
const HOME = from('203.0.113.1');

/** What a year of guessing found (`test/properties/guessing.property.test.ts`), each as one case. */
for (const engine of ENGINES) {
  describe(`owners under attack: ${engine}`, () => {
    let w: World;
    let profiles = 0;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    /** Somebody with a button token whose codes are found in a wide window. */
    async function withButton(lookAhead: number) {
      const settings = { timeBased: false, lookAhead, encoding: 'hexadecimal' };
      const profile = await w.call('POST', '/api/v1/org/factors/hotp/profiles', {
        name: `Buttons ${++profiles}`,
        settings,
      });
      const calls = factorCalls(w, (await person(w)).id);
      const { body } = await calls.enroll({
        factorType: 'token:hotp',
        provider: 'CUSTOM',
        factorProfileId: profile.body.id,
        profile: { sharedSecret: secret.hex },
      });
      const token = buttonToken(secret);
      let pressed = 0;
      const press = () => {
        pressed += 1;
        return token.press();
      };
      const wrong = () => {
        const near = Array.from({ length: 130 }, (_, n) => token.at(Math.max(0, pressed - 20 + n)));
        return ['000000', '000001', '000002'].find((code) => !near.includes(code)) ?? '';
      };
      const give = async (passCode: string, options: CallOptions) =>
        (await calls.verify(body.id, passCode, options)).status;
      return { press, wrong, give };
    }

    for (const lookAhead of [10, 100]) {
      test(`a button token, ${lookAhead} presses ahead: who mistypes once at a new place is in with two codes all the same`, async () => {
        const { press, wrong, give } = await withButton(lookAhead);
        for (let n = 0; n < 8; n++) await give(wrong(), from(`198.51.100.${n}`));
        assert.equal(await give(wrong(), HOME), 403);
        assert.equal(await give(press(), HOME), 403);
        assert.equal(await give(wrong(), HOME), 403, 'and once more in between');
        assert.equal(await give(press(), HOME), 403);
        assert.equal(await give(press(), HOME), 200);
      });

      test(`a button token, ${lookAhead} presses ahead: who mistypes now and then is in with one code where they are known`, async () => {
        const { press, wrong, give } = await withButton(lookAhead);
        // One code of a window of a hundred and one is more than strangers have in all.
        assert.equal(await give(press(), HOME), lookAhead === 100 ? 403 : 200);
        if (lookAhead === 100) assert.equal(await give(press(), HOME), 200);
        for (let week = 0; week < 36; week++) {
          w.clock.advance({ hours: 240 });
          assert.equal(await give(wrong(), HOME), 403);
          assert.equal(await give(press(), HOME), 200, `week ${week}`);
        }
      });
    }

    test('somebody at the owner’s own address does not use up what the owner’s device has', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
      const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
      await calls.activate(body.id, app.code());
      w.clock.advance({ seconds: 60 });
      const path = `${calls.factors}/${body.id}/verify?rememberDevice=true`;
      const { deviceToken } = (await w.call('POST', path, { passCode: app.code() }, HOME)).body;
      for (let n = 0; n < 60; n++) {
        await calls.verify(body.id, app.wrong(), HOME);
        if (n % 4 === 0) w.clock.advance({ hours: 24 });
      }
      assert.equal((await calls.verify(body.id, app.code(), HOME)).status, 403, 'without it two are needed');
      w.clock.advance({ seconds: 30 });
      const own = from('203.0.113.1', deviceToken);
      assert.equal((await calls.verify(body.id, app.code(), own)).status, 200);
    });

    test('a stranger’s challenges leave that of a security key’s known owner alone', async () => {
      const calls = await keyCalls(w);
      const { key, id } = await calls.active();
      const ask = async (options: CallOptions) =>
        (await w.call('POST', `${calls.factors}/${id}/verify`, undefined, options)).body._embedded.challenge
          .challenge as string;
      const sign = (challenge: string) => w.call('POST', `${calls.factors}/${id}/verify`, key.sign(challenge), HOME);
      assert.equal((await sign(await ask(HOME))).status, 200);
      const own = await ask(HOME);
      for (let n = 0; n < 5; n++) await ask(from(`198.51.100.${n}`));
      assert.equal((await sign(own)).status, 200);
      assert.equal((await sign(own)).status, 403, 'once');
    });

    test('strangers’ challenges of a security key leave each other alone, and are good once and for five minutes', async () => {
      const calls = await keyCalls(w);
      const { key, id } = await calls.active();
      const path = `${calls.factors}/${id}/verify`;
      const away = from('198.51.100.99');
      const ask = async (options: CallOptions) =>
        (await w.call('POST', path, undefined, options)).body._embedded.challenge.challenge as string;
      const sign = async (challenge: string) => (await w.call('POST', path, key.sign(challenge), away)).status;
      const own = await ask(away);
      for (let n = 0; n < 9; n++) await ask(from(`198.51.100.${n}`));
      const forged = Buffer.from(own, 'base64url');
      forged[3] = (forged[3] ?? 0) ^ 1;
      assert.equal(await sign(forged.toString('base64url')), 403);
      assert.equal(await sign(own), 200);
      assert.equal(await sign(own), 403, 'once');
      const late = await ask(from('198.51.100.1'));
      w.clock.advance({ minutes: 5 });
      assert.equal(await sign(late), 403);
    });
  });
}
