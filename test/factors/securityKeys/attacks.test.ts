import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ENGINES } from '../../support/engines.ts';
import { handmadeKey, type Said } from '../../support/factors/securityKeys/handmadeKey.ts';
import { assertRefused, type KeyCalls, keyCalls } from '../../support/factors/securityKeys/keyCalls.ts';
import { atOnce, count, from } from '../../support/parallel.ts';
import { BASE, type World, world } from '../../support/world.ts';

const EVIL = 'https://cofactor.test.evil.example';

/** Attacks in both ceremonies: what is said in place of the truth, the reason in the log, and what the caller reads. */
const lies: readonly (readonly [attack: string, said: Said, reason: string, cause: RegExp])[] = [
  [
    'made on a page of a phisher',
    { origin: EVIL },
    'WRONG_ORIGIN',
    /page of https:\/\/cofactor\.test\.evil\.example.*allowedOrigins/,
  ],
  ['made on a page that only begins like ours', { origin: `${BASE}.evil.example` }, 'WRONG_ORIGIN', /not among/],
  ['made on another port of our host', { origin: `${BASE}:8443` }, 'WRONG_ORIGIN', /not among/],
  ['made on our page without TLS', { origin: 'http://cofactor.test' }, 'WRONG_ORIGIN', /not among/],
  ['made in a frame of somebody else', { crossOrigin: true }, 'CROSS_ORIGIN', /frame/],
  ['made in a frame whose browser says so in another member', { topOrigin: EVIL }, 'CROSS_ORIGIN', /frame/],
  ['for the RP id of another site', { rpId: 'evil.example' }, 'WRONG_RP_ID', /another RP id than cofactor\.test/],
  ['that nobody touched the key for', { present: false }, 'USER_NOT_PRESENT', /Nobody touched/],
  ['to a challenge of the attacker', { challenge: 'QUFBQUFBQUFBQUFBQUFBQQ' }, 'WRONG_CHALLENGE', /another challenge/],
  ['of a step that does not exist', { type: 'payment.get' }, 'WRONG_TYPE', /payment\.get/],
];

for (const engine of ENGINES) {
  describe(`attacks on security keys: ${engine}`, () => {
    let w: World;
    let calls: KeyCalls;
    before(async () => {
      w = await world(engine);
    });
    beforeEach(async () => {
      calls = await keyCalls(w);
    });
    after(() => w.close());

    for (const [attack, said, reason, cause] of lies) {
      test(`a registration ${attack} is refused`, async () => {
        await assertRefused(calls, await calls.register(handmadeKey(), said), reason, cause);
      });

      test(`an assertion ${attack} is refused`, async () => {
        const { key, id } = await calls.active();
        await assertRefused(calls, await calls.verify(id, key.sign(await calls.challenge(id), said)), reason, cause);
      });
    }

    test('a sign-in cannot be passed off as a registration, nor the other way round', async () => {
      const { key, id } = await calls.active();
      const said = { type: 'webauthn.create' };
      await assertRefused(
        calls,
        await calls.verify(id, key.sign(await calls.challenge(id), said)),
        'WRONG_TYPE',
        /create/,
      );
      const other = await calls.register(handmadeKey(), { type: 'webauthn.get' });
      await assertRefused(calls, other, 'WRONG_TYPE', /webauthn\.get/);
    });

    test('an assertion whose signature, data or client data was touched is refused', async () => {
      const { key, id } = await calls.active();
      const answer = key.sign(await calls.challenge(id));
      const touched = (text: string, at: number) => {
        const bytes = Buffer.from(text, 'base64');
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        return bytes.toString('base64');
      };
      const forged = [
        { ...answer, signatureData: touched(answer.signatureData, 10) },
        { ...answer, signatureData: Buffer.from('no signature at all').toString('base64') },
        { ...answer, authenticatorData: touched(answer.authenticatorData, 36) },
        { ...answer, clientData: Buffer.from(`${Buffer.from(answer.clientData, 'base64')} `).toString('base64') },
      ];
      for (const body of forged)
        await assertRefused(calls, await calls.verify(id, body), 'WRONG_SIGNATURE', /signature/);
      assert.equal((await calls.verify(id, answer)).status, 200, 'untouched it is right');
    });

    test('a registration whose attestation was made for another key is refused', async () => {
      const stolen = await calls.register(handmadeKey(), { tamper: (data) => data.fill(7, data.length - 32) });
      await assertRefused(calls, stolen, 'ATTESTATION_INVALID', /does not hold/);
    });

    test("another user's key does not answer, nor a key of another factor of the same user", async () => {
      const [mine, other] = [await calls.active(), await calls.active()];
      const thief = await keyCalls(w);
      const theirs = await thief.active();
      const challenge = await calls.challenge(mine.id);
      for (const key of [other.key, theirs.key]) {
        await assertRefused(calls, await calls.verify(mine.id, key.sign(challenge)), 'WRONG_SIGNATURE', /signature/);
      }
    });

    test('a challenge of another factor, or of another user, is no challenge of this one', async () => {
      const [mine, other] = [await calls.active(), await calls.active()];
      const thief = await keyCalls(w);
      const theirs = await thief.active();
      await calls.challenge(mine.id);
      for (const foreign of [await calls.challenge(other.id), await thief.challenge(theirs.id)]) {
        await assertRefused(calls, await calls.verify(mine.id, mine.key.sign(foreign)), 'WRONG_CHALLENGE', /POST/);
      }
    });

    test('a newer challenge makes the one before worthless', async () => {
      const { key, id } = await calls.active();
      const first = await calls.challenge(id);
      const second = await calls.challenge(id);
      await assertRefused(calls, await calls.verify(id, key.sign(first)), 'WRONG_CHALLENGE', /newest one/);
      assert.equal((await calls.verify(id, key.sign(second))).status, 200);
    });

    test('a challenge that was answered, and one that was never asked for, is none', async () => {
      const { key, id } = await calls.active();
      await assertRefused(
        calls,
        await calls.verify(id, key.sign('AAAA')),
        'NO_CHALLENGE',
        /POST .*\/verify and no body/,
      );
      const challenge = await calls.challenge(id);
      assert.equal((await calls.verify(id, key.sign(challenge))).status, 200);
      await assertRefused(calls, await calls.verify(id, key.sign(challenge)), 'NO_CHALLENGE', /answered already/);
    });

    test('one challenge answered twenty times at once, each time with a new signature, is answered once', async () => {
      const { key, id } = await calls.active();
      const challenge = await calls.challenge(id);
      const answers = await atOnce(20, (n) => calls.verify(id, key.sign(challenge), from(n)));
      assert.equal(count(answers, 200), 1);
      assert.equal(count(answers, 403), 19);
    });

    test('an expired challenge is refused, at registration too, where the cause says to start over', async () => {
      const pending = (await calls.enroll()).body;
      const { key, id } = await calls.active();
      const challenge = await calls.challenge(id);
      const again = (await calls.enroll()).body;
      w.clock.advance({ minutes: 5 });
      await assertRefused(
        calls,
        await calls.verify(id, key.sign(challenge)),
        'CHALLENGE_EXPIRED',
        /has expired; ask for a new one/,
      );
      const late = await handmadeKey().register(again._embedded.activation.challenge);
      await assertRefused(
        calls,
        await calls.activate(again.id, late),
        'CHALLENGE_EXPIRED',
        /start over with POST \S+\/factors,/,
      );
      assert.equal((await calls.get(pending.id)).status, 404, 'the one before was replaced');
    });

    test('a copy of a key is found out by its counter, and the real key still works', async () => {
      const { key, id } = await calls.active();
      const answer = async (counter: number) => calls.verify(id, key.sign(await calls.challenge(id), { counter }));
      assert.equal((await answer(10)).status, 200);
      for (const counter of [10, 9, 0]) {
        await assertRefused(calls, await answer(counter), 'COUNTER_REGRESSION', /may be a copy/);
      }
      assert.equal((await answer(11)).status, 200);
    });

    test('a key that does not count says 0 every time, and once it counts it has to go on', async () => {
      const { key, id } = await calls.active(handmadeKey(), { counter: 0 });
      const answer = async (counter: number) => calls.verify(id, key.sign(await calls.challenge(id), { counter }));
      for (const counter of [0, 0, 5]) assert.equal((await answer(counter)).status, 200);
      await assertRefused(calls, await answer(0), 'COUNTER_REGRESSION', /copy/);
    });

    test('a forged answer does not move the counter, so that nobody can shut the real key out', async () => {
      const { key, id } = await calls.active();
      const forged = { ...key.sign(await calls.challenge(id), { counter: 4_000_000_000 }), signatureData: 'AAAA' };
      await assertRefused(calls, await calls.verify(id, forged), 'WRONG_SIGNATURE', /signature/);
      assert.equal((await calls.verify(id, key.sign(await calls.challenge(id)))).status, 200);
    });

    test('a credential is registered once, no matter who tries again, and is free when its factor is gone', async () => {
      const { key, id } = await calls.active();
      const thief = await keyCalls(w);
      for (const who of [thief, calls]) {
        await assertRefused(who, await who.register(key), 'CREDENTIAL_TAKEN', /registered already/);
      }
      assert.equal((await calls.remove(id)).status, 204);
      assert.equal((await thief.register(key)).status, 200);
    });

    test('one credential registered by five users at once belongs to one of them', async () => {
      const key = handmadeKey();
      const users = await Promise.all(Array.from({ length: 5 }, () => keyCalls(w)));
      const answers = await Promise.all(users.map((user) => user.register(key)));
      assert.deepEqual([count(answers, 200), count(answers, 403)], [1, 4]);
    });

    const unreadable: readonly (readonly [what: string, body: object, cause: RegExp])[] = [
      ['no base64', { clientData: '*' }, /clientData: Neither base64/],
      ['no JSON', { clientData: 'AAAA' }, /clientData: Send response\.clientDataJSON/],
      ['JSON without a challenge', { clientData: btoa('{"type":"webauthn.get"}') }, /clientDataJSON/],
      ['JSON null', { clientData: btoa('null') }, /clientDataJSON/],
      ['no authenticator data', { authenticatorData: undefined }, /authenticatorData: The field cannot be left blank/],
      ['short authenticator data', { authenticatorData: 'AAAA' }, /response\.authenticatorData/],
      ['no signature', { signatureData: '' }, /signatureData: Neither base64/],
    ];
    for (const [what, body, cause] of unreadable) {
      test(`an answer with ${what} is refused and says what was expected`, async () => {
        const { key, id } = await calls.active();
        const answer = { ...key.sign(await calls.challenge(id)), ...body };
        await assertRefused(calls, await calls.verify(id, answer), 'UNREADABLE', cause);
      });
    }

    for (const [what, attestation, reason] of [
      ['nothing', undefined, 'UNREADABLE'],
      ['no CBOR', '////', 'ATTESTATION_INVALID'],
      ['CBOR of something else', 'oA==', 'ATTESTATION_INVALID'],
      ['nested arrays without end', Buffer.alloc(45_000, 0x81).toString('base64'), 'ATTESTATION_INVALID'],
    ] as const) {
      test(`an attestation that is ${what} is refused`, async () => {
        const { id, _embedded } = (await calls.enroll()).body;
        const answer = { ...(await handmadeKey().register(_embedded.activation.challenge)), attestation };
        await assertRefused(calls, await calls.activate(id, answer), reason, /attestation/);
      });
    }
  });
}
