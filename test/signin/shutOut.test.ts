import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { CHOSEN, recoveryLink, setUpCalls } from '../support/signin/setUpCalls.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { PASSWORD, USERS } from '../support/users/userCalls.ts';
import { BASE, type World, world } from '../support/world.ts';

const NEW = 'Battery5Staples';
const WRONG = 'Wrong4Horses';
const HERE = '203.0.113.9';
const ELSEWHERE = '203.0.113.77';

for (const engine of ENGINES) {
  describe(`outsiders use up the guesses that strangers have at an administrator’s password: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const from = async (remoteAddress: string, url: string, payload: object | string, type = 'application/json') => {
      const headers = { origin: BASE, 'content-type': type };
      const reply = await w.app.inject({ method: 'POST', url, payload, headers, remoteAddress });
      return { status: reply.statusCode, text: reply.body };
    };
    const password = async (address: string, login: string, text: string) =>
      (await from(address, '/admin/signin/password', { login, password: text })).status;
    /** Twenty addresses, five wrong passwords each. */
    async function shut(login: string): Promise<void> {
      for (let n = 0; n < 100; n++) await password(`198.51.100.${1 + Math.floor(n / 5)}`, login, WRONG);
      assert.equal(await password(HERE, login, PASSWORD), 429, 'a new address is shut');
    }

    test('attack: twenty addresses keep an administrator out of every new one; a link to set a password opens it', async () => {
      const { id, login } = await consoleUser(w);
      await shut(login);
      const { resetPasswordUrl } = (await w.call('POST', `${USERS}/${id}/lifecycle/reset_password?sendEmail=false`))
        .body;
      const form = new URLSearchParams({ username: login, password: NEW, again: NEW }).toString();
      const set = await from(HERE, resetPasswordUrl.slice(BASE.length), form, 'application/x-www-form-urlencoded');
      assert.equal(set.status, 200, set.text);
      assert.equal(await password(HERE, login, NEW), 200);
      assert.equal(await password(ELSEWHERE, login, NEW), 429, 'elsewhere nothing has changed');
      const guesses = [];
      for (let n = 0; n < 7; n++) guesses.push(await password(HERE, login, WRONG));
      assert.deepEqual(guesses, [401, 401, 401, 401, 401, 429, 429], 'guesses there are counted');
    });

    test('attack: who reads an administrator’s mail becomes known by a link, and guesses codes without end', async () => {
      const { id, login, factorId, app } = await consoleUser(w);
      const { resetPasswordUrl } = (await w.call('POST', `${USERS}/${id}/lifecycle/reset_password?sendEmail=false`))
        .body;
      const form = new URLSearchParams({ username: login, password: NEW, again: NEW }).toString();
      await from(HERE, resetPasswordUrl.slice(BASE.length), form, 'application/x-www-form-urlencoded');
      assert.deepEqual(await w.store.requesters.known(id, [HERE]), [], 'the address is a stranger to the factors');
      const { text } = await from(HERE, '/admin/signin/password', { login, password: NEW });
      const step = { state: JSON.parse(text).state, factorId, answer: { passCode: app.wrong() } };
      assert.equal((await from(HERE, '/admin/signin/factor', step)).status, 403);
      assert.deepEqual(await w.store.requesters.known(id, [HERE]), []);
    });

    test('attack: the same; cofactor admin recover makes the address known where its link is used', async () => {
      const { login } = await consoleUser(w);
      await shut(login);
      const calls = setUpCalls(w);
      const token = await recoveryLink(w, login);
      const { state, app } = await calls.ready(token);
      const answer = { state, answer: { passCode: app.code() } };
      assert.equal((await from(HERE, '/admin/setup/answer', answer)).status, 200);
      assert.equal(await password(HERE, login, CHOSEN), 200);
      assert.equal(await password(ELSEWHERE, login, CHOSEN), 429, 'elsewhere nothing has changed');
    });
  });
}
