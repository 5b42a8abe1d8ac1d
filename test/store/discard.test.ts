import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import type { LogEntry } from '../../src/domain/log/logEntry.ts';
import { countKeys, totalOf } from '../../src/store/sealed/countKeys.ts';
import { discard } from '../../src/store/sealed/discard.ts';
import { checkKeys, WrongKey } from '../../src/store/sealed/keyCheck.ts';
import { text } from '../../src/store/shared/columns.ts';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { sealedLife, totpUser } from '../support/store/sealedLife.ts';
import { anotherProcess, world } from '../support/world.ts';

const [LOST, NEW] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)] as const;
const [lostId, newId] = [LOST, NEW].map((key) => createVault([key]).keyIds[0]) as [string, string];

for (const engine of ENGINES) {
  describe(`a lost master key on ${engine}`, () => {
    const lived = async (t: TestContext) => {
      const w = await world(engine, { masterKeys: [LOST] });
      t.after(() => w.close());
      return { w, users: await sealedLife(w, [LOST], 2) };
    };
    const uses = async (w: { engine: Parameters<typeof countKeys>[0] }) =>
      (await countKeys(w.engine)).filter(({ keyId }) => keyId === lostId);

    test('after what it sealed was discarded, a process with another key starts, and factors are enrolled anew', async (t) => {
      const { w, users } = await lived(t);
      await assert.rejects(anotherProcess(w, { masterKeys: [NEW] }), (error) => {
        assert.ok(error instanceof WrongKey);
        assert.match(error.message, new RegExp(`cofactor reseal --discard ${lostId}$`));
        return true;
      });
      const [{ n } = { n: 0 }] = await w.engine.read({ text: 'select count(*) as n from factors', values: [] });
      const before = await uses(w);
      assert.equal(await discard(w.engine, lostId, before, w.clock.now()), Number(n));
      assert.equal(totalOf(await uses(w)), 0);
      const rows = await everyRow(w);
      assert.deepEqual(
        rows.filter((row) => new RegExp(`${lostId}[:.]`).test(row)),
        [],
      );

      const after = await anotherProcess(w, { masterKeys: [NEW] });
      const [{ path } = { path: '' }] = users;
      const gone = await after.call('POST', path, { passCode: '123456' });
      assert.deepEqual([gone.status, gone.body.errorCode], [404, 'E0000007']);
      const late = await totpUser({ ...w, call: after.call, services: after.services });
      w.clock.advance({ seconds: 30 });
      assert.equal((await after.call('POST', late.path, { passCode: late.code() })).status, 200);
      await after.close();
    });

    test('the log tells of it, once for all and once to the user of each factor that went', async (t) => {
      const { w, users } = await lived(t);
      const before = await uses(w);
      const told: LogEntry[] = [];
      const factors = await discard(w.engine, lostId, before, w.clock.now(), (entry) => told.push(entry));
      const [said, ...more] = (await w.store.log.ofUser('')).filter(
        ({ event }) => event === 'cofactor.master_key.discard',
      );
      assert.deepEqual([said?.detail?.key, said?.detail?.factors, more], [lostId, String(factors), []]);
      assert.equal(said?.detail?.message_providers, '1');
      // The audit log has each of these lines, under the id it is stored with.
      assert.equal(told.length, factors + 1);
      assert.equal(told.at(-1)?.event, 'cofactor.master_key.discard');
      const stored = await w.engine.read({ text: 'select id from log where at >= $1', values: [text(w.clock.now())] });
      const ids = new Set(stored.map(({ id }) => id));
      assert.ok(told.every(({ id }) => ids.has(id)));
      for (const { path } of users) {
        const [, userId = '', factorId] = /users\/(\w+)\/factors\/(\w+)/.exec(path) ?? [];
        const own = (await w.store.log.ofUser(userId)).filter(({ reason }) => reason === 'MASTER_KEY_LOST');
        assert.ok(own.some((entry) => entry.factorId === factorId && entry.event === 'user.mfa.factor.deactivate'));
      }
    });

    test('what other keys have sealed stays, and the records of messages stay without their recipients', async (t) => {
      const { w } = await lived(t);
      const process = await anotherProcess(w, { masterKeys: [NEW, LOST] });
      const kept = await totpUser({ ...w, call: process.call, services: process.services });
      await process.close();
      const count = async (what: string) =>
        Number((await w.engine.read({ text: `select count(*) as n from ${what}`, values: [] }))[0]?.n);
      const messages = await count('messages');
      const foreign = (await countKeys(w.engine)).filter(({ keyId }) => keyId === newId);
      await discard(w.engine, lostId, await uses(w), w.clock.now());
      assert.ok(messages > 0);
      assert.equal(await count('messages'), messages);
      assert.equal(await count('messages where address is not null or address_hash is not null'), 0);
      assert.deepEqual(await countKeys(w.engine), foreign);
      await checkKeys(w.engine, createVault([NEW]));
      const after = await anotherProcess(w, { masterKeys: [NEW] });
      w.clock.advance({ seconds: 30 });
      assert.equal((await after.call('POST', kept.path, { passCode: kept.code() })).status, 200);
      await after.close();
    });
  });
}
