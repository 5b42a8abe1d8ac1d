import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import pg from 'pg';
import { ENGINES, type EngineName } from '../support/engines.ts';
import { askToken, assertion, keyPair, newApp } from '../support/oauth/app.ts';
import { type World, world } from '../support/world.ts';

type ReadOnly = (value: 'on' | 'off') => Promise<unknown>;

/** Makes the database of a world one that can only be read, and back. */
const switches: Readonly<Record<EngineName, (w: World, t: TestContext) => Promise<ReadOnly>>> = {
  sqlite: async (w) => (value) => w.engine.read({ text: `pragma query_only = ${value}`, values: [] }),
  async postgres(w, t) {
    const [found] = await w.engine.read({ text: 'select current_database() as name', values: [] });
    const name = String(found?.name);
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    t.after(() => client.end());
    return async (value) => {
      await client.query(`alter database ${pg.escapeIdentifier(name)} set default_transaction_read_only = ${value}`);
      // Sessions that are open keep what they began with; their ends take a moment.
      const open = 'from pg_stat_activity where datname = $1';
      while ((await client.query(`select pid, pg_terminate_backend(pid) ${open}`, [name])).rowCount);
    };
  },
};

const answerOf = ({ status, body, headers }: Awaited<ReturnType<typeof askToken>>) => [
  status,
  body.error,
  headers['cache-control'],
];
const NO_STORE = 'no-cache, no-store';

for (const engine of ENGINES) {
  describe(`token requests while the database can only be read: ${engine}`, () => {
    test('a refusal is told as ever, the operator hears that the log lacks it, and a right request is to come again', async (t) => {
      const failures: string[] = [];
      const w = await world(engine, { log: { request() {}, failure: (error) => void failures.push(String(error)) } });
      t.after(() => w.close());
      const [key, thief] = [await keyPair(), await keyPair()];
      const app = await newApp(w, { keys: [key] });
      const ask = async (by = key, clientId = app.id) =>
        askToken(w, { client_assertion: await assertion(w, clientId, by) });
      assert.equal((await ask()).status, 200);
      const readOnly = await switches[engine](w, t);
      await readOnly('on');
      const noted = failures.length;
      assert.deepEqual(answerOf(await ask({ ...thief, kid: key.kid })), [401, 'invalid_client', NO_STORE]);
      assert.deepEqual(answerOf(await ask(key, '0oaNobody0000000000')), [401, 'invalid_client', NO_STORE]);
      assert.equal(failures.length, noted + 2, failures.join('\n'));
      assert.deepEqual(answerOf(await ask()), [503, 'temporarily_unavailable', NO_STORE]);
      await readOnly('off');
      let later = await ask();
      // A connection that was ended is noticed when it is used.
      for (let tries = 0; later.status === 503 && tries < 50; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        later = await ask();
      }
      assert.equal(later.status, 200);
    });
  });
}
