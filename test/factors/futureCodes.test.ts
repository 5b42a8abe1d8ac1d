import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { hotp as codeOf } from '../../src/domain/hardwareTokens/otp.ts';
import { checkCounterCode, checkTimeCode, resynchronise } from '../../src/factors/shared/judgeOtp.ts';
import { ENGINES } from '../support/engines.ts';
import { authenticator, buttonToken } from '../support/factors/authenticator.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type World, world } from '../support/world.ts';

const hex = '3132333435363738393031323334353637383930';

/** An answer without what differs from any one to any other: the id, the attempts left, times of day. */
const shown = ({ status, headers, body }: Answer) => ({
  status,
  headers: Object.keys(headers).sort(),
  reason: headers['cofactor-reason'],
  body: { ...body, errorId: '', errorCauses: heard({ status, headers, body }).causes.slice(0, 2) },
});

for (const engine of ENGINES) {
  describe(`attack: guess a code of the future, hear that it is early, and wait for it: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    /** Sends a code that will be right and one that never is; both must be answered alike, and the first works later. */
    async function alike(
      calls: ReturnType<typeof factorCalls>,
      id: string,
      codes: { readonly future: string; readonly never: string },
    ) {
      const early = await calls.verify(id, codes.future);
      const wrong = await calls.verify(id, codes.never);
      assert.equal(heard(early).code, 'E0000068');
      assert.deepEqual(shown(early), shown(wrong));
    }

    for (const provider of ['OKTA', 'GOOGLE']) {
      test(`token:software:totp ${provider}: on verify and on activate`, async () => {
        const calls = factorCalls(w, (await person(w)).id);
        const { body } = await calls.enroll({ factorType: 'token:software:totp', provider });
        const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
        const early = await calls.activate(body.id, app.code(2));
        assert.deepEqual(shown(early), shown(await calls.activate(body.id, app.wrong())));
        assert.equal((await calls.activate(body.id, app.code())).status, 200);
        for (const steps of [2, 3, 11, 12]) {
          w.clock.advance({ minutes: 10 });
          await alike(calls, body.id, { future: app.code(steps), never: app.wrong() });
          assert.equal((await calls.verify(body.id, app.code())).status, 200);
        }
      });

      test(`token:software:totp ${provider}: codes of the past are late, though a newer one was accepted`, async () => {
        const calls = factorCalls(w, (await person(w)).id);
        const { body } = await calls.enroll({ factorType: 'token:software:totp', provider });
        const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
        assert.equal((await calls.activate(body.id, app.code())).status, 200);
        assert.equal(heard(await calls.verify(body.id, app.code(-4))).code, 'E0000083', 'never used, and too late');
        assert.equal(heard(await calls.verify(body.id, app.code(-1))).code, 'E0000082', 'a newer one was accepted');
        w.clock.advance({ minutes: 2 });
        assert.equal(heard(await calls.verify(body.id, app.code(-4))).code, 'E0000082', 'the very one was accepted');
      });
    }

    async function token(settings: object) {
      const name = `Vendor ${JSON.stringify(settings)}`;
      const profile = { name, settings: { encoding: 'hexadecimal', ...settings } };
      const { body } = await w.call('POST', '/api/v1/org/factors/hotp/profiles', profile);
      const calls = factorCalls(w, (await person(w)).id);
      const request = { factorType: 'token:hotp', provider: 'CUSTOM', factorProfileId: body.id };
      const factor = await calls.enroll({ ...request, profile: { sharedSecret: hex } });
      return { calls, id: factor.body.id as string };
    }

    test('token:hotp with a clock', async () => {
      const { calls, id } = await token({ timeBased: true, acceptableAdjacentIntervals: 2 });
      const totp = new TOTP({ secret: Secret.fromHex(hex) });
      const at = (steps: number) => totp.generate({ timestamp: w.clock.now().epochMilliseconds + steps * 30_000 });
      for (const steps of [3, 5, 12]) {
        w.clock.advance({ minutes: 10 });
        await alike(calls, id, { future: at(steps), never: at(5000) });
        assert.equal((await calls.verify(id, at(0))).status, 200);
      }
      assert.equal(heard(await calls.verify(id, at(-3))).code, 'E0000083');
    });

    test('token:hotp with a button: a code beyond the look-ahead', async () => {
      const { calls, id } = await token({ timeBased: false, lookAhead: 5 });
      const pressed = buttonToken(Secret.fromHex(hex));
      await alike(calls, id, { future: pressed.at(6), never: pressed.at(5000) });
      const pair = (passCode: string, nextPassCode: string) =>
        w.call('POST', `${calls.factors}/${id}/verify`, { passCode, nextPassCode });
      w.clock.advance({ hours: 1 });
      const half = await pair(pressed.at(40), pressed.at(5000));
      assert.deepEqual(shown(half), shown(await pair(pressed.at(5000), pressed.at(6000))), 'half a pair that is right');
    });
  });
}

test('a code of the future costs as many HMACs as a wrong one, and half a right pair as many as none', (t) => {
  const counted = t.mock.method(crypto, 'createHmac');
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  const key = Buffer.from(hex, 'hex');
  const rule = { algorithm: 'sha1', digits: 6 } as const;
  const clock = { key, rule, last: 990, current: 1000, adjacent: 1 };
  const button = { key, rule, last: 990, lookAhead: 10 };
  const hmacs = (judge: () => object) => {
    counted.mock.resetCalls();
    assert.deepEqual(judge(), { refused: 'WRONG_CODE' });
    return counted.mock.callCount();
  };
  const [early, never] = [codeOf(key, 1002, rule), codeOf(key, 50_000, rule)];
  const soon = codeOf(key, 1050, rule);
  for (const judge of [
    (code: string) => checkTimeCode(clock, code),
    (code: string) => checkCounterCode(button, code),
    (code: string) => resynchronise(clock, [code, never]),
    (code: string) => resynchronise(button, [code, never]),
    (code: string) => resynchronise(button, [never, code]),
  ]) {
    const wrong = hmacs(() => judge(never));
    assert.ok(wrong > 0);
    assert.equal(
      hmacs(() => judge(early)),
      wrong,
    );
    assert.equal(
      hmacs(() => judge(soon)),
      wrong,
    );
  }
});
