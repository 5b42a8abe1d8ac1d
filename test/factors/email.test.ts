import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard, wrong } from '../support/factors/factorCalls.ts';
import { atOnce, count, from } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { BASE, type World, world } from '../support/world.ts';

const NOT_OWN = {
  status: 400,
  code: 'E0000001',
  summary: 'Api validation failed: Only verified primary or secondary email can be enrolled.',
  causes: [],
};

for (const engine of ENGINES) {
  describe(`email: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const body = (email?: string) => ({
      factorType: 'email',
      provider: 'OKTA',
      ...(email !== undefined && { profile: { email } }),
    });

    async function someone() {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      return {
        ...calls,
        user,
        address: user.profile.email,
        enroll: (email?: string, query = '') => calls.enroll(body(email), query),
        resend: (id: string) => w.call('POST', `${calls.factors}/${id}/resend`, body()),
        challenge: (id: string, query = '') => w.call('POST', `${calls.factors}/${id}/verify${query}`),
        /** The user gets another address. */
        move: async (email: string) => {
          const answer = await w.call('POST', `/api/v1/users/${user.id}`, { profile: { email } });
          assert.equal(answer.status, 200, JSON.stringify(answer.body));
        },
      };
    }

    async function pending(query = '') {
      const calls = await someone();
      const answer = await calls.enroll(calls.address, query);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return { ...calls, id: answer.body.id as string, factor: answer.body };
    }

    async function active() {
      const enrolled = await pending();
      assert.equal((await enrolled.activate(enrolled.id, w.lastCode())).status, 200);
      w.clock.advance({ seconds: 5 });
      return enrolled;
    }

    test('the own address is PENDING_ACTIVATION, without times and profile, and a code is sent', async () => {
      const { factor, user, address, factors, get, list } = await pending();
      assert.match(factor.id, /^emf[0-9A-Za-z]{17}$/);
      const self = `${BASE}${factors}/${factor.id}`;
      const expected = {
        id: factor.id,
        factorType: 'email',
        provider: 'OKTA',
        vendorName: 'OKTA',
        status: 'PENDING_ACTIVATION',
        _links: {
          resend: [{ name: 'email', href: `${self}/resend`, hints: { allow: ['POST'] } }],
          activate: { href: `${self}/lifecycle/activate`, hints: { allow: ['POST'] } },
          self: { href: self, hints: { allow: ['GET'] } },
          user: { href: `${BASE}/api/v1/users/${user.id}`, hints: { allow: ['GET'] } },
        },
      };
      assert.equal(JSON.stringify(factor), JSON.stringify(expected));
      assert.deepEqual((await get(factor.id)).body, expected);
      assert.deepEqual((await list()).body, [expected]);
      const { channel, to, purpose } = w.sent.at(-1) ?? assert.fail('nothing was sent');
      assert.deepEqual([channel, to, purpose], ['email', address, 'activate']);
    });

    test('the right code makes it ACTIVE under the same id, with its address', async () => {
      const { id, user, address, factors, activate, list } = await pending();
      const self = `${BASE}${factors}/${id}`;
      const expected = {
        id,
        factorType: 'email',
        provider: 'OKTA',
        vendorName: 'OKTA',
        status: 'ACTIVE',
        profile: { email: address },
        _links: {
          self: { href: self, hints: { allow: ['GET', 'DELETE'] } },
          verify: { href: `${self}/verify`, hints: { allow: ['POST'] } },
          user: { href: `${BASE}/api/v1/users/${user.id}`, hints: { allow: ['GET'] } },
        },
      };
      const { status, body: activated } = await activate(id, w.lastCode());
      assert.equal(status, 200);
      assert.equal(JSON.stringify(activated), JSON.stringify(expected));
      assert.deepEqual((await list()).body, [expected]);
    });

    test('a challenge has no profile, and its code is SUCCESS once', async () => {
      const { id, factors, challenge, verify } = await active();
      const self = `${BASE}${factors}/${id}`;
      const challenged = await challenge(id);
      assert.equal(challenged.status, 200);
      assert.deepEqual(challenged.body, {
        factorResult: 'CHALLENGE',
        _links: {
          verify: { href: `${self}/verify`, hints: { allow: ['POST'] } },
          factor: { href: self, hints: { allow: ['GET', 'DELETE'] } },
        },
      });
      assert.equal(w.sent.at(-1)?.purpose, 'verify');
      const code = w.lastCode();
      assert.deepEqual((await verify(id, code)).body, { factorResult: 'SUCCESS' });
      assert.equal(heard(await verify(id, code)).causes[1], 'The code was already used; ask for a new one.');
    });

    test('without a profile, or in other letter case, it is the own address as the user has it', async () => {
      for (const spell of [() => undefined, (address: string) => address.toUpperCase()]) {
        const { enroll, address } = await someone();
        assert.equal((await enroll(spell(address))).status, 200);
        assert.equal(w.sent.at(-1)?.to, address);
      }
    });

    test("anybody else's address, and the user's second one, are 400 without a cause", async () => {
      const { enroll, user, list } = await someone();
      await w.store.apply([
        { do: 'saveUser', user: { ...user, profile: { ...user.profile, secondEmail: 'second@example.com' } } },
      ]);
      const before = w.sent.length;
      for (const email of ['eve@example.com', 'second@example.com', '']) {
        assert.deepEqual(heard(await enroll(email)), NOT_OWN, email);
      }
      const long = heard(await enroll(`${'a'.repeat(100)}@example.com`));
      assert.deepEqual([long.code, long.causes], ['E0000001', ['email: At most 100 characters.']]);
      assert.equal(
        heard(await w.call('POST', `/api/v1/users/${user.id}/factors`, { ...body(), profile: null })).code,
        'E0000003',
      );
      assert.deepEqual((await list()).body, []);
      assert.equal(w.sent.length, before);
    });

    test('activate=true makes it ACTIVE and sends nothing', async () => {
      const { enroll, address } = await someone();
      const before = w.sent.length;
      const { status, body: factor } = await enroll(address, '?activate=true');
      assert.deepEqual([status, factor.status, factor.profile], [200, 'ACTIVE', { email: address }]);
      assert.equal(w.sent.length, before);
    });

    test('a code lives five minutes', async () => {
      const { id, activate } = await pending();
      const late = await pending();
      const code = w.lastCode();
      w.clock.advance({ minutes: 4, seconds: 59 });
      assert.equal((await activate(id, w.sent.at(-2)?.values.code ?? '')).status, 200);
      w.clock.advance({ seconds: 1 });
      const expired = heard(await late.activate(late.id, code));
      assert.deepEqual(
        [expired.status, expired.code, expired.causes[1]],
        [403, 'E0000068', 'The code has expired; ask for a new one.'],
      );
    });

    test('tokenLifetimeSeconds is how long it lives, after a resend too', async () => {
      const { id, activate, resend } = await pending('?tokenLifetimeSeconds=60');
      w.clock.advance({ seconds: 59 });
      assert.equal((await resend(id)).status, 200);
      w.clock.advance({ seconds: 60 });
      assert.equal(heard(await activate(id, w.lastCode())).causes[1], 'The code has expired; ask for a new one.');
      assert.equal((await resend(id)).status, 200);
      w.clock.advance({ seconds: 59 });
      assert.equal((await activate(id, w.lastCode())).status, 200);
    });

    test('tokenLifetimeSeconds of a challenge is for that challenge', async () => {
      const { id, challenge, verify } = await active();
      assert.equal((await challenge(id, '?tokenLifetimeSeconds=86400')).status, 200);
      w.clock.advance({ seconds: 86_399 });
      assert.equal((await verify(id, w.lastCode())).status, 200);
      assert.equal((await challenge(id)).status, 200);
      w.clock.advance({ minutes: 5 });
      assert.equal(heard(await verify(id, w.lastCode())).causes[1], 'The code has expired; ask for a new one.');
    });

    test('a lifetime of no second or of more than a day is refused', async () => {
      const { id, challenge } = await active();
      const { enroll } = await someone();
      for (const seconds of ['0', '86401', '-1', '1.5', 'x']) {
        for (const answer of [
          await challenge(id, `?tokenLifetimeSeconds=${seconds}`),
          await enroll(undefined, `?tokenLifetimeSeconds=${seconds}`),
        ]) {
          const refused = heard(answer);
          assert.deepEqual([refused.status, refused.summary], [400, 'Api validation failed: tokenLifetimeSeconds']);
        }
      }
    });

    test('an address is written to once in five seconds: 429 E0000118', async () => {
      const { id, resend, activate, challenge } = await pending();
      w.clock.advance({ seconds: 4 });
      const tooSoon = {
        status: 429,
        code: 'E0000118',
        summary: 'An email was recently sent. Please wait 5 seconds before trying again.',
        causes: [`Try again in 1 seconds, at ${w.clock.now().add({ seconds: 1 })}.`],
      };
      assert.deepEqual(heard(await resend(id)), tooSoon);
      assert.equal((await activate(id, w.lastCode())).status, 200, 'the code before it stays good');
      assert.deepEqual(heard(await challenge(id)), tooSoon);
      w.clock.advance({ seconds: 1 });
      assert.equal((await challenge(id)).status, 200);
    });

    test('a wrong and a superseded code are 403 and say which they are', async () => {
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
      w.clock.advance({ seconds: 5 });
      assert.equal((await resend(id)).status, 200);
      const old = heard(await activate(id, first));
      assert.equal(old.causes[1], 'The code was replaced by a newer one; use the newest message.');
      assert.equal((await activate(id, w.lastCode())).status, 200);
    });

    test('the sixth activation attempt in five minutes is 429, and so is a resend', async () => {
      const { id, activate, resend } = await pending();
      for (let n = 0; n < 5; n++) assert.equal((await activate(id, wrong(w.lastCode()))).status, 403);
      w.clock.advance({ seconds: 5 });
      assert.equal(heard(await activate(id, w.lastCode())).code, 'E0000047');
      assert.equal(heard(await resend(id)).code, 'E0000047');
    });

    test('attack: an activation code that lives a day takes five guesses in all, not five every five minutes', async () => {
      const { id, activate, resend } = await pending('?tokenLifetimeSeconds=86400');
      const code = w.lastCode();
      for (let n = 0; n < 4; n++) assert.equal((await activate(id, wrong(code))).status, 403);
      assert.equal(
        heard(await activate(id, wrong(code))).causes.at(-1),
        `Ask for a new code. The next attempt is possible at ${w.clock.now().add({ minutes: 5 })}.`,
      );
      w.clock.advance({ minutes: 5 });
      const answer = await activate(id, code);
      const sixth = heard(answer);
      assert.deepEqual([sixth.status, sixth.code], [429, 'E0000047']);
      assert.deepEqual(sixth.causes, ['Ask for a new code: this one takes no more attempts.']);
      assert.equal(answer.headers['cofactor-retry-after'], undefined);
      assert.equal((await resend(id)).status, 200);
      assert.equal((await activate(id, w.lastCode())).status, 200);
    });

    test('after five wrong guesses the sixth has to wait', async () => {
      const { id, challenge, verify } = await active();
      await challenge(id);
      for (let n = 0; n < 5; n++) assert.equal((await verify(id, wrong(w.lastCode()))).status, 403);
      assert.equal(heard(await verify(id, w.lastCode())).code, 'E0000047');
    });

    test('one code sent twenty times at once activates once and verifies once', async () => {
      const { id, activate, challenge, verify } = await pending();
      const activations = await atOnce(20, (n) => activate(id, w.lastCode(), from(n)));
      assert.deepEqual([count(activations, 200), count(activations, 404)], [1, 19]);
      w.clock.advance({ seconds: 5 });
      await challenge(id);
      const verifications = await atOnce(20, (n) => verify(id, w.lastCode(), from(n)));
      assert.deepEqual([count(verifications, 200), count(verifications, 403)], [1, 19]);
    });

    test('parallel enrollments leave one factor and send one e-mail', async () => {
      const { enroll, list } = await someone();
      const before = w.sent.length;
      assert.equal(count(await atOnce(5, () => enroll()), 200), 1);
      assert.deepEqual([(await list()).body.length, w.sent.length], [1, before + 1]);
    });

    test('a user who gets another address cannot be challenged at, or verified by, the old one', async () => {
      const { id, address, move, challenge, verify, enroll, activate, list, factors, user } = await active();
      await challenge(id);
      const [code, before] = [w.lastCode(), w.sent.length];
      await move(`new.${address}`);
      w.clock.advance({ seconds: 5 });
      const gone = {
        status: 400,
        code: 'E0000001',
        summary: 'Api validation failed: email',
        causes: [
          "email: The factor belongs to an address that is no longer the user's primary one.",
          `Enroll the new address with POST /api/v1/users/${user.id}/factors; it takes this factor's place.`,
        ],
      };
      assert.deepEqual(heard(await challenge(id)), gone);
      const refused = heard(await verify(id, code));
      assert.deepEqual({ ...refused, causes: refused.causes.slice(0, 2) }, gone);
      assert.equal(w.sent.length, before);

      const renewed = await enroll();
      assert.deepEqual([renewed.status, renewed.body.status], [200, 'PENDING_ACTIVATION']);
      assert.equal(w.sent.at(-1)?.to, `new.${address}`);
      assert.match(heard(await challenge(id)).causes[0] ?? '', new RegExp(`newer enrollment: ${renewed.body.id}`));
      assert.equal((await activate(renewed.body.id, w.lastCode())).body.profile.email, `new.${address}`);
      assert.equal((await list()).body.length, 1);
      assert.match(heard(await enroll()).causes[1] ?? '', new RegExp(`DELETE ${factors}/${renewed.body.id}`));
    });

    test("a pending factor whose address is no longer the user's is neither activated nor resent to", async () => {
      const { id, address, move, activate, resend } = await pending();
      await move(`new.${address}`);
      w.clock.advance({ seconds: 5 });
      assert.equal(heard(await activate(id, w.lastCode())).summary, 'Api validation failed: email');
      assert.equal(heard(await resend(id)).summary, 'Api validation failed: email');
    });

    test('removed it is gone and nothing is remembered: enrolled again it has to be proved again', async () => {
      const { id, remove, get, enroll } = await active();
      assert.equal((await remove(id)).status, 204);
      assert.deepEqual([(await get(id)).status, (await remove(id)).status], [404, 404]);
      assert.equal((await enroll()).body.status, 'PENDING_ACTIVATION');
    });

    test('the log has every e-mail, with a masked address and no code', async () => {
      const { id, user, address, challenge } = await active();
      await challenge(id);
      const log = await w.store.log.ofUser(user.id);
      const sent = log.filter(({ event }) => event === 'system.email.send_factor_verify_message');
      const [first, second] = await w.store.messages.ofUser(user.id);
      const detail = { email: 'p***@example.com' };
      assert.deepEqual(
        sent.map(({ outcome, detail }) => [outcome, detail]),
        [
          ['SUCCESS', { ...detail, messageId: first?.id }],
          ['SUCCESS', { ...detail, messageId: second?.id }],
        ],
      );
      assert.ok(!JSON.stringify(log).includes(address));
      assert.ok(!JSON.stringify(log).includes(w.lastCode()));
    });

    test('an e-mail no carrier takes: 500, the next legal call, and no waiting for it', async () => {
      const calls = await someone();
      w.receipt = { accepted: false, attempts: [], reason: 'NO_EMAIL_PROVIDER' };
      const refused = heard(await calls.enroll());
      w.receipt = { accepted: true, attempts: [] };
      const [factor] = (await calls.list()).body;
      assert.deepEqual([refused.status, refused.code], [500, 'E0000138']);
      assert.match(refused.causes[0] ?? '', new RegExp(`NO_EMAIL_PROVIDER.*POST ${calls.factors}/${factor.id}/resend`));
      assert.equal((await calls.resend(factor.id)).status, 200);
    });
  });
}
