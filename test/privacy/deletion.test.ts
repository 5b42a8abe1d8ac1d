import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Vault } from '../../src/crypto/vault.ts';
import { shownState } from '../../src/operations/factors/shownState.ts';
import { exportUser } from '../../src/store/privacy/exportUser.ts';
import { disclosures } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { everything, withWord } from '../support/privacy/everything.ts';
import { ada, createAda, deleteUser, live, token } from '../support/privacy/life.ts';
import { activeUser, USERS } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

/** All texts in a document, however deep, that are long enough to be keys, digests or codes. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length >= 6 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

for (const engine of ENGINES) {
  describe(`a person who is deleted: ${engine}`, () => {
    let w: World;
    let userId: string;
    before(async () => {
      w = await world(engine);
      userId = await createAda(w);
      await live(w, userId);
    });
    after(() => w.close());

    test('before the deletion all there is about them is found in the database', async () => {
      const texts = await everything(w);
      const missing = Object.entries(ada).filter(([, word]) => withWord(texts, word).length === 0);
      assert.deepEqual(missing, []);
    });

    test('an export of them is all that they told, with no secret and nothing of anybody else', async () => {
      const other = await activeUser(w, { email: 'other@else.example' });
      const vault = w.services.seals as Vault;
      const factors = await w.store.factors.list(userId);
      const shown = new Map(factors.map((factor) => [factor.id, shownState(factor)]));
      const exported = JSON.stringify((await exportUser({ engine: w.engine, vault, shown }, userId)).held);
      assert.deepEqual(
        Object.entries(ada).filter(([, word]) => !exported.toLowerCase().includes(word.toLowerCase())),
        [],
      );
      assert.ok(!exported.includes(other.id) && !exported.includes('other@else.example'));
      const [user = {}] = await w.engine.read({
        text: 'select password_hash, recovery_answer_hash from users where id = $1',
        values: [userId],
      });
      const codes = w.sent.flatMap(({ values: { code } }) => (code === undefined ? [] : [code]));
      // The id of a challenge names its message, too.
      const ids = (await w.store.messages.ofUser(userId)).map(({ challengeId }) => challengeId);
      const told = new Set([...ids, ...textsIn([...shown.values()])]);
      const hidden = factors.flatMap(({ state }) => textsIn(state)).filter((text) => !told.has(text));
      const secrets = [...Object.values(user).map(String), ...codes, ...hidden];
      assert.ok(codes.length === 3 && hidden.length > 3);
      assert.deepEqual(
        secrets.filter((secret) => disclosures([exported], [secret]).length > 0),
        [],
      );
    });

    test('after it nothing is found, in no table and under no seal, but ids, which the log keeps', async () => {
      const factorIds = (await w.store.factors.envelopes(userId)).map(({ id }) => id);
      await deleteUser(w, userId);
      const texts = await everything(w);
      const found = Object.values(ada).flatMap((word) => withWord(texts, word));
      assert.deepEqual(found, []);
      const log = texts.filter((text) => text.startsWith('log '));
      for (const id of [userId, ...factorIds]) assert.ok(withWord(log, id).length > 0, id);
      const tables = new Set(texts.filter((text) => text.includes(userId)).map((text) => text.split(' ')[0]));
      assert.deepEqual([...tables].sort(), ['erasures', 'log']);
    });

    test('who deleted them is in the log, from where, and when', async () => {
      const entries = await w.store.log.ofUser(userId);
      const deleted = entries.find(({ event }) => event === 'user.lifecycle.delete.completed');
      assert.ok(deleted?.actor && deleted.requestId);
      assert.deepEqual(deleted.principal?.roles, ['SUPER_ADMIN']);
    });

    test('a request that is repeated with its Idempotency-Key does not create them anew', async () => {
      const answer = await w.call('POST', USERS, { profile: { login: 'x' } }, token('create'));
      assert.ok(answer.status >= 400);
      assert.equal(await w.store.users.byLogin(ada.login), undefined);
    });

    test('what was under way is erased an hour later, and then nothing is left to do', async () => {
      const now = w.clock.now();
      const { userAgent, address } = ada;
      const entry = {
        at: now,
        event: 'cofactor.factor.challenge',
        outcome: 'SUCCESS',
        userId,
        address,
        userAgent,
      } as const;
      await w.store.apply([
        { do: 'log', entry },
        { do: 'remember', key: `half:x@y`, until: now },
      ]);
      await w.services.erase();
      assert.ok(withWord(await everything(w), address).length > 0);
      w.clock.advance({ minutes: 61 });
      await w.services.erase();
      assert.deepEqual(withWord(await everything(w), address), []);
      assert.deepEqual(await w.engine.read({ text: 'select * from erasures', values: [] }), []);
    });
  });

  test(`the address of an administrator who deleted somebody stays, until they are deleted themselves: ${engine}`, async (t) => {
    const w = await world(engine);
    t.after(() => w.close());
    const userId = await createAda(w);
    const boss = '00uboss';
    const principal = { kind: 'session', userId: boss } as const;
    const entry = { event: 'user.account.update_profile', outcome: 'SUCCESS', userId, address: '203.0.113.5' } as const;
    await w.store.apply([{ do: 'log', entry: { at: w.clock.now(), ...entry, principal, actor: 'session1' } }]);
    await deleteUser(w, userId);
    assert.equal(withWord(await everything(w), '203.0.113.5').length, 1);
    await w.engine.write(function* () {
      yield { text: 'insert into erasures (user_id, passes, due_ms) values ($1, 1, 0)', values: [boss] };
    });
    await w.services.erase();
    assert.deepEqual(withWord(await everything(w), '203.0.113.5'), []);
  });
}
