import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { BASE, type World } from '../support/world.ts';

const USERS = '/api/v1/users';
const profile = { firstName: 'Ada', lastName: 'Lovelace', login: 'ada@example.com', email: 'ada@example.com' };
const GOOD = 'Correct4Horses';

for (const engine of ENGINES) {
  describe(`links by which users set a password: ${engine}`, () => {
    let w: World;
    let id: string;
    eachWorld(engine, async (fresh) => {
      w = fresh;
      id = (await w.call('POST', `${USERS}?activate=false`, { profile })).body.id;
    });
    const step = (name: string) => w.call('POST', `${USERS}/${id}/lifecycle/${name}?sendEmail=false`);
    const statusOf = async () => (await w.call('GET', `${USERS}/${id}`)).body.status;
    const open = (url: string) => w.app.inject({ method: 'GET', url: url.slice(BASE.length) });
    const set = (url: string, password: string, again = password) =>
      w.app.inject({
        method: 'POST',
        url: url.slice(BASE.length),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ username: 'x', password, again }).toString(),
      });
    const knows = async (password: string) => {
      const body = { oldPassword: { value: password }, newPassword: { value: 'Battery5Staples' } };
      return (await w.call('POST', `${USERS}/${id}/credentials/change_password`, body)).status === 200;
    };

    test('the reply to activate has a URL and its token, and the page sets the password', async () => {
      const { status, body } = await step('activate');
      assert.equal(status, 200);
      assert.match(body.activationToken, /^[\w-]{43}$/);
      assert.equal(body.activationUrl, `${BASE}/tokens/${body.activationToken}/verify`);
      assert.equal((await set(body.activationUrl, GOOD)).statusCode, 200);
      assert.equal(await statusOf(), 'ACTIVE');
      assert.ok(await knows(GOOD));
    });

    test('the reply to reset_password has a URL, and the password before does not count any more', async () => {
      await w.call('POST', `${USERS}/${id}`, { credentials: { password: { value: 'Former6Ponies' } } });
      await step('activate');
      const { body } = await step('reset_password');
      assert.match(body.resetPasswordUrl, new RegExp(`^${BASE}/reset_password/[\\w-]{43}$`));
      assert.deepEqual(Object.keys(body), ['resetPasswordUrl']);
      assert.equal((await set(body.resetPasswordUrl, GOOD)).statusCode, 200);
      assert.equal(await statusOf(), 'ACTIVE');
      assert.ok(!(await knows('Former6Ponies')));
      assert.ok(await knows(GOOD));
    });

    test('opening the page, as often as one likes, uses nothing up', async () => {
      const { activationUrl } = (await step('activate')).body;
      for (let n = 0; n < 150; n++) assert.equal((await open(activationUrl)).statusCode, 200);
      assert.equal((await set(activationUrl, GOOD)).statusCode, 200);
    });

    test('a link is used once, of ten requests at once as well', async () => {
      const { activationUrl } = (await step('activate')).body;
      const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => set(activationUrl, `${GOOD}${n}`)));
      assert.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1);
      const again = await open(activationUrl);
      assert.equal(again.statusCode, 404);
      assert.match(again.body, /This link has been used/);
      assert.ok(!again.body.includes('@'), 'nobody is named');
    });

    test('a newer link ends the one before', async () => {
      const first = (await step('activate')).body;
      const second = (await step('reactivate')).body;
      assert.notEqual(first.activationToken, second.activationToken);
      assert.equal((await open(first.activationUrl)).statusCode, 404);
      assert.equal((await open(second.activationUrl)).statusCode, 200);
    });

    test('activation links live a week, reset links an hour', async () => {
      const { activationUrl } = (await step('activate')).body;
      w.clock.advance({ hours: 24 * 7 - 1 });
      assert.equal((await open(activationUrl)).statusCode, 200);
      w.clock.advance({ hours: 1 });
      assert.equal((await open(activationUrl)).statusCode, 404);
      assert.equal((await set(activationUrl, GOOD)).statusCode, 404);
      await w.call('POST', `${USERS}/${id}`, { credentials: { password: { value: GOOD } } });
      const { resetPasswordUrl } = (await step('reset_password')).body;
      w.clock.advance({ minutes: 59 });
      assert.equal((await open(resetPasswordUrl)).statusCode, 200);
      w.clock.advance({ minutes: 1 });
      assert.equal((await open(resetPasswordUrl)).statusCode, 404);
    });

    test('ATTACK a link outlives neither its user’s suspension, nor deactivation, nor another password', async () => {
      const { activationUrl } = (await step('activate')).body;
      await w.call('POST', `${USERS}/${id}`, { credentials: { password: { value: GOOD } } });
      assert.equal((await open(activationUrl)).statusCode, 404, 'another password');
      const { resetPasswordUrl } = (await step('reset_password')).body;
      await step('suspend');
      assert.equal((await set(resetPasswordUrl, 'Other7Words')).statusCode, 404, 'suspended');
      await step('unsuspend');
      assert.equal((await open(resetPasswordUrl)).statusCode, 200);
      await step('deactivate');
      await step('activate');
      assert.equal((await open(resetPasswordUrl)).statusCode, 404, 'deactivated');
    });

    test('a weak password, and two that differ, are refused, and the link goes on working', async () => {
      const { activationUrl } = (await step('activate')).body;
      const weak = await set(activationUrl, 'short');
      assert.equal(weak.statusCode, 400);
      assert.match(weak.payload, /role="alert".*at least 8 characters/);
      assert.match((await set(activationUrl, GOOD, `${GOOD}x`)).payload, /not the same/);
      assert.equal((await set(activationUrl, GOOD)).statusCode, 200);
    });

    test('ATTACK guessed links are counted, and after a hundred the network waits', async () => {
      const guess = () => open(`${BASE}/tokens/${'x'.repeat(43)}/verify`);
      for (let n = 0; n < 100; n++) assert.equal((await guess()).statusCode, 404);
      assert.equal((await guess()).statusCode, 429);
      w.clock.advance({ hours: 1 });
      assert.equal((await guess()).statusCode, 404);
    });

    test('ATTACK somebody with a link of their own that works has no more guesses for it', async () => {
      const { activationUrl } = (await step('activate')).body;
      const guess = async () => (await open(`${BASE}/tokens/${'x'.repeat(43)}/verify`)).statusCode;
      for (let n = 0; n < 100; n++) {
        assert.equal(await guess(), 404);
        if (n % 10 === 0) assert.equal((await open(activationUrl)).statusCode, 200);
      }
      assert.equal(await guess(), 429);
    });

    test('ATTACK the database and the log have the token nowhere', async () => {
      const { activationUrl, activationToken } = (await step('activate')).body;
      const user = await w.store.users.byId(id);
      assert.doesNotMatch(JSON.stringify(user), new RegExp(activationToken));
      await set(activationUrl, GOOD);
      const entries = await w.store.log.ofUser(id);
      assert.doesNotMatch(JSON.stringify(entries), new RegExp(activationToken));
      assert.equal(entries.filter(({ event }) => event === 'user.account.update_password').length, 1);
    });

    test('ATTACK a login with HTML in it is text on the page, and the page is told to nobody', async () => {
      const login = '"><script>alert(1)</script>@x';
      await w.call('POST', `${USERS}/${id}`, { profile: { login } });
      const page = await open((await step('activate')).body.activationUrl);
      assert.doesNotMatch(page.payload, /<script/);
      assert.equal(page.headers['referrer-policy'], 'no-referrer');
      assert.equal(page.headers['cache-control'], 'no-store');
      assert.match(String(page.headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
      assert.doesNotMatch(page.payload, /style=|<style/);
    });

    test('with sendEmail=true the link is mailed to the user, and the reply has none', async () => {
      assert.deepEqual((await w.call('POST', `${USERS}/${id}/lifecycle/activate?sendEmail=true`)).body, {});
      const [mail, ...others] = w.sent;
      assert.deepEqual([mail?.channel, mail?.to, others.length], ['email', 'ada@example.com', 0]);
      const url = mail?.values.code ?? '';
      assert.match(url, new RegExp(`^${BASE}/tokens/[\\w-]{43}/verify$`));
      const words = w.lastWords();
      assert.ok(words.text.includes(url) && words.text.includes('7 days'), words.text);
      const kept = JSON.stringify([await w.store.messages.ofUser(id), await w.store.log.ofUser(id)]);
      assert.ok(!kept.includes(url.split('/')[4] ?? ''), 'the token is in no record');
      assert.equal((await set(url, GOOD)).statusCode, 200);
    });

    test('when nobody takes the mail the caller hears so, and how to get the link', async () => {
      w.receipt = { accepted: false, attempts: [], reason: 'NO_PROVIDER' };
      const { status, body } = await w.call('POST', `${USERS}/${id}/lifecycle/activate?sendEmail=true`);
      assert.deepEqual([status, body.errorCode], [500, 'E0000138']);
      const [, path = ''] = /POST (\S+)/.exec(body.errorCauses.at(-1).errorSummary) ?? [];
      const again = await w.call('POST', path);
      assert.equal((await set(again.body.activationUrl, GOOD)).statusCode, 200);
    });

    test('without the parameter activate mails those who have no password, and reactivate answers with a link', async () => {
      assert.deepEqual((await w.call('POST', `${USERS}/${id}/lifecycle/activate`)).body, {});
      assert.deepEqual(
        w.sent.map(({ channel, to }) => [channel, to]),
        [['email', 'ada@example.com']],
      );
      const { body } = await w.call('POST', `${USERS}/${id}/lifecycle/reactivate`);
      assert.equal((await open(w.sent[0]?.values.code ?? '')).statusCode, 404, 'the newer link counts');
      assert.equal((await set(body.activationUrl, GOOD)).statusCode, 200);
      const other = { ...profile, login: 'grace@example.com', email: 'grace@example.com' };
      const staged = { profile: other, credentials: { password: { value: GOOD } } };
      const { id: withPassword } = (await w.call('POST', `${USERS}?activate=false`, staged)).body;
      assert.deepEqual((await w.call('POST', `${USERS}/${withPassword}/lifecycle/activate`)).body, {});
      assert.equal(w.sent.length, 1);
    });

    test('without the parameter a service that sends no mail activates all the same', async () => {
      w.receipt = { accepted: false, attempts: [], reason: 'NO_PROVIDER' };
      const { status, body } = await w.call('POST', `${USERS}/${id}/lifecycle/activate`);
      assert.deepEqual([status, body], [200, {}]);
      assert.equal(await statusOf(), 'PROVISIONED');
    });
  });
}
