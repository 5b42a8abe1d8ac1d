import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { URI } from 'otpauth';
import type { RequestLine } from '../../src/http/requestLog.ts';
import { scanQr } from '../support/devices/scanQr.ts';
import { ENGINES } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { BASE, type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`QR codes: ${engine}`, () => {
    let w: World;
    const lines: RequestLine[] = [];
    before(async () => {
      w = await world(engine, { log: { request: (line) => void lines.push(line), failure: assert.ifError } });
    });
    after(() => w.close());

    async function enrolled(provider: string, over = {}) {
      const user = await person(w, over);
      const calls = factorCalls(w, user.id);
      const { body } = await calls.enroll({ factorType: 'token:software:totp', provider });
      const path = (body._embedded._links.qrcode.href as string).slice(BASE.length);
      return { user, calls, id: body.id as string, path, secret: body._embedded.activation.sharedSecret as string };
    }
    const get = (url: string) => w.app.inject({ method: 'GET', url });

    test('a camera reads the account from it, without Authorization', async () => {
      for (const provider of ['OKTA', 'GOOGLE']) {
        const { user, path, secret } = await enrolled(provider);
        const reply = await get(path);
        assert.equal(reply.statusCode, 200);
        assert.equal(reply.headers['content-type'], 'image/png');
        assert.match(String(reply.headers['cache-control']), /no-store/);
        const login = encodeURIComponent(user.profile.login);
        assert.equal(
          scanQr(reply.rawPayload),
          `otpauth://totp/Cofactor:${login}?secret=${secret}&issuer=Cofactor&algorithm=SHA1&digits=6&period=30`,
        );
      }
    });

    test('a library that is not ours reads the same account from its text, whatever the login', async () => {
      const login = 'zoë+ä:%/?#&=漢字@sub.example.com';
      const profile = { login, email: login, firstName: 'Z', lastName: 'Ë', mobilePhone: null, secondEmail: null };
      const { path, secret } = await enrolled('GOOGLE', { profile });
      const totp = URI.parse(scanQr((await get(path)).rawPayload));
      assert.equal(totp.secret.base32, secret);
      assert.deepEqual([totp.label, totp.issuer, totp.algorithm, totp.digits], [login, 'Cofactor', 'SHA1', 6]);
    });

    test('the link works for its own token and factor only, and a caller who guesses learns nothing', async () => {
      const { calls, path, id } = await enrolled('OKTA');
      const other = await enrolled('OKTA');
      const token = path.split('/').at(-1) as string;
      const changed = `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`;
      const sms = await calls.sms('+18024482036');
      const wrong = [
        `${calls.factors}/${id}/qr/${changed}`,
        `${calls.factors}/${id}/qr/${token.slice(1)}`,
        `${calls.factors}/${id}/qr/x`,
        `${calls.factors}/${sms.body.id}/qr/${token}`,
        other.path.replace(/[^/]+$/, token),
        path.replace(/00u[^/]+/, '00uunknown0000000000'),
      ];
      for (const url of wrong) {
        const reply = await get(url);
        assert.equal(reply.statusCode, 404, url);
        assert.equal(reply.json().errorCode, 'E0000007');
        assert.ok(!reply.payload.includes(token), 'the token is not repeated');
      }
      assert.equal((await w.app.inject({ method: 'POST', url: path })).statusCode, 405);
      assert.equal((await get(path)).statusCode, 200);
    });

    test('the link ends when the factor is activated, replaced or removed, or its user deactivated', async () => {
      const { calls, path, id, secret } = await enrolled('GOOGLE');
      await calls.activate(id, authenticator(secret, w.clock).code());
      assert.equal((await get(path)).statusCode, 404);
      const second = await enrolled('GOOGLE');
      await second.calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
      assert.equal((await get(second.path)).statusCode, 404);
      const third = await enrolled('OKTA');
      await third.calls.remove(third.id);
      assert.equal((await get(third.path)).statusCode, 404);
      const fourth = await enrolled('OKTA');
      assert.equal((await get(fourth.path)).statusCode, 200);
      await w.store.apply([{ do: 'saveUser', user: { ...fourth.user, status: 'DEPROVISIONED' } }]);
      assert.equal((await get(fourth.path)).statusCode, 404);
    });

    test('the request log has the route, never the token', async () => {
      const { path } = await enrolled('OKTA');
      await get(path);
      const token = path.split('/').at(-1) as string;
      assert.equal(lines.at(-1)?.route, '/api/v1/users/:userId/factors/:factorId/qr/:token');
      assert.ok(!JSON.stringify(lines).includes(token));
    });
  });
}
