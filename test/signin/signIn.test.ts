import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { atOnce, count } from '../support/parallel.ts';
import { consoleUser, cookieOf } from '../support/signin/signInCalls.ts';
import { PASSWORD } from '../support/users/userCalls.ts';
import { anotherProcess, BASE, type World } from '../support/world.ts';

const over = (answer: { readonly status: number }) => answer.status === 403;

for (const engine of ENGINES) {
  describe(`sign-in of administrators: ${engine}`, () => {
    let w: World;
    let ada: Awaited<ReturnType<typeof consoleUser>>;
    eachWorld(engine, async (begun) => {
      w = begun;
      ada = await consoleUser(w);
    });
    const as = (cookie: string, method: string, path: string, body?: object, headers: object = {}) =>
      w.call(method, path, body, { token: null, headers: { cookie, origin: BASE, ...headers } });

    test('password and factor give a cookie that acts with the roles of its person, on every process', async () => {
      const first = await ada.password();
      assert.deepEqual(first.body.factors, [
        { id: ada.factorId, factorType: 'token:software:totp', provider: 'GOOGLE' },
      ]);
      const second = await ada.factor(first.body.state);
      assert.deepEqual(second.body, { status: 'SUCCESS', login: ada.login, roles: ['SUPER_ADMIN'] });
      assert.match(
        String(second.headers['set-cookie']),
        /^__Host-cofactor-admin=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
      );
      const cookie = cookieOf(second);
      assert.equal((await as(cookie, 'GET', '/api/v1/users/me')).body.id, ada.id);
      const other = await anotherProcess(w);
      assert.equal(
        (await other.call('GET', '/api/v1/users/me', undefined, { token: null, headers: { cookie } })).status,
        200,
      );
      await other.close();
      assert.equal((await as(cookie, 'GET', '/admin/session')).body.login, ada.login);
    });

    test('signing out ends the session and takes the cookie away', async () => {
      const cookie = await ada.signIn();
      const left = await as(cookie, 'DELETE', '/admin/session');
      assert.equal(left.status, 204);
      assert.match(String(left.headers['set-cookie']), /Max-Age=0/);
      assert.ok(over(await as(cookie, 'GET', '/api/v1/users/me')));
    });

    test('a session ends after 15 minutes without a request, and after 12 hours with them', async () => {
      const idle = await ada.signIn();
      w.clock.advance({ minutes: 15 });
      assert.ok(over(await as(idle, 'GET', '/api/v1/users/me')));
      const busy = await ada.signIn();
      for (let minutes = 10; minutes < 720; minutes += 10) {
        w.clock.advance({ minutes: 10 });
        assert.equal((await as(busy, 'GET', '/api/v1/users/me')).status, 200, `${minutes}`);
      }
      w.clock.advance({ minutes: 10 });
      assert.ok(over(await as(busy, 'GET', '/api/v1/users/me')));
    });

    test('suspension, deactivation, reset and change of the password, and the loss of the factor end it for good', async () => {
      const passwords = { oldPassword: { value: PASSWORD }, newPassword: { value: 'Better5Horses' } };
      const ways: Readonly<Record<string, readonly (readonly [method: string, path: string, body?: object])[]>> = {
        suspended: [
          ['POST', '/lifecycle/suspend'],
          ['POST', '/lifecycle/unsuspend'],
        ],
        deactivated: [['POST', '/lifecycle/deactivate']],
        reset: [['POST', '/lifecycle/reset_password?sendEmail=false']],
        changed: [['POST', '/credentials/change_password', passwords]],
        'without its factor': [['DELETE', `/factors/:factorId`]],
      };
      for (const [name, calls] of Object.entries(ways)) {
        const bob = await consoleUser(w);
        const cookie = await bob.signIn();
        assert.equal((await as(cookie, 'GET', '/api/v1/users/me')).status, 200, name);
        w.clock.advance({ seconds: 1 });
        for (const [method, path, body] of calls) {
          const url = `/api/v1/users/${bob.id}${path.replace(':factorId', bob.factorId)}`;
          assert.match(String((await w.call(method, url, body)).status), /^20[04]$/, name);
        }
        assert.ok(over(await as(cookie, 'GET', '/api/v1/users/me')), name);
      }
    });

    test('sessions are listed without their secrets, and each or all are revoked', async () => {
      const one = await ada.signIn();
      w.clock.advance({ seconds: 30 });
      const two = await ada.signIn();
      const path = `/api/v1/users/${ada.id}/sessions`;
      const listed = (await w.call('GET', path)).body;
      assert.equal(listed.length, 2);
      assert.equal(JSON.stringify(listed).includes(one.split('=')[1] ?? ''), false);
      assert.equal((await w.call('DELETE', `${path}/${listed[0].id}`)).status, 204);
      assert.ok(over(await as(one, 'GET', '/api/v1/users/me')));
      assert.equal((await as(two, 'GET', '/api/v1/users/me')).status, 200);
      assert.equal((await w.call('DELETE', `${path}/${listed[0].id}`)).status, 404);
      assert.equal((await w.call('DELETE', path)).status, 204);
      assert.ok(over(await as(two, 'GET', '/api/v1/users/me')));
    });

    test('what is dangerous wants the factor again after 15 minutes, and goes on once it was given', async () => {
      let cookie = await ada.signIn();
      const dangerous = () => as(cookie, 'DELETE', `/api/v1/users/${ada.id}/factors/ost0000000000000000`);
      assert.equal((await dangerous()).status, 404);
      w.clock.advance({ minutes: 10 });
      await as(cookie, 'GET', '/api/v1/users/me');
      w.clock.advance({ minutes: 5 });
      const refused = await dangerous();
      assert.deepEqual([refused.status, refused.headers['cofactor-reason']], [403, 'PROOF_NEEDED']);
      for (const path of ['devices', 'lifecycle/activate/sms', 'lifecycle/activate/email']) {
        const invited = await as(cookie, 'POST', `/api/v1/users/${ada.id}/factors/ost0000000000000000/${path}`);
        assert.equal(invited.headers['cofactor-reason'], 'PROOF_NEEDED', path);
      }
      assert.equal((await as(cookie, 'GET', '/api/v1/users/me')).status, 200, 'reading goes on');
      const proven = await ada.post('/admin/session/proof', { answer: { passCode: ada.app.code() } }, { cookie });
      assert.equal(proven.body.status, 'SUCCESS');
      cookie = cookieOf(proven);
      assert.equal((await dangerous()).status, 404);
    });

    test('attack: session fixation; the cookie of before a factor was given again is over, and the session is the same one', async () => {
      const planted = await ada.signIn();
      const sessions = async () => (await w.call('GET', `/api/v1/users/${ada.id}/sessions`)).body;
      const [before] = await sessions();
      w.clock.advance({ seconds: 30 });
      const proof = { answer: { passCode: ada.app.code() } };
      const proven = await ada.post('/admin/session/proof', proof, { cookie: planted });
      assert.match(
        String(proven.headers['set-cookie']),
        /^__Host-cofactor-admin=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
      );
      const cookie = cookieOf(proven);
      assert.notEqual(cookie, planted);
      assert.ok(over(await as(planted, 'GET', '/api/v1/users/me')));
      assert.equal((await as(cookie, 'GET', '/api/v1/users/me')).status, 200);
      const [after, ...others] = await sessions();
      assert.deepEqual([after.id, after.created, others], [before.id, before.created, []]);
      w.clock.advance({ seconds: 30 });
      const wrong = await ada.post('/admin/session/proof', { answer: { passCode: ada.app.wrong() } }, { cookie });
      assert.equal(wrong.headers['set-cookie'], undefined);
      assert.equal((await as(cookie, 'GET', '/api/v1/users/me')).status, 200, 'a wrong answer changes nothing');
    });

    test('attack: a sign-in that was finished is replayed, also ten times at once', async () => {
      const { state } = (await ada.password()).body;
      assert.equal((await ada.factor(state)).status, 200);
      w.clock.advance({ seconds: 30 });
      const again = await ada.factor(state);
      assert.deepEqual([again.status, again.headers['cofactor-reason']], [401, 'SIGN_IN_OVER']);
      w.clock.advance({ seconds: 30 });
      const fresh = (await ada.password()).body.state;
      assert.equal(count(await atOnce(5, () => ada.factor(fresh)), 200), 1);
    });

    test('attack: a state is used after five minutes, or after the password was changed', async () => {
      const late = (await ada.password()).body.state;
      w.clock.advance({ minutes: 5 });
      assert.equal((await ada.factor(late)).status, 401);
      const stolen = (await ada.password()).body.state;
      await w.call('POST', `/api/v1/users/${ada.id}`, { credentials: { password: { value: 'Better5Horses' } } });
      assert.equal((await ada.factor(stolen)).status, 401);
    });
  });
}
