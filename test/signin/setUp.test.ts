import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { atOnce, count } from '../support/parallel.ts';
import { CHOSEN, createdLink, recoveryLink, setUpCalls } from '../support/signin/setUpCalls.ts';
import { consoleUser, cookieOf } from '../support/signin/signInCalls.ts';
import { activeUser, eventsOf, PASSWORD } from '../support/users/userCalls.ts';
import { type Answer, BASE, type World, world } from '../support/world.ts';

const isOver = ({ status, headers }: Answer) => status === 401 && headers['cofactor-reason'] === 'LINK_OVER';

for (const engine of ENGINES) {
  describe(`links by which administrators set themselves up: ${engine}`, () => {
    let w: World;
    let calls: ReturnType<typeof setUpCalls>;
    let login: string;
    let people = 0;
    before(async () => {
      w = await world(engine);
      calls = setUpCalls(w);
    });
    after(() => w.close());
    beforeEach(() => {
      login = `ada${++people}@example.com`;
      // Whoever asks from one address is counted by the minute.
      w.clock.advance({ minutes: 2 });
    });
    const as = (cookie: string, method: string, path: string) =>
      w.call(method, path, undefined, { token: null, headers: { cookie, origin: BASE } });
    const userOf = async () => {
      const user = await w.store.users.byLogin(login);
      assert.ok(user);
      return user;
    };
    const activeFactors = async (id: string) =>
      (await w.store.factors.envelopes(id)).filter(({ status }) => status === 'ACTIVE');

    test('a new person sets password and factor, is signed in with the role, and signs in with both from then on', async () => {
      const token = await createdLink(w, login);
      assert.match(token, /^[\w-]{43}$/);
      const opened = await calls.post('link', { token });
      assert.equal(opened.body.login, login);
      assert.match(opened.body.requirements, /at least 8 characters/);
      const ready = await calls.ready(token);
      const done = await calls.finish(ready);
      assert.deepEqual(done.body, { status: 'SUCCESS', login, roles: ['SUPER_ADMIN'] });
      assert.equal((await as(cookieOf(done), 'GET', '/api/v1/users/me')).body.status, 'ACTIVE');
      w.clock.advance({ seconds: 30 });
      const headers = { origin: BASE };
      const body = { login, password: CHOSEN };
      const { state, factors } = (await w.call('POST', '/admin/signin/password', body, { token: null, headers })).body;
      const answer = { passCode: ready.app.code() };
      const again = { state, factorId: factors[0].id, answer };
      assert.equal((await w.call('POST', '/admin/signin/factor', again, { token: null, headers })).status, 200);
    });

    test('until the factor is proven nothing has changed, and the link goes on working', async () => {
      const token = await createdLink(w, login);
      const { state, app } = await calls.ready(token);
      const wrong = await calls.post('answer', { state, answer: { passCode: app.wrong() } });
      assert.equal(wrong.status, 403);
      const user = await userOf();
      assert.deepEqual([user.status, user.passwordHash, await activeFactors(user.id)], ['PROVISIONED', undefined, []]);
      assert.equal((await calls.finish({ state, app })).status, 200);
    });

    test('a weak password is refused before anything else', async () => {
      const token = await createdLink(w, login);
      assert.equal((await calls.post('password', { token, password: 'weak' })).status, 400);
    });

    test('attack: a link that was used is used again, from its beginning and from a state of before', async () => {
      const token = await createdLink(w, login);
      const [first, second] = [await calls.ready(token), await calls.ready(token, 'Others8Zebras')];
      assert.equal((await calls.finish(second)).status, 200);
      for (const step of [
        () => calls.post('link', { token }),
        () => calls.post('password', { token, password: CHOSEN }),
        () => calls.post('factor', { state: first.state, kind: 'totp' }),
        () => calls.finish(first),
      ]) {
        assert.ok(isOver(await step()));
      }
      assert.equal((await activeFactors((await userOf()).id)).length, 1);
    });

    test('attack: somebody who saw the link races its owner; one gets in, and no factor of the other stays', async () => {
      const token = await createdLink(w, login);
      // A security key and an app, so that neither takes the place of the other while they are pending.
      const { body } = await calls.post('password', { token, password: CHOSEN });
      const ready = await calls.ready(token);
      assert.equal((await calls.post('factor', { state: body.state, kind: 'webauthn' })).status, 200);
      const answers = await atOnce(5, () => calls.finish(ready));
      assert.equal(count(answers, 200), 1, JSON.stringify(answers.map(({ status }) => status)));
      const { id } = await userOf();
      assert.equal((await activeFactors(id)).length, 1);
      assert.equal((await w.store.sessions.ofUser(id)).length, 1);
    });

    test('attack: an hour after it was printed a link opens nothing, nor does a state that was begun with it', async () => {
      const token = await createdLink(w, login);
      const begun = await calls.ready(token);
      w.clock.advance({ minutes: 60 });
      assert.ok(isOver(await calls.post('link', { token })));
      assert.ok(isOver(await calls.finish(begun)));
    });

    test('attack: a newer link, another password and a lost role each end the link of before', async () => {
      const older = await createdLink(w, login);
      const token = await createdLink(w, login);
      assert.ok(isOver(await calls.post('link', { token: older })));
      const begun = await calls.ready(token);
      const { id } = await userOf();
      await w.call('POST', `/api/v1/users/${id}`, { credentials: { password: { value: 'Better5Horses' } } });
      assert.ok(isOver(await calls.finish(begun)), 'another password');
      const last = await createdLink(w, login);
      const later = await calls.ready(last);
      await consoleUser(w);
      const [role] = await w.store.roles.ofUser(id);
      await w.call('DELETE', `/api/v1/users/${id}/roles/${role?.id}`);
      assert.ok(isOver(await calls.finish(later)), 'no role');
    });

    test('attack: the link of one person finishes no set-up of another, and is no link of the password page', async () => {
      const [mine, hers] = [await createdLink(w, `eve.${login}`), await createdLink(w, login)];
      const eve = await calls.ready(mine);
      const ada = await calls.ready(hers);
      assert.equal((await calls.finish({ state: eve.state, app: ada.app })).status, 403, 'her code');
      for (const path of [`/reset_password/${hers}`, `/tokens/${hers}/verify`]) {
        assert.equal((await w.app.inject({ method: 'GET', url: path })).statusCode, 404, path);
      }
      assert.equal((await calls.finish(ada)).body.login, login);
    });

    test('attack: a link for setting a password enrolls no factor', async () => {
      const { id } = await activeUser(w, { login });
      await w.call('POST', `/api/v1/users/${id}/roles`, { type: 'SUPER_ADMIN' });
      const reset = (await w.call('POST', `/api/v1/users/${id}/lifecycle/reset_password?sendEmail=false`)).body;
      const token = reset.resetPasswordUrl.split('/').at(-1);
      assert.ok(isOver(await calls.post('password', { token, password: CHOSEN })));
    });

    test('whoever knows the password of a person without a factor enrolls none', async () => {
      const user = await activeUser(w, { login });
      await w.call('POST', `/api/v1/users/${user.id}/roles`, { type: 'SUPER_ADMIN' });
      const body = { login, password: PASSWORD };
      const reply = await w.call('POST', '/admin/signin/password', body, { token: null, headers: { origin: BASE } });
      assert.deepEqual([reply.status, reply.body.state], [401, undefined]);
      const token = await createdLink(w, login);
      assert.equal((await calls.finish(await calls.ready(token))).status, 200, 'the operator’s link says so');
    });

    test('recovery ends sessions, password and factors of sign-in at once, keeps the others, and starts over by its link', async () => {
      const ada = await consoleUser(w);
      const cookie = await ada.signIn();
      const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+15554154711' } };
      const phone = (await w.call('POST', `/api/v1/users/${ada.id}/factors`, sms)).body;
      const { state } = (await ada.password()).body;
      const token = await recoveryLink(w, ada.login);
      assert.equal((await as(cookie, 'GET', '/api/v1/users/me')).status, 403);
      assert.equal((await ada.password()).status, 401, 'the password of before');
      w.clock.advance({ seconds: 30 });
      assert.equal((await ada.factor(state)).status, 401, 'a sign-in of before');
      assert.deepEqual(
        (await w.store.factors.envelopes(ada.id)).map(({ id }) => id),
        [phone.id],
      );
      const done = await calls.finish(await calls.ready(token));
      assert.deepEqual(done.body.roles, ['SUPER_ADMIN']);
      assert.equal((await as(cookieOf(done), 'GET', '/api/v1/users/me')).status, 200);
    });

    test('links are in no row of the database, and the log says that there was one', async () => {
      const token = await createdLink(w, login);
      assert.deepEqual(
        (await everyRow(w)).filter((row) => row.includes(token)),
        [],
      );
      assert.ok((await eventsOf(w, (await userOf()).id)).includes('cofactor.admin.link'));
    });

    test('attack: another origin makes the calls, and a page is told nothing by guesses', async () => {
      const token = await createdLink(w, login);
      for (const origin of ['https://evil.example', 'null']) {
        assert.equal((await calls.post('link', { token }, { origin })).status, 403, origin);
      }
      const guess = () => calls.post('link', { token: 'A'.repeat(43) });
      assert.ok(isOver(await guess()));
      const answers = await atOnce(101, guess);
      assert.ok(count(answers, 429) > 0, 'guesses are counted');
    });
  });
}
