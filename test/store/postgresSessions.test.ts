import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Engine, type Steps, Undone } from '../../src/store/engine.ts';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { migrate } from '../../src/store/migrate.ts';
import { DatabaseUnavailable } from '../../src/store/shared/databaseUnavailable.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { ownPostgres } from '../support/ownPostgres.ts';
import { pgbouncer, pooled } from '../support/pgbouncer.ts';

const skip = !ENGINES.includes('postgres');
const settings = ['statement_timeout', 'enable_seqscan', 'idle_in_transaction_session_timeout'] as const;
const shown = { text: `select ${settings.map((name) => `current_setting('${name}') as ${name}`)}`, values: [] };

function* steps(): Steps<unknown> {
  const [row] = yield shown;
  return row;
}

/** The limits and the plans of each way in which statements are run. */
async function waysOf(engine: Engine) {
  const [alone] = (await engine.whole?.(shown)) ?? [];
  const [later] = (await engine.whole?.(shown, 'later')) ?? [];
  const searched = await sql`
    ${sql.raw(shown.text)}`.execute(engine.kysely);
  const inSteps = await engine.write(steps);
  const of = (row: unknown) => settings.map((name) => (row as Record<string, string>)[name]);
  return { alone: of(alone), later: of(later), inSteps: of(inSteps), search: of(searched.rows[0]) };
}

describe('sessions of PostgreSQL', { skip }, () => {
  const limits = {
    alone: ['3500ms', 'off', '0'],
    later: ['3500ms', 'off', '0'],
    inSteps: ['3500ms', 'on', '8s'],
    search: ['3500ms', 'on', '0'],
  };

  test('of our own have their limits and plans once, and a statement needs no BEGIN', async (t) => {
    const engine = openPostgres(await freshPostgresUrl(), () => {});
    t.after(() => engine.close());
    await migrate(engine.kysely as never);
    assert.deepEqual(await waysOf(engine), limits);
    // It cannot run within BEGIN and COMMIT.
    await engine.whole?.({ text: 'vacuum limits', values: [] });
  });

  test('behind a pooler have the same ones for each transaction', { skip: !pgbouncer }, async (t) => {
    const engine = openPostgres(await pooled(t, await freshPostgresUrl(), 'transaction', 5), () => {});
    t.after(() => engine.close());
    await migrate(engine.kysely as never);
    assert.deepEqual(await waysOf(engine), limits);
    await assert.rejects(async () => engine.whole?.({ text: 'vacuum limits', values: [] }), Undone);
  });

  for (const through of ['directly', 'through a pooler'] as const) {
    const without = through === 'through a pooler' && !pgbouncer;
    test(`a COMMIT that a standby has not confirmed is never acknowledged, ${through}`, {
      skip: without,
    }, async (t) => {
      const own = await ownPostgres(t);
      if (!own) return t.skip('there are no programs of PostgreSQL');
      const { server } = own;
      const url = through === 'directly' ? server.url : await pooled(t, server.url, 'transaction', 5);
      const engine = openPostgres(url, () => {});
      t.after(() => engine.close());
      await migrate(engine.kysely as never);
      const insert = (key: string) => ({
        text: 'insert into limits (key, used, until_ms, forget_ms) values ($1, 0, 0, 0)',
        values: [key],
      });
      await server.stop('SIGINT');
      server.configure({ synchronous_standby_names: 'nobody' });
      await server.start();
      /** Cancels the wait, as an operator may who wonders what hangs. */
      const cancel = async () => {
        for (;;) {
          const waiting = `from pg_stat_activity where wait_event = 'SyncRep'`;
          if ((await server.ask(`select pg_cancel_backend(pid) ${waiting}`)).length > 0) return;
        }
      };
      const unconfirmed = (work: Promise<unknown> | undefined) =>
        Promise.all([assert.rejects(async () => work, DatabaseUnavailable), cancel()]);
      await unconfirmed(engine.whole?.(insert('alone')));
      await unconfirmed(
        engine.write(function* () {
          yield insert('in steps');
        }),
      );
    });
  }
});
