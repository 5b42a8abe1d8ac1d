import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ENGINES } from '../../support/engines.ts';
import { heard } from '../../support/factors/factorCalls.ts';
import { handmadeU2f, type SaidU2f } from '../../support/factors/securityKeys/handmadeU2f.ts';
import { assertRefused, type U2fCalls, u2fCalls } from '../../support/factors/securityKeys/keyCalls.ts';
import { orgCalls } from '../../support/org/orgCalls.ts';
import { atOnce, count, from } from '../../support/parallel.ts';
import { BASE, type World, world } from '../../support/world.ts';

const EVIL = 'https://cofactor.test.evil.example';
const lies: readonly (readonly [attack: string, said: SaidU2f, reason: string, cause: RegExp])[] = [
  [
    'made on a page of a phisher',
    { origin: EVIL, appId: EVIL },
    'WRONG_ORIGIN',
    /page of https:\/\/cofactor\.test\.evil/,
  ],
  ['made on another port of our host', { origin: `${BASE}:8443` }, 'WRONG_ORIGIN', /not among/],
  ['to a challenge of the attacker', { challenge: 'QUFBQUFBQUFBQUFBQUFBQQ' }, 'WRONG_CHALLENGE', /another challenge/],
  ['of a step that does not exist', { typ: 'navigator.id.other' }, 'WRONG_TYPE', /navigator\.id\.other/],
];

for (const engine of ENGINES) {
  describe(`u2f: ${engine}`, () => {
    let w: World;
    let calls: U2fCalls;
    before(async () => {
      w = await world(engine);
    });
    beforeEach(async () => {
      calls = await u2fCalls(w);
    });
    after(() => w.close());

    test('base64 with line breaks, as Android and MIME write it, is read', async () => {
      const broken = (answer: object) =>
        Object.fromEntries(Object.entries(answer).map(([name, text]) => [name, text.replace(/.{76}/g, '$&\r\n')]));
      const pending = (await calls.enroll()).body;
      const key = handmadeU2f();
      const active = await calls.activate(pending.id, broken(key.register(pending._embedded.activation.nonce)));
      assert.equal(active.status, 200, JSON.stringify(active.body));
      const { nonce } = (await w.call('POST', `${calls.factors}/${pending.id}/verify`)).body._embedded.challenge;
      assert.equal((await calls.verify(pending.id, broken(key.sign(nonce)))).status, 200);
    });

    test('enrolling shows a nonce and how long to wait (fact 28), activating the key handle; then it is challenged and verifies', async () => {
      const pending = (await calls.enroll()).body;
      const { nonce } = pending._embedded.activation;
      assert.match(pending.id, /^fuf/);
      assert.deepEqual(pending._embedded, { activation: { version: 'U2F_V2', nonce, timeoutSeconds: 20 } });
      assert.equal(pending.profile, undefined);
      const key = handmadeU2f();
      const active = await calls.activate(pending.id, key.register(nonce));
      const profile = { credentialId: key.handle, version: 'U2F_V2' };
      assert.deepEqual([active.status, active.body.id, active.body.profile], [200, pending.id, profile]);
      const asked = await w.call('POST', `${calls.factors}/${pending.id}/verify`);
      const { nonce: second } = asked.body._embedded.challenge;
      const self = `${BASE}${calls.factors}/${pending.id}`;
      assert.deepEqual(asked.body, {
        factorResult: 'CHALLENGE',
        profile,
        _links: {
          verify: { href: `${self}/verify`, hints: { allow: ['POST'] } },
          factor: { href: self, hints: { allow: ['GET', 'DELETE'] } },
        },
        _embedded: { challenge: { nonce: second, timeoutSeconds: 20 } },
      });
      const verified = await calls.verify(pending.id, key.sign(second));
      assert.deepEqual([verified.status, verified.body], [200, { factorResult: 'SUCCESS' }]);
    });

    for (const [attack, said, reason, cause] of lies) {
      test(`a registration ${attack} is refused`, async () => {
        await assertRefused(calls, await calls.register(handmadeU2f(), said), reason, cause);
      });

      test(`a signature ${attack} is refused`, async () => {
        const { key, id } = await calls.active();
        await assertRefused(calls, await calls.verify(id, key.sign(await calls.challenge(id), said)), reason, cause);
      });
    }

    test('a registration for an app id of another site is refused, and a signature for another than was registered', async () => {
      await assertRefused(calls, await calls.register(handmadeU2f(), { appId: EVIL }), 'ATTESTATION_INVALID', /app id/);
      const { key, id } = await calls.active();
      const answer = key.sign(await calls.challenge(id), { appId: `${BASE}/app-id.json` });
      await assertRefused(calls, await calls.verify(id, answer), 'WRONG_SIGNATURE', /signature/);
    });

    test('a signature that nobody touched the key for is refused', async () => {
      const { key, id } = await calls.active();
      const answer = key.sign(await calls.challenge(id), { present: false });
      await assertRefused(calls, await calls.verify(id, answer), 'USER_NOT_PRESENT', /touched/);
    });

    test('a signature with the touch, the count, the client data or itself changed is refused', async () => {
      const { key, id } = await calls.active();
      const nonce = await calls.challenge(id);
      const answer = key.sign(nonce, { present: false });
      const touched = (at: number, to: number) => {
        const bytes = Buffer.from(answer.signatureData, 'base64url');
        bytes.writeUInt8(to, at);
        return { ...answer, signatureData: bytes.toString('base64url') };
      };
      const untouched = key.sign(nonce);
      const forged = [
        touched(0, 1),
        { ...untouched, signatureData: touched(4, 9).signatureData.replace(/^AA/, 'AQ') },
        {
          ...untouched,
          clientData: Buffer.from(`${Buffer.from(untouched.clientData, 'base64url')} `).toString('base64'),
        },
        { ...untouched, signatureData: Buffer.from([1, 0, 0, 0, 9, 1, 2, 3]).toString('base64') },
      ];
      for (const body of forged)
        await assertRefused(calls, await calls.verify(id, body), 'WRONG_SIGNATURE', /signature/);
      assert.equal((await calls.verify(id, untouched)).status, 200);
    });

    test("another key's signature, and one to a challenge of another factor, are refused", async () => {
      const [mine, other] = [await calls.active(), await calls.active()];
      const nonce = await calls.challenge(mine.id);
      await assertRefused(calls, await calls.verify(mine.id, other.key.sign(nonce)), 'WRONG_SIGNATURE', /signature/);
      const foreign = await calls.challenge(other.id);
      await assertRefused(calls, await calls.verify(mine.id, mine.key.sign(foreign)), 'WRONG_CHALLENGE', /another/);
    });

    test('a registration whose key was exchanged under way is refused', async () => {
      const pending = (await calls.enroll()).body;
      const { nonce } = pending._embedded.activation;
      const [honest, other] = [handmadeU2f().register(nonce), handmadeU2f().register(nonce)];
      const bytes = Buffer.from(honest.registrationData, 'base64url');
      Buffer.from(other.registrationData, 'base64url').copy(bytes, 1, 1, 66);
      const forged = { ...honest, registrationData: bytes.toString('base64url') };
      await assertRefused(calls, await calls.activate(pending.id, forged), 'ATTESTATION_INVALID', /not signed/);
    });

    test('a registration cut short anywhere is refused, and none is an error of ours', async () => {
      const { registrationData } = handmadeU2f().register('AAAA');
      const whole = Buffer.from(registrationData, 'base64url');
      for (let length = 1; length < whole.length; length += 17) {
        const user = await u2fCalls(w);
        const pending = (await user.enroll()).body;
        const { clientData } = handmadeU2f().register(pending._embedded.activation.nonce);
        const cut = { clientData, registrationData: whole.subarray(0, length).toString('base64') };
        assert.equal((await user.activate(pending.id, cut)).status, 403, `${length} bytes`);
      }
    });

    test('a copy of a key is found out by its counter, and the real key still works', async () => {
      const { key, id } = await calls.active();
      const answer = async (counter: number) => calls.verify(id, key.sign(await calls.challenge(id), { counter }));
      assert.equal((await answer(7)).status, 200);
      for (const counter of [7, 3, 0]) await assertRefused(calls, await answer(counter), 'COUNTER_REGRESSION', /copy/);
      assert.equal((await answer(8)).status, 200);
    });

    test('a key is registered once, no matter who tries again, and one challenge is answered once', async () => {
      const { key, id } = await calls.active();
      const thief = await u2fCalls(w);
      await assertRefused(thief, await thief.register(key), 'CREDENTIAL_TAKEN', /registered already/);
      const nonce = await calls.challenge(id);
      const answers = await atOnce(20, (n) => calls.verify(id, key.sign(nonce), from(n)));
      assert.deepEqual([count(answers, 200), count(answers, 403)], [1, 19]);
    });

    test('an expired challenge is refused', async () => {
      const { key, id } = await calls.active();
      const nonce = await calls.challenge(id);
      w.clock.advance({ minutes: 5 });
      await assertRefused(calls, await calls.verify(id, key.sign(nonce)), 'CHALLENGE_EXPIRED', /expired/);
    });
  });
}

test('pages of other origins, and app ids that stand for several, are a setting', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const calls = await u2fCalls(w);
  const appId = 'https://example.com/app-id.json';
  const facets = ['https://www.example.com', 'https://login.example.com'];
  const put = (settings: object) => orgCalls(w).replaceMethod('security_key', 'u2f', { settings });
  assert.equal((await put({ allowedOrigins: facets, appIds: [appId] })).status, 200);
  for (const origin of facets) {
    for (const used of [appId, facets[0]]) {
      const said = { origin, ...(used && { appId: used }) };
      const { key, id } = await calls.active(handmadeU2f(), said);
      assert.equal((await calls.verify(id, key.sign(await calls.challenge(id), said))).status, 200);
    }
  }
  await assertRefused(calls, await calls.register(), 'WRONG_ORIGIN', /allowedOrigins/);
  for (const wrong of [{ appIds: ['http://example.com'] }, { appIds: ['https://'] }, { allowedOrigins: ['*'] }]) {
    const refused = heard(await put(wrong));
    assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
  }
});
