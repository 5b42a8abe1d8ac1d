import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../../support/engines.ts';
import { activeSms, factorCalls, heard, wrong } from '../../support/factors/factorCalls.ts';
import { person } from '../../support/users/people.ts';
import { BASE, type World, world } from '../../support/world.ts';

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

for (const engine of ENGINES) {
  describe(`verifying and removing sms: ${engine}`, () => {
    let w: World;
    let last = 5_000;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    /** A user with an active factor, and thirty seconds since its last message. */
    async function active(over: Parameters<typeof person>[1] = {}) {
      const user = await person(w, over);
      const number = `+1802448${++last}`;
      const id = await activeSms(w, user.id, number);
      w.clock.advance({ seconds: 30 });
      return { ...factorCalls(w, user.id), user, number, id };
    }

    test('an empty body sends a challenge', async () => {
      const { challenge, id, factors, number } = await active();
      const { status, body } = await challenge(id);
      assert.equal(status, 200);
      const self = `${BASE}${factors}/${id}`;
      assert.deepEqual(body, {
        factorResult: 'CHALLENGE',
        profile: { phoneNumber: number },
        _links: {
          verify: { href: `${self}/verify`, hints: { allow: ['POST'] } },
          factor: { href: self, hints: { allow: ['GET', 'DELETE'] } },
        },
      });
      assert.equal(w.sent.at(-1)?.to, number);
    });

    test('the right code is SUCCESS and nothing else, once', async () => {
      const { challenge, verify, id } = await active();
      await challenge(id);
      const code = w.lastCode();
      assert.deepEqual((await verify(id, code)).body, { factorResult: 'SUCCESS' });
      const again = heard(await verify(id, code));
      assert.deepEqual([again.status, again.code], [403, 'E0000068']);
      assert.equal(again.causes[1], 'The code was already used; ask for a new one.');
    });

    test('the code that activated the factor does not verify it', async () => {
      const { verify, id } = await active();
      assert.equal(heard(await verify(id, w.lastCode())).code, 'E0000068');
    });

    test('without a challenge no code is right', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const { body } = await calls.sms(`+1802448${++last}`, '?activate=true');
      assert.equal(
        heard(await calls.verify(body.id, '123456')).causes[1],
        'No code is waiting for an answer; ask for one first.',
      );
    });

    test('a second challenge within thirty seconds is 429 E0000109', async () => {
      const { challenge, id } = await active();
      assert.equal((await challenge(id)).status, 200);
      assert.equal(heard(await challenge(id)).code, 'E0000109');
      w.clock.advance({ seconds: 30 });
      assert.equal((await challenge(id)).status, 200);
    });

    test('after five wrong guesses each further one has to wait longer, and a success forgives them', async () => {
      const { challenge, verify, id } = await active();
      await challenge(id);
      for (let n = 0; n < 5; n++) assert.equal((await verify(id, wrong(w.lastCode()))).status, 403);
      const sixth = heard(await verify(id, w.lastCode()));
      assert.deepEqual([sixth.status, sixth.code], [429, 'E0000047']);
      w.clock.advance({ seconds: 30 });
      await challenge(id);
      const later = heard(await verify(id, wrong(w.lastCode())));
      assert.equal(later.causes[2], `The next attempt is possible at ${w.clock.now().add({ seconds: 60 })}.`);
      w.clock.advance({ seconds: 59 });
      assert.equal((await verify(id, w.lastCode())).status, 429);
      w.clock.advance({ seconds: 1 });
      assert.equal((await verify(id, w.lastCode())).status, 200);
      w.clock.advance({ seconds: 30 });
      await challenge(id);
      const forgiven = heard(await verify(id, wrong(w.lastCode())));
      assert.equal(forgiven.causes[2], '4 attempts are left before a pause.');
    });

    test('an outsider who guesses from elsewhere does not use up the attempts of the owner', async () => {
      const { challenge, verify, id } = await active();
      await challenge(id);
      for (let n = 0; n < 8; n++) await verify(id, wrong(w.lastCode()), from('203.0.113.9'));
      assert.equal((await verify(id, w.lastCode(), from('203.0.113.9'))).status, 429);
      assert.equal((await verify(id, w.lastCode(), from('198.51.100.1'))).status, 200);
    });

    test('attack: other ports, spellings and neighbours of an address bring no fresh attempts', async () => {
      for (const [first, ...others] of [
        ['203.0.113.77', '203.0.113.77:4711', '::ffff:203.0.113.77', '203.0.113.77, 10.0.0.1', ' 203.0.113.77:80'],
        ['2001:db8:7::1', '2001:DB8:7:0::1', '[2001:db8:7::1]:443', '2001:db8:7::2', '2001:db8:7:0:ffff::'],
      ]) {
        const { challenge, verify, id } = await active();
        await challenge(id);
        const guess = async (address = '') => heard(await verify(id, wrong(w.lastCode()), from(address))).causes.at(-1);
        const heardOf = [await guess(first)];
        for (const address of others) heardOf.push(await guess(address));
        assert.deepEqual(
          heardOf.map((cause) => cause?.slice(0, 10)),
          ['4 attempts', '3 attempts', '2 attempts', '1 attempt ', 'Ask for a '],
        );
      }
    });

    test('a hundred addresses that guess are stopped together, but not an address the owner was verified from', async () => {
      const { challenge, verify, id } = await active();
      await challenge(id);
      assert.equal((await verify(id, w.lastCode(), from('198.51.100.1'))).status, 200);
      w.clock.advance({ seconds: 30 });
      await challenge(id);
      const code = w.lastCode();
      const reasons = [];
      for (let n = 0; n < 100; n++) {
        const guessed = await verify(id, wrong(code), from(`203.0.113.${n}`));
        assert.equal(guessed.status, 403);
        reasons.push(guessed.headers['cofactor-reason']);
      }
      const judged = reasons.filter((reason) => reason === 'WRONG_CODE').length;
      assert.equal(judged, 66);
      const right = await verify(id, code, from('203.0.113.200'));
      assert.deepEqual([right.status, right.headers['cofactor-reason']], [403, 'LONG_PROOF_WANTED']);
      assert.equal((await verify(id, code, from('198.51.100.1'))).status, 200);
    });

    test('users who are not active are not verified', async () => {
      for (const [status, http, code] of [
        ['SUSPENDED', 423, 'E0000155'],
        ['STAGED', 423, 'E0000155'],
        ['LOCKED_OUT', 403, 'E0000069'],
        ['DEPROVISIONED', 404, 'E0000007'],
      ] as const) {
        const { challenge, verify, id, user } = await active();
        await w.store.apply([{ do: 'saveUser', user: { ...user, status } }]);
        for (const answer of [await challenge(id), await verify(id, '123456')]) {
          assert.deepEqual([answer.status, heard(answer).code], [http, code], status);
        }
      }
    });

    test('all factor calls of a deactivated user are 404 (User) with the way back', async () => {
      const { list, get, remove, sms, catalog, id, user } = await active();
      await w.store.apply([{ do: 'saveUser', user: { ...user, status: 'DEPROVISIONED' } }]);
      for (const answer of [
        await list(),
        await get(id),
        await remove(id),
        await sms('+18024480000'),
        await catalog(),
      ]) {
        const { status, code, summary, causes } = heard(answer);
        assert.deepEqual(
          [status, code, summary],
          [404, 'E0000007', `Not found: Resource not found: ${user.id} (User)`],
        );
        assert.match(causes[0] ?? '', /lifecycle\/activate/);
      }
    });

    test('another user cannot see or use the factor', async () => {
      const { id } = await active();
      const other = factorCalls(w, (await person(w)).id);
      for (const answer of [
        await other.get(id),
        await other.challenge(id),
        await other.verify(id, '1'),
        await other.remove(id),
      ]) {
        assert.equal(heard(answer).summary, `Not found: Resource not found: ${id} (UserFactor)`);
      }
    });

    test('the user can be named by login', async () => {
      const { user, id } = await active();
      const { status, body } = await w.call('GET', `/api/v1/users/${user.profile.login.toUpperCase()}/factors/${id}`);
      assert.deepEqual([status, body.id], [200, id]);
    });

    test('removing answers 204 once, then 404 with what happened', async () => {
      const { remove, id, factors } = await active();
      assert.deepEqual([(await remove(id)).status, (await remove(id)).status], [204, 404]);
      assert.match(heard(await remove(id)).causes[0] ?? '', new RegExp(`removed at .*POST ${factors}\\.$`));
    });

    test('removeRecoveryEnrollment=true forgets the phone', async () => {
      const { remove, sms, id, number, catalog } = await active();
      assert.equal((await catalog()).body[0]._embedded.phones[0].profile.phoneNumber, number);
      await remove(id, '?removeRecoveryEnrollment=true');
      assert.equal((await catalog()).body[0]._embedded, undefined);
      assert.equal((await sms(number)).body.status, 'PENDING_ACTIVATION');
    });

    test('a removed pending factor leaves no phone behind', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const { body } = await calls.sms(`+1802448${++last}`);
      assert.equal((await calls.remove(body.id)).status, 204);
      assert.equal(heard(await calls.sms()).code, 'E0000097');
    });
  });
}
