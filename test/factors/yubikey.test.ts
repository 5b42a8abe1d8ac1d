import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { disclosures, everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { fakeYubikey } from '../support/hardwareTokens/yubikey.ts';
import { POOL, yubikeyCalls } from '../support/hardwareTokens/yubikeyCalls.ts';
import { atOnce, count, from } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`token:hardware YUBICO: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const { upload, token, enroll, enrolled } = yubikeyCalls(() => w);

    test('a passcode enrolls the key: active at once, named by its serial number', async () => {
      const user = await person(w);
      const key = fakeYubikey({ serialNumber: '4102994' });
      await upload(key);
      const { status, body } = await enroll(user.id, key.press());
      assert.equal(status, 200);
      assert.match(body.id, /^ykf[0-9A-Za-z]{17}$/);
      assert.deepEqual(
        [body.factorType, body.provider, body.vendorName, body.status],
        ['token:hardware', 'YUBICO', 'YUBICO', 'ACTIVE'],
      );
      assert.deepEqual(body.profile, { credentialId: '000004102994' });
      assert.deepEqual(Object.keys(body._links).sort(), ['self', 'user', 'verify']);
    });

    test('profile.credentialId of an enrollment says nothing: the passcode tells which key it is', async () => {
      const key = fakeYubikey({ serialNumber: '4102995' });
      await upload(key);
      const calls = factorCalls(w, (await person(w)).id);
      const body = { factorType: 'token:hardware', provider: 'YUBICO', verify: { passCode: key.press() } };
      const enrolled = await calls.enroll({ ...body, profile: { credentialId: '000000000001' } });
      assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
      assert.deepEqual(enrolled.body.profile, { credentialId: '000004102995' });
    });

    test('the token in the pool follows: assigned, used, and blocked once its factor is gone', async () => {
      const { user, key, tokenId, id, calls } = await enrolled();
      const assigned = await token(tokenId);
      const userUrl = `https://cofactor.test/api/v1/users/${user.id}`;
      assert.equal(assigned.status, 'ACTIVE');
      assert.equal(assigned.activated, assigned.lastVerified);
      assert.deepEqual(assigned._links, {
        self: { href: `https://cofactor.test${POOL}/${tokenId}`, hints: { allow: ['GET'] } },
        user: { href: userUrl, hints: { allow: ['GET'] } },
        deactivate: { href: `${userUrl}/factors/${id}`, hints: { allow: ['DELETE'] } },
      });

      w.clock.advance({ minutes: 1 });
      assert.equal((await calls.verify(id, key.press())).status, 200);
      const used = await token(tokenId);
      assert.ok(used.lastVerified > assigned.lastVerified);
      assert.equal(used.lastUpdated, assigned.lastUpdated);

      const refused = heard(await w.call('DELETE', `${POOL}/${tokenId}`));
      assert.deepEqual([refused.status, refused.code], [403, 'E0000102']);
      assert.match(refused.causes.join(), new RegExp(`DELETE /api/v1/users/${user.id}/factors/${id} first`));

      w.clock.advance({ minutes: 1 });
      assert.equal((await calls.remove(id)).status, 204);
      const free = await token(tokenId);
      assert.equal(free.status, 'BLOCKED');
      assert.ok(free.lastUpdated > used.lastUpdated);
      assert.deepEqual(Object.keys(free._links), ['self']);
    });

    test('every passcode is accepted once, the one that enrolled the key included', async () => {
      const { key, id, first, calls } = await enrolled();
      const second = key.press();
      assert.equal((await calls.verify(id, second)).status, 200);
      for (const used of [first, second]) {
        const { status, code, summary } = heard(await calls.verify(id, used));
        assert.deepEqual([status, code], [403, 'E0000082']);
        assert.equal(summary, 'Each code can only be used once. Please wait for a new code and try again.');
      }
      key.plug();
      assert.deepEqual((await calls.verify(id, key.press())).body, { factorResult: 'SUCCESS' });
    });

    test('one passcode sent twenty times at once is accepted once', async () => {
      const { key, id, calls } = await enrolled();
      const passCode = key.press();
      const answers = await atOnce(20, (n) => calls.verify(id, passCode, from(n)));
      assert.deepEqual([count(answers, 200), count(answers, 403)], [1, 19]);
      assert.ok(answers.every(({ status, body }) => status === 200 || body.errorCode === 'E0000082'));
    });

    test('two users who enroll one key at once: one has it', async () => {
      const users = await Promise.all([person(w), person(w)]);
      const key = fakeYubikey();
      await upload(key);
      const presses = [key.press(), key.press()];
      const answers = await Promise.all(users.map(({ id }, n) => enroll(id, presses[n] as string)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403]);
      const factors = await Promise.all(users.map(({ id }) => w.store.factors.list(id)));
      assert.equal(factors.flat().length, 1);
    });

    test('one user who enrolls one passcode twice at once has one factor', async () => {
      const user = await person(w);
      const key = fakeYubikey();
      await upload(key);
      const passCode = key.press();
      const answers = await atOnce(2, () => enroll(user.id, passCode));
      // The other finds the user's factor or, when it looked for that just before, the token assigned.
      const [won, lost] = answers.map(({ status }) => status).sort();
      assert.ok(won === 200 && (lost === 400 || lost === 403), `${won}, ${lost}`);
      assert.equal((await factorCalls(w, user.id).list()).body.length, 1);
    });

    test('a key of somebody else, of nobody, or with other secrets is refused, and whose it is stays untold', async () => {
      const { user: owner, key, tokenId, id } = await enrolled();
      const [thief, stranger] = [await person(w), fakeYubikey()];
      const forged = fakeYubikey({ publicId: key.seed.publicId });
      for (const [passCode, reason] of [
        [key.press(), 'TOKEN_ACTIVE'],
        [stranger.press(), 'UNKNOWN_TOKEN'],
        [forged.press(), 'WRONG_CODE'],
      ] as const) {
        const answer = await enroll(thief.id, passCode);
        const { status, code, causes } = heard(answer);
        assert.deepEqual([status, code], [403, 'E0000068']);
        assert.equal(causes[0], "Your token doesn't match our records. Please try again.");
        assert.equal(causes.length, 3);
        assert.deepEqual(disclosures([JSON.stringify(answer.body)], [owner.id, owner.profile.email, id, tokenId]), []);
        const [entry] = (await w.store.log.ofUser(thief.id)).slice(-1);
        assert.deepEqual([entry?.event, entry?.outcome, entry?.reason], ['cofactor.factor.enroll', 'FAILURE', reason]);
      }
    });

    test('of twenty wrong passcodes to enroll with at once five are judged', async () => {
      const user = await person(w);
      const answers = await atOnce(20, () => enroll(user.id, fakeYubikey().press()));
      assert.deepEqual([count(answers, 403), count(answers, 429)], [5, 15]);
    });

    test("another key's passcode does not verify", async () => {
      const { id, calls } = await enrolled();
      const other = await enrolled();
      const { status, code, causes } = heard(await calls.verify(id, other.key.press()));
      assert.deepEqual([status, code], [403, 'E0000068']);
      assert.match(causes[1] ?? '', /^The passcode is from another YubiKey; this factor is number \d{12}\.$/);
    });

    test('without a passcode, or with it in the wrong place, enrolling is 400', async () => {
      const { enroll: send } = factorCalls(w, (await person(w)).id);
      const passCode = fakeYubikey().press();
      for (const wrong of [{}, { passCode }, { verify: {} }, { verify: { passCode: 1 } }, { profile: { passCode } }]) {
        const answer = await send({ factorType: 'token:hardware', provider: 'YUBICO', ...wrong });
        assert.equal(answer.status, 400, JSON.stringify(wrong));
      }
    });

    test('secrets and passcodes are in no row of the database and in no reply', async () => {
      const { key, tokenId, id, first, calls } = await enrolled();
      const second = key.press();
      await calls.verify(id, second);
      const { privateId, aesKey } = key.seed;
      const secrets = [privateId, aesKey, first, second, Buffer.from(aesKey, 'hex').toString('base64url')];
      assert.deepEqual(disclosures(await everyRow(w), secrets), []);
      const replies = await Promise.all([
        calls.get(id),
        calls.list(),
        w.call('GET', POOL),
        w.call('GET', `${POOL}/${tokenId}`),
      ]);
      assert.deepEqual(
        disclosures(
          replies.map(({ body }) => JSON.stringify(body)),
          secrets,
        ),
        [],
      );
    });
  });
}
