import assert from 'node:assert/strict';
import { createHmac, createPublicKey } from 'node:crypto';
import { describe, test } from 'node:test';
import type { ServiceApp } from '../../src/domain/oauth/serviceApp.ts';
import { issueToken } from '../../src/operations/oauth/issueToken.ts';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import {
  type AssertionWishes,
  askToken,
  assertion,
  type KeyPair,
  keyPair,
  newApp,
  TOKEN_URL,
} from '../support/oauth/app.ts';
import { anotherProcess, BASE, type World } from '../support/world.ts';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

for (const engine of ENGINES) {
  describe(`attacks on client assertions on ${engine}`, () => {
    let w: World;
    let key: KeyPair;
    let app: ServiceApp;
    eachWorld(engine, async (next) => {
      w = next;
      key = await keyPair('RS256', 'the-key');
      app = await newApp(w, { keys: [key] });
    });

    const send = async (client_assertion: string) => {
      const { status, body } = await askToken(w, { client_assertion });
      return [status, body.error, body.error_description] as const;
    };
    const refused = async (client_assertion: string, description: RegExp) => {
      const [status, error, said] = await send(client_assertion);
      assert.deepEqual([status, error], [401, 'invalid_client'], said ?? 'it was let in');
      assert.match(said, description);
    };
    const made = (wishes: AssertionWishes = {}, by = key) => assertion(w, app.id, by, wishes);
    const now = () => Math.floor(w.clock.now().epochMilliseconds / 1_000);

    test('attack: an assertion that is sent twice gets one token', async () => {
      const one = await made();
      assert.equal((await send(one))[0], 200);
      await refused(one, /^The client_assertion token has already been used\.$/);
    });

    test('attack: an assertion that is sent to another process as well gets one token', async () => {
      const one = await made();
      const other = await anotherProcess(w);
      const form = new Map([
        ['grant_type', 'client_credentials'],
        ['scope', 'okta.users.read'],
        ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
        ['client_assertion', one],
      ]);
      const first = await issueToken(
        other.services,
        { form, proof: undefined, requestId: 'one' },
        { named: () => {}, known: () => {} },
      );
      await other.close();
      assert.equal(first.token_type, 'Bearer');
      await refused(one, /^The client_assertion token has already been used\.$/);
    });

    test('attack: an assertion that is sent five times at once gets one token', async () => {
      const one = await made();
      const replies = await Promise.all(Array.from({ length: 5 }, () => send(one)));
      assert.equal(replies.filter(([status]) => status === 200).length, 1);
    });

    test('attack: another assertion with the same jti gets none', async () => {
      assert.equal((await send(await made({ claims: { jti: 'same' } })))[0], 200);
      await refused(await made({ claims: { jti: 'same', exp: now() + 200 } }), /already been used/);
    });

    test('attack: an assertion without a jti gets one token too', async () => {
      const one = await made({ claims: { jti: undefined } });
      assert.equal((await send(one))[0], 200);
      await refused(one, /already been used/);
    });

    test('attack: a replay just before the assertion expires is still known as one', async () => {
      const one = await made({ claims: { exp: now() + 3_600 } });
      assert.equal((await send(one))[0], 200);
      w.clock.advance({ minutes: 59, seconds: 59 });
      await refused(one, /already been used/);
    });

    test('attack: a stranger who knows a jti cannot use it up', async () => {
      const stranger = await keyPair('RS256', 'the-key');
      await refused(await made({ claims: { jti: 'known' } }, stranger), /signature is invalid/);
      assert.equal((await send(await made({ claims: { jti: 'known' } })))[0], 200);
    });

    test('attack: alg none, with the signature cut off', async () => {
      const [, payload] = (await made()).split('.');
      await refused(`${encoded({ alg: 'none', kid: key.kid })}.${payload}.`, /not a signed JWT/);
      await refused(`${encoded({ alg: 'none', kid: key.kid })}.${payload}.AA`, /alg of the client_assertion must be/);
    });

    test('attack: HS256 with the public key as its secret (key confusion)', async () => {
      const [, payload] = (await made()).split('.');
      const publicKey = createPublicKey({ key: { ...key.jwk }, format: 'jwk' });
      const secrets = [
        publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        JSON.stringify(key.jwk),
        Buffer.from(key.jwk.n ?? '', 'base64url'),
      ];
      for (const secret of secrets) {
        const signed = `${encoded({ alg: 'HS256', kid: key.kid, typ: 'JWT' })}.${payload}`;
        const mac = createHmac('sha256', secret).update(signed).digest('base64url');
        await refused(`${signed}.${mac}`, /alg of the client_assertion must be/);
      }
    });

    test('attack: an algorithm that is not the key’s', async () => {
      const curve = await keyPair('ES256', key.kid);
      await refused(await made({}, curve), /alg of the client_assertion must be/);
    });

    test('attack: an assertion that has expired, to the second', async () => {
      await refused(await made({ claims: { exp: now() } }), /token is expired/);
      assert.equal((await send(await made({ claims: { exp: now() + 1 } })))[0], 200);
    });

    test('attack: an assertion that never expires, or in more than an hour', async () => {
      await refused(await made({ claims: { exp: undefined } }), /must have exp/);
      await refused(await made({ claims: { exp: now() + 3_700 } }), /within one hour/);
    });

    test('attack: an assertion that was issued in the future', async () => {
      await refused(await made({ claims: { iat: now() + 120 } }), /issued in the future/);
      await refused(await made({ claims: { nbf: now() + 120 } }), /issued in the future/);
    });

    test('attack: an assertion that was made for another server', async () => {
      const others = ['https://evil.example/oauth2/v1/token', `${BASE}/oauth2/v1/tokens`, '', undefined, []];
      for (const aud of others) await refused(await made({ claims: { aud } }), /audience claim/);
      await refused(await made({ claims: { aud: [TOKEN_URL, 'https://evil.example'] } }), /audience claim/);
      for (const aud of [TOKEN_URL, BASE, [BASE], [TOKEN_URL, BASE]]) {
        assert.equal((await send(await made({ claims: { aud } })))[0], 200, String(aud));
      }
    });

    test('attack: the key of another client', async () => {
      const other = await newApp(w, { keys: [await keyPair('RS256', 'theirs')] });
      await refused(await assertion(w, other.id, key), /signed by no active key/);
      const twin = await keyPair('RS256', 'theirs');
      await refused(await assertion(w, other.id, twin), /signature is invalid/);
    });

    test('attack: a client that speaks for another one', async () => {
      const other = await newApp(w, { keys: [await keyPair('RS256', 'theirs')] });
      await refused(await made({ claims: { sub: other.id } }), /must have the client id as its iss and as its sub/);
      const { body } = await askToken(w, { client_assertion: await made(), client_id: other.id });
      assert.equal(body.error, 'invalid_client');
    });

    test('attack: a kid that is a path, a query, a prototype or no text', async () => {
      const kids = ["' or 1=1 --", '../../../dev/null', '__proto__', 'constructor', '', 'THE-KEY', 'the-key '];
      for (const kid of kids) await refused(await made({ header: { kid } }), /signed by no active key/);
      for (const kid of [['the-key'], { toString: 'the-key' }, 1, null]) {
        const [, payload, signature] = (await made()).split('.');
        await refused(`${encoded({ alg: 'RS256', kid })}.${payload}.${signature}`, /signed by no active key/);
      }
    });

    test('attack: a header that brings its own key, or says where it is', async () => {
      const own = await keyPair('RS256', key.kid);
      for (const header of [{ jwk: own.jwk }, { jku: 'https://evil.example/keys' }, { x5u: 'https://evil.example' }]) {
        await refused(await made({ header: header }, own), /signature is invalid/);
      }
    });

    test('attack: an assertion with a critical header that nobody here knows', async () => {
      await refused(await made({ header: { crit: ['b64'], b64: true } }), /signature is invalid/);
    });

    test('a client that has one fitting key need not name it, and one with several must', async () => {
      assert.equal((await send(await made({ header: { kid: undefined } })))[0], 200);
      const several = await newApp(w, { keys: [key, await keyPair('RS256')] });
      await refused(await assertion(w, several.id, key, { header: { kid: undefined } }), /must have the kid of one/);
    });

    test('attack: a client that was deactivated or never was', async () => {
      await refused(await assertion(w, '0oaNobody0000000000', key), /Invalid value for 'client_id' parameter\./);
      await w.store.apply([{ do: 'saveServiceApp', app: { ...app, status: 'INACTIVE' } }]);
      await refused(await made(), /Invalid value for 'client_id' parameter\./);
    });

    test('attack: a client whose name no database can hold is an unknown one', async () => {
      for (const odd of ['\0', `${app.id}\0`, '\ud800', '\ufffd']) {
        await refused(await assertion(w, odd, key), /Invalid value for 'client_id' parameter\./);
      }
    });

    test('attack: a token that is no token at all, or too long', async () => {
      const long = `${encoded({ alg: 'RS256' })}.${encoded({ iss: app.id, pad: 'x'.repeat(9_000) })}.AA`;
      for (const text of ['', 'a', 'a.b', 'a.b.c', 'a.b.c.d', 'é.b.c', `${encoded([])}.${encoded([])}.AA`, long]) {
        const [status, error] = await send(text);
        assert.deepEqual([status, error], [401, 'invalid_client'], text.slice(0, 20));
      }
    });
  });
}
