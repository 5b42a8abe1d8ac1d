import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret } from 'otpauth';
import { ENGINES } from '../support/engines.ts';
import { buttonToken } from '../support/factors/authenticator.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

/** The example of Okta's OpenAPI document. */
const hex = '484f97be3213b117e3a20438e291540a';
const secret = Secret.fromHex(hex);

for (const engine of ENGINES) {
  describe(`token:hotp that was used elsewhere: ${engine}`, () => {
    let w: World;
    let profiles = 0;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    async function enroll(settings: object, profile: object) {
      const body = { name: `Vendor ${++profiles}`, settings };
      const made = await w.call('POST', '/api/v1/org/factors/hotp/profiles', body);
      const calls = factorCalls(w, (await person(w)).id);
      const request = { factorType: 'token:hotp', provider: 'CUSTOM', factorProfileId: made.body.id, profile };
      return { calls, answer: await calls.enroll(request, '?activate=true') };
    }
    const button = { timeBased: false, encoding: 'hexadecimal' };

    for (const counter of [0, 1, 1500, 2 ** 31, 2 ** 33 + 7]) {
      test(`pressed ${counter} times before, it goes on from there`, async () => {
        const { calls, answer } = await enroll(button, { sharedSecret: hex, counter });
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        const token = buttonToken(secret);
        if (counter > 0) {
          assert.equal(heard(await calls.verify(answer.body.id, token.at(counter - 1))).code, 'E0000082');
        }
        assert.deepEqual((await calls.verify(answer.body.id, token.at(counter))).body, { factorResult: 'SUCCESS' });
        assert.equal((await calls.verify(answer.body.id, token.at(counter + 1))).status, 200);
      });
    }

    test('what is no count of presses is refused, and so is one for a token with a clock', async () => {
      for (const counter of [-1, 1.5, '7', null, 2 ** 53]) {
        const { answer } = await enroll(button, { sharedSecret: hex, counter });
        assert.deepEqual([heard(answer).status, heard(answer).code], [400, 'E0000003'], String(counter));
      }
      const { answer } = await enroll({ timeBased: true, encoding: 'hexadecimal' }, { sharedSecret: hex, counter: 5 });
      assert.equal(heard(answer).code, 'E0000001');
      assert.match(heard(answer).causes[0] ?? '', /^profile\.counter: .*timeBased false/);
    });

    test('the hexadecimal secret of Okta’s example enrolls with a profile that leaves out its encoding', async () => {
      const { calls, answer } = await enroll({ timeBased: false }, { sharedSecret: hex });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.equal((await calls.verify(answer.body.id, buttonToken(secret).at(0))).status, 200);
    });
  });
}
