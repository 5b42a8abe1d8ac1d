import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { ENGINES } from '../support/engines.ts';
import { buttonToken } from '../support/factors/authenticator.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { atOnce, count, from } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { BASE, type World, world } from '../support/world.ts';

const hex = '484f97be3213b117e3a20438e291540a';
const secret = Secret.fromHex(hex);

for (const engine of ENGINES) {
  describe(`token:hotp CUSTOM: ${engine}`, () => {
    let w: World;
    let profiles = 0;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    async function profileOf(settings: object): Promise<string> {
      const body = { name: `Vendor ${++profiles}`, settings: { encoding: 'hexadecimal', ...settings } };
      const { status, body: profile } = await w.call('POST', '/api/v1/org/factors/hotp/profiles', body);
      assert.equal(status, 200);
      return profile.id;
    }
    const request = (factorProfileId: string, sharedSecret = hex) => ({
      factorType: 'token:hotp',
      provider: 'CUSTOM',
      factorProfileId,
      profile: { sharedSecret },
    });
    async function enrolled(settings: object) {
      const profileId = await profileOf(settings);
      const calls = factorCalls(w, (await person(w)).id);
      const { status, body } = await calls.enroll(request(profileId), '?activate=true');
      assert.equal(status, 200);
      const id = body.id as string;
      const pair = (passCode: string, nextPassCode: string) =>
        w.call('POST', `${calls.factors}/${id}/verify`, { passCode, nextPassCode });
      return { calls, id, profileId, pair };
    }
    const button = (extra = {}) => enrolled({ timeBased: false, ...extra });

    test('enroll gives the ACTIVE factor, with or without activate=true, and never the secret', async () => {
      const profileId = await profileOf({ timeBased: true });
      for (const query of ['', '?activate=true', '?activate=false']) {
        const calls = factorCalls(w, (await person(w)).id);
        const { status, body } = await calls.enroll(request(profileId), query);
        const self = `${BASE}${calls.factors}/${body.id}`;
        const user = self.replace(/\/factors.*/, '');
        assert.equal(status, 200);
        assert.match(body.id, /^chf[0-9A-Za-z]{17}$/);
        assert.deepEqual(body, {
          id: body.id,
          factorType: 'token:hotp',
          provider: 'CUSTOM',
          vendorName: `Vendor ${profiles}`,
          status: 'ACTIVE',
          created: '2026-01-01T00:00:00.000Z',
          lastUpdated: '2026-01-01T00:00:00.000Z',
          _links: {
            self: { href: self, hints: { allow: ['GET', 'DELETE'] } },
            verify: { href: `${self}/verify`, hints: { allow: ['POST'] } },
            user: { href: user, hints: { allow: ['GET'] } },
          },
        });
        assert.deepEqual((await calls.get(body.id)).body, body);
      }
    });

    test('a secret is taken in the encoding of its profile, and nothing else is', async () => {
      const wrong: Record<string, readonly string[]> = {
        hexadecimal: ['', 'zz', hex.slice(1), hex.slice(0, 18), 'ab'.repeat(129)],
        base32: ['', 'JBSWY3DPEHPK3PX1', 'JBSWY3DPEHPK3'],
        base64: ['', '*'.repeat(24), 'QUJD'],
      };
      const right = { hexadecimal: hex.toUpperCase(), base32: secret.base32.toLowerCase(), base64: secretBase64() };
      for (const [encoding, sharedSecret] of Object.entries(right)) {
        const profileId = await profileOf({ timeBased: false, encoding });
        const calls = factorCalls(w, (await person(w)).id);
        for (const bad of wrong[encoding] ?? []) {
          const { code, causes } = heard(await calls.enroll(request(profileId, bad)));
          assert.equal(code, 'E0000001');
          assert.deepEqual(causes, [`profile.sharedSecret: Send 10 to 128 bytes in ${encoding}.`]);
        }
        const { body } = await calls.enroll(request(profileId, sharedSecret));
        assert.equal((await calls.verify(body.id, buttonToken(secret).press())).status, 200, encoding);
      }
    });

    test('without a profile, or one that does not exist, the answer says where they are', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      for (const id of [undefined, '', 'fprunknown0000000000', 'fpr\0', 'fpr\ud800']) {
        const { status, code, causes } = heard(await calls.enroll({ ...request('x'), factorProfileId: id }));
        assert.deepEqual([status, code], [400, 'E0000001']);
        assert.match(
          causes[0] as string,
          /^factorProfileId: .* GET \/api\/v1\/org\/factors\/hotp\/profiles lists them/,
        );
      }
    });

    test('a user has one token of each profile', async () => {
      const { calls, id, profileId } = await button();
      const again = heard(await calls.enroll(request(profileId)));
      assert.equal(again.causes[0], 'A factor of this type is already set up.');
      assert.equal((await calls.enroll(request(await profileOf({ timeBased: true })))).status, 200);
      assert.equal((await calls.remove(id)).status, 204);
      assert.equal((await calls.get(id)).status, 404);
      const answers = await atOnce(5, () => calls.enroll(request(profileId)));
      assert.deepEqual([count(answers, 200), count(answers, 400)], [1, 4]);
    });

    for (const [hmacAlgorithm, algorithm] of [
      ['HMacSHA1', 'SHA1'],
      ['HMacSHA256', 'SHA256'],
      ['HMacSHA512', 'SHA512'],
    ] as const) {
      for (const otpLength of [6, 7, 8, 9, 10]) {
        test(`a button token with ${hmacAlgorithm} and ${otpLength} digits, as another library makes its codes`, async () => {
          const { calls, id } = await button({ hmacAlgorithm, otpLength });
          const token = buttonToken(secret, { algorithm, digits: otpLength });
          for (let n = 0; n < 3; n++) {
            assert.deepEqual((await calls.verify(id, token.press())).body, { factorResult: 'SUCCESS' });
          }
        });
      }
    }

    test('unused presses are allowed for, and what lies behind the newest code is used', async () => {
      const { calls, id } = await button({ lookAhead: 5 });
      const token = buttonToken(secret);
      assert.equal((await calls.verify(id, token.at(5))).status, 200);
      for (const counter of [5, 4, 0]) {
        const { status, code } = heard(await calls.verify(id, token.at(counter)));
        assert.deepEqual([status, code], [403, 'E0000082']);
      }
      assert.equal((await calls.verify(id, token.at(6))).status, 200);
    });

    test('a token pressed too often is found again by two consecutive codes', async () => {
      const { calls, id, pair } = await button({ lookAhead: 5 });
      const token = buttonToken(secret);
      token.lose(600);
      const lost = heard(await calls.verify(id, token.press()));
      assert.equal(lost.code, 'E0000068');
      assert.match(lost.causes[1] as string, /two consecutive codes as passCode and nextPassCode/);
      const [first, second] = [token.press(), token.press()];
      assert.equal(heard(await pair(second, first)).code, 'E0000068');
      assert.equal((await pair(first, second)).status, 200);
      assert.equal(heard(await pair(first, second)).code, 'E0000082');
      assert.equal((await calls.verify(id, token.press())).status, 200);
    });

    test('the second of the two may be a number, as Okta describes it, which has lost its zeros', async () => {
      const { calls, id } = await button({ lookAhead: 5 });
      const token = buttonToken(secret);
      let [first, second] = [token.press(), token.press()];
      for (token.lose(50); !second.startsWith('0'); ) [first, second] = [second, token.press()];
      const pair = (nextPassCode: unknown) =>
        w.call('POST', `${calls.factors}/${id}/verify`, { passCode: first, nextPassCode });
      for (const odd of [-1, 1.5, null]) assert.equal(heard(await pair(odd)).code, 'E0000003');
      assert.deepEqual((await pair(Number(second))).body, { factorResult: 'SUCCESS' });
    });

    test('one code sent twenty times at once is accepted once, and so are two that find the token', async () => {
      const { calls, id, pair } = await button();
      const token = buttonToken(secret);
      const code = token.press();
      const answers = await atOnce(20, (n) => calls.verify(id, code, from(n)));
      assert.deepEqual([count(answers, 200), count(answers, 403)], [1, 19]);
      token.lose(100);
      const [first, second] = [token.press(), token.press()];
      const pairs = await atOnce(5, () => pair(first, second));
      assert.equal(count(pairs, 200), 1);
    });

    test('the counter survives parallel use: it never goes back, and every code counts once', async () => {
      const { calls, id } = await button({ lookAhead: 20, otpLength: 8 });
      const token = buttonToken(secret, { digits: 8 });
      const answers = await atOnce(20, (n) => calls.verify(id, token.at(n % 10), from(n)));
      const accepted = count(answers, 200);
      assert.ok(accepted >= 1 && accepted <= 10, `${accepted} accepted`);
      assert.equal(accepted + count(answers, 403), 20);
      const again = await atOnce(10, (n) => calls.verify(id, token.at(n), from(n + 20)));
      const late = again.flatMap(({ status }, n) => (status === 200 ? [n] : []));
      // Whatever was accepted last is behind us: only codes beyond it can still have been good.
      assert.ok(accepted + late.length <= 10);
      const third = await atOnce(10, (n) => calls.verify(id, token.at(n), from(n + 40)));
      assert.equal(count(third, 200), 0);
      assert.equal((await calls.verify(id, token.at(10), from(60))).status, 200);
    });

    test('a clock token is accepted within its intervals, once, and told from a wrong code beyond', async () => {
      const settings = { timeBased: true, timeStep: 60, acceptableAdjacentIntervals: 2, otpLength: 8 };
      const { calls, id } = await enrolled({ ...settings, hmacAlgorithm: 'HMacSHA256' });
      const totp = new TOTP({ secret, period: 60, digits: 8, algorithm: 'SHA256' });
      const at = (steps: number) => totp.generate({ timestamp: w.clock.now().epochMilliseconds + steps * 60_000 });
      assert.equal(heard(await calls.verify(id, at(-3))).code, 'E0000083');
      assert.equal((await calls.verify(id, at(-2))).status, 200);
      assert.equal((await calls.verify(id, at(2))).status, 200);
      assert.equal(heard(await calls.verify(id, at(2))).code, 'E0000082');
      assert.equal(heard(await calls.verify(id, at(0))).code, 'E0000082');
    });

    test('a token whose clock is wrong is found by two consecutive codes, and its drift is remembered', async () => {
      const { calls, id, pair } = await enrolled({ timeBased: true, acceptableAdjacentIntervals: 1 });
      const totp = new TOTP({ secret });
      const slow = (steps = 0) => totp.generate({ timestamp: w.clock.now().epochMilliseconds + (steps - 40) * 30_000 });
      assert.equal(heard(await calls.verify(id, slow())).code, 'E0000068');
      assert.equal((await pair(slow(-1), slow())).status, 200);
      for (let n = 0; n < 3; n++) {
        w.clock.advance({ seconds: 30 });
        assert.equal((await calls.verify(id, slow())).status, 200);
        assert.equal(heard(await calls.verify(id, slow())).code, 'E0000082');
      }
    });

    test('there is nothing to activate, to resend or to be challenged with', async () => {
      const { calls, id } = await button();
      assert.equal(heard(await calls.activate(id, '123456')).code, 'E0000007');
      assert.deepEqual(heard(await calls.challenge(id)).causes, ['passCode: The field cannot be left blank']);
    });

    test('the catalogue has it', async () => {
      const { calls } = await button();
      const item = (await calls.catalog()).body.find(
        ({ factorType }: { factorType: string }) => factorType === 'token:hotp',
      );
      assert.deepEqual([item.provider, item.status], ['CUSTOM', 'ACTIVE']);
    });
  });
}

function secretBase64(): string {
  return Buffer.from(secret.bytes).toString('base64');
}
