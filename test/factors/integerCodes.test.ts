import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Secret } from 'otpauth';
import { ENGINES } from '../support/engines.ts';
import { authenticator, buttonToken } from '../support/factors/authenticator.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { world } from '../support/world.ts';

const secret = Secret.fromHex('484f97be3213b117e3a20438e291540a');

describe('codes as integers', () => {
  for (const engine of ENGINES) {
    test(`a TOTP code that begins with a zero is accepted as an integer, alone and in a pair: ${engine}`, async (t) => {
      const w = await world(engine);
      t.after(() => w.close());
      const calls = factorCalls(w, (await person(w)).id);
      const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
      const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
      const untilZero = () => {
        while (!app.code().startsWith('0')) w.clock.advance({ seconds: 30 });
      };
      const post = async (path: string, answer: object) =>
        (await w.call('POST', `${calls.factors}/${body.id}/${path}`, answer)).status;
      untilZero();
      assert.equal(await post('lifecycle/activate', { passCode: Number(app.code()) }), 200);
      w.clock.advance({ seconds: 60 });
      untilZero();
      assert.equal(await post('verify', { passCode: Number(app.code()) }), 200);
      w.clock.advance({ seconds: 90 });
      untilZero();
      assert.equal(await post('verify', { passCode: Number(app.code()), nextPassCode: Number(app.code(1)) }), 200);
      for (const passCode of [-1, 1.5, null, true])
        assert.equal(await post('verify', { passCode }), 400, `${passCode}`);
      assert.equal(await post('verify', { passCode: 12_345_678 }), 403);
    });

    test(`a button token's code that begins with a zero is accepted as an integer: ${engine}`, async (t) => {
      const w = await world(engine);
      t.after(() => w.close());
      const settings = { timeBased: false, lookAhead: 100, encoding: 'hexadecimal' };
      const profile = await w.call('POST', '/api/v1/org/factors/hotp/profiles', { name: 'Buttons', settings });
      const calls = factorCalls(w, (await person(w)).id);
      const { body } = await calls.enroll({
        factorType: 'token:hotp',
        provider: 'CUSTOM',
        factorProfileId: profile.body.id,
        profile: { sharedSecret: secret.hex },
      });
      const token = buttonToken(secret);
      const counters = Array.from({ length: 100 }, (_, counter) => counter);
      const counter = counters.find((one) => token.at(one).startsWith('0')) ?? -1;
      assert.ok(counter >= 0);
      const answer = { passCode: Number(token.at(counter)) };
      assert.equal((await w.call('POST', `${calls.factors}/${body.id}/verify`, answer)).status, 200);
    });
  }
});
