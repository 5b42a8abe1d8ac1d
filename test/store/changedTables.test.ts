import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';

const skip = !ENGINES.includes('postgres');

describe('a migration changes tables under a process that serves on', { skip }, () => {
  test('statements that were prepared before are prepared anew, however many come at once', async (t) => {
    const url = await freshPostgresUrl();
    const admin = new pg.Client(url);
    await admin.connect();
    t.after(() => admin.end());
    await admin.query('create table notes (id int primary key, note text)');
    const engine = openPostgres(url, () => {});
    t.after(() => engine.close());
    const find = { text: 'select note from notes where id = $1', values: [1] };
    const put = (note: string) => ({
      text: 'insert into notes (id, note) values ($1, $2) on conflict (id) do update set note = $2 returning note',
      values: [1, note],
    });
    const steps = (note: string) =>
      engine.write(function* () {
        yield put(note);
        return (yield find)[0]?.note;
      });
    const all = () =>
      Promise.all(
        Array.from({ length: 30 }, async (_, n) => [
          await steps(`note ${n}`),
          (await engine.whole?.(find))?.length,
          (await engine.read(find)).length,
        ]),
      );
    const right = Array.from({ length: 30 }, (_, n) => [`note ${n}`, 1, 1]);
    assert.deepEqual(await all(), right);
    for (const change of ['collate "C"', 'collate "POSIX"', 'collate "C"']) {
      await admin.query(`alter table notes alter column note type text ${change}`);
      assert.deepEqual(await all(), right);
    }
    const prepared = (await engine.read({
      text: 'select name, statement from pg_prepared_statements',
      values: [],
    })) as {
      statement: string;
    }[];
    assert.ok(
      prepared.filter(({ statement }) => statement === find.text).length > 0,
      'they are still prepared and not sent anew each time',
    );
  });
});
