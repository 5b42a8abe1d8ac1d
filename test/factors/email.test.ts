import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { emailFactor } from '../support/factors/emailFactor.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { atOnce, count } from '../support/parallel.ts';
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

    const { body, someone, pending, active } = emailFactor(() => w);

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
