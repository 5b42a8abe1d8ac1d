import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { retireSigningKeys } from '../../src/operations/oauth/retireSigningKeys.ts';
import { ENGINES } from '../support/engines.ts';
import { bearerToken, boundToken, keyPair, newApp, proof } from '../support/oauth/app.ts';
import { anotherProcess, BASE, type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`signing keys that are retired at once on ${engine}`, () => {
    let w: World;
    let other: Awaited<ReturnType<typeof anotherProcess>>;
    before(async () => {
      w = await world(engine);
      other = await anotherProcess(w);
    });
    after(async () => {
      await other.close();
      await w.close();
    });
    const asked = async (token: string) =>
      Promise.all(
        [w, other].map(async ({ call }) => {
          const options = { token: null, headers: { authorization: `Bearer ${token}` } };
          const { status, body } = await call('GET', '/api/v1/users', undefined, options);
          return status === 200 ? 200 : [status, body?.errorCode];
        }),
      );
    const published = async (call: World['call']): Promise<readonly string[]> =>
      (await call('GET', '/oauth2/v1/keys', undefined, { token: null })).body.keys.map(
        ({ kid }: { kid: string }) => kid,
      );

    test('attack: a token that was made with a stolen signing key is none within a second, at every process', async () => {
      const key = await keyPair();
      const app = await newApp(w, { keys: [key] });
      const before = await bearerToken(w, app, key);
      assert.deepEqual(await asked(before), [200, 200]);
      const stolen = (await w.store.signingKeys.list())[0];
      assert.ok(stolen);
      const [, claims = ''] = before.split('.');
      const forged = await w.services.jose.sign(
        { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), jti: 'AT.forged' },
        'application/okta-internal-at+jwt',
        stolen.key,
      );
      assert.deepEqual(await asked(forged), [200, 200], 'it is as good as a token of ours, until then');

      await retireSigningKeys(w.store, w.clock.now());
      w.clock.advance({ seconds: 1 });
      for (const token of [before, forged]) {
        assert.ok((await asked(token)).every((answer) => answer !== 200));
      }
      const again = await bearerToken(w, app, key);
      w.clock.advance({ seconds: 1 });
      assert.deepEqual(await asked(again), [200, 200]);
      const kids = await published(w.call);
      assert.deepEqual(await published(other.call), kids);
      assert.equal(kids.length, 1);
      assert.ok(!kids.includes(stolen.kid));
      assert.equal((await w.store.log.recent('', 20)).filter(({ event }) => event.includes('rollover')).length, 1);
    });

    test('the one that is to sign next is retired too, and a token that is bound stops as a plain one does', async () => {
      w.clock.advance({ hours: 24 * 90 });
      const waiting = await published(w.call);
      assert.equal(waiting.length, 2);
      const [key, own] = [await keyPair(), await keyPair()];
      const { token } = await boundToken(w, await newApp(w, { keys: [key], dpopBound: true }), key, own);
      const claims = { htm: 'GET', htu: `${BASE}/api/v1/users`, ath: hash('sha256', token, 'base64url') };
      const use = async () => {
        const headers = { authorization: `DPoP ${token}`, dpop: await proof(w, own, claims) };
        return (await w.call('GET', '/api/v1/users', undefined, { token: null, headers })).status;
      };
      assert.equal(await use(), 200);
      await retireSigningKeys(w.store, w.clock.now());
      w.clock.advance({ seconds: 1 });
      assert.equal(await use(), 401);
      const after = await published(other.call);
      assert.ok(after.every((kid) => !waiting.includes(kid)));
    });
  });
}
