import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { administrator, apiToken } from '../support/access/administrators.ts';
import { head, type RawAnswer, sendBytes } from '../support/http/bytes.ts';
import { bearerToken, keyPair, newApp } from '../support/oauth/app.ts';
import { person } from '../support/users/people.ts';
import { USERS } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

describe('requests that are written so that the gate might read another one', () => {
  let w: World;
  /** Tokens that may only read, and one that may do everything. */
  let reader: string;
  let all: string;
  before(async () => {
    w = await world();
    await w.app.listen({ port: 0, host: '127.0.0.1' });
    reader = (await apiToken(w, { role: 'READ_ONLY_ADMIN' })).secret;
    all = w.token;
  });
  after(() => w.close());

  const send = (method: string, path: string, ...headers: readonly string[]): Promise<RawAnswer> =>
    sendBytes(w.app, `${head(method, path, 'Connection: close', ...headers)}\r\n`);
  const bearing = (token: string, scheme = 'SSWS') => `Authorization: ${scheme} ${token}`;
  async function withFactor(userId: string): Promise<void> {
    const question = { question: 'disliked_food', answer: 'mayonnaise' };
    const body = { factorType: 'question', provider: 'OKTA', profile: question };
    assert.equal((await w.call('POST', `${USERS}/${userId}/factors`, body)).status, 200);
  }
  /** A person with a factor, and a call that takes it away. */
  async function victim() {
    const user = await person(w);
    await withFactor(user.id);
    const unharmed = async (why: string) => assert.equal((await w.store.factors.list(user.id)).length, 1, why);
    return { id: user.id, reset: `${USERS}/${user.id}/lifecycle/reset_factors`, unharmed };
  }

  test('attack: HEAD and OPTIONS, with a token that may not, with none, and with one that may', async () => {
    const { secret: scoped } = await apiToken(w, { scopes: ['okta.logs.read'] });
    const status = async (method: string, path: string, ...headers: readonly string[]) =>
      (await w.app.inject({ method: method as 'HEAD', url: path, headers: headerOf(headers) })).statusCode;
    assert.equal(await status('HEAD', USERS), 401);
    assert.equal(await status('HEAD', USERS, bearing(scoped)), 403);
    assert.equal(await status('HEAD', USERS, bearing(reader)), 200);
    const { reset, unharmed } = await victim();
    for (const method of ['HEAD', 'OPTIONS', 'TRACE', 'PATCH']) {
      assert.equal(await status(method, reset, bearing(all)), 405, method);
      await unharmed(method);
    }
  });

  test('attack: a scheme or a token in other letters', async () => {
    const { id, reset } = await victim();
    for (const scheme of ['ssws', 'SsWs']) {
      assert.equal((await send('GET', `${USERS}/${id}`, bearing(reader, scheme))).status, 200);
      assert.equal((await send('POST', reset, bearing(reader, scheme))).status, 403);
    }
    assert.match(reader, /^cof_/);
    for (const token of [reader.replace('cof_', 'COF_'), reader.toUpperCase(), reader.toLowerCase()]) {
      assert.equal((await send('GET', USERS, bearing(token))).status, 401, token.slice(0, 4));
    }
    const key = await keyPair();
    const app = await newApp(w, { keys: [key], scopes: ['okta.users.read'] });
    const token = await bearerToken(w, app, key);
    for (const scheme of ['BEARER', 'bearer']) {
      assert.equal((await send('GET', USERS, bearing(token, scheme))).status, 200);
      assert.equal((await send('POST', reset, bearing(token, scheme))).status, 403);
    }
  });

  test('attack: two Authorization headers; what the second one may do is not added to the first', async () => {
    const { reset, unharmed } = await victim();
    const key = await keyPair();
    const app = await newApp(w, { keys: [key], scopes: ['okta.users.read'] });
    const weak = [bearing(reader), bearing(await bearerToken(w, app, key), 'Bearer')];
    for (const first of weak) {
      for (const second of [bearing(all), `authorization: SSWS ${all}`]) {
        const { status } = await send('POST', reset, first, second);
        assert.ok(status === 403 || status === 400, `${first.slice(0, 22)} ${status}`);
        await unharmed(first);
      }
    }
    for (const joined of [`SSWS ${reader}, SSWS ${all}`, `SSWS ${reader} ${all}`, `Bearer x, SSWS ${all}`]) {
      const { status } = await send('POST', reset, `Authorization: ${joined}`);
      assert.ok(status === 401 || status === 403, joined.slice(0, 5));
      await unharmed(joined);
    }
  });

  test('attack: another method than that of the request line is named in a header or in the query', async () => {
    const { id, reset, unharmed } = await victim();
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', '_method']) {
      for (const path of [`${USERS}/${id}`, `${USERS}/${id}?_method=DELETE`]) {
        const answer = await send('GET', path, bearing(all), `${name}: DELETE`);
        assert.equal(answer.body.id, id);
      }
      assert.equal((await send('GET', reset, bearing(all), `${name}: POST`)).status, 405);
      await unharmed(name);
    }
    for (const name of ['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Prefix']) {
      assert.equal(
        (await send('POST', `${USERS}/nobody/lifecycle/unlock`, bearing(reader), `${name}: ${USERS}`)).status,
        403,
      );
    }
  });

  test('attack: the path is written in other ways, by a token that may only read', async () => {
    const { id, reset, unharmed } = await victim();
    const ways = [
      reset,
      `http://cofactor.test${reset}`,
      `https://evil.example${reset}`,
      `//${reset.slice(1)}`,
      reset.replaceAll('/', '//'),
      `${reset}/`,
      `${reset}//`,
      `${reset};`,
      `${reset};x=1`,
      `${reset}.json`,
      `${reset}%20`,
      `${reset}%00`,
      `${reset}?`,
      `${reset}#`,
      `${reset}%3Fx`,
      reset.replace('users', 'Users'),
      reset.replace('reset_factors', 'RESET_FACTORS'),
      reset.replace('reset', '%72eset'),
      reset.replace('/lifecycle', '%2Flifecycle'),
      reset.replace('/lifecycle', '/./lifecycle'),
      reset.replace('/lifecycle', '/%2e/lifecycle'),
      reset.replace('/lifecycle', '/x/../lifecycle'),
      reset.replace('/lifecycle', '/x/%2e%2e/lifecycle'),
      reset.replace('/lifecycle', '\\lifecycle'),
      `/api/v1/org/factors/../../users/${id}/lifecycle/reset_factors`,
      `/healthz/..${reset}`,
      `/.well-known/okta-organization/../..${reset}`,
    ];
    for (const path of ways) {
      const { status } = await send('POST', path, bearing(reader));
      assert.ok([400, 403, 404].includes(status), `${path} ${status}`);
      await unharmed(path);
    }
    assert.equal((await send('POST', `${reset}/`, bearing(all))).status, 200);
    await assert.rejects(unharmed('of who may'), 'the call does what it is refused for');
  });

  test('attack: a person above the caller is named in other ways', async () => {
    const { user: chief } = await administrator(w, 'SUPER_ADMIN');
    await withFactor(chief.id);
    const { secret } = await apiToken(w, { role: 'USER_ADMIN' });
    const { login } = chief.profile;
    const hex = (text: string) => [...text].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
    const names = [chief.id, hex(chief.id), login, login.toUpperCase(), encodeURIComponent(login), hex(login)];
    for (const name of [...names, `${chief.id}%20`, `%20${chief.id}`, `${chief.id};x`, login.split('@')[0]]) {
      for (const tail of ['/lifecycle/reset_factors', '/lifecycle/reset_factors/', '//lifecycle//reset_factors']) {
        const { status } = await send('POST', `${USERS}/${name}${tail}`, bearing(secret));
        assert.ok(status === 403 || status === 404, `${name}${tail} ${status}`);
      }
    }
    for (const name of names) {
      assert.equal((await send('POST', `${USERS}/${name}/lifecycle/reset_factors`, bearing(secret))).status, 403, name);
    }
    assert.equal((await w.store.factors.list(chief.id)).length, 1);
  });

  test('attack: a device’s statement, or another scheme, where an API token is wanted', async () => {
    for (const value of ['Device e30.e30.AAAA', `Basic ${btoa(`x:${all}`)}`, `Token ${all}`, all, `SSWS${' '}`]) {
      assert.equal((await send('GET', USERS, `Authorization: ${value}`)).status, 401, value.slice(0, 6));
    }
    assert.equal((await send('GET', `${USERS}?access_token=${all}&token=${all}`)).status, 401, 'in the query');
  });
});

const headerOf = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
