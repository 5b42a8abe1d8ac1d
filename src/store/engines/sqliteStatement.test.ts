import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { prepare } from './sqliteStatement.ts';

for (const byName of [false, true]) {
  test(`parameters go by their numbers, however often and in whatever order: ${byName ? 'old' : 'new'} Node.js`, () => {
    const db = new DatabaseSync(':memory:');
    const run = prepare(db, 'select $2 as b, $1 as a, $1 + $1 as twice, $3 as c', byName);
    assert.deepEqual(run([4, 'two', null]), [{ b: 'two', a: 4, twice: 8, c: null }]);
    db.exec('create table t (n integer)');
    assert.deepEqual(prepare(db, 'insert into t values ($1), ($2)', byName)([1, 2]), []);
    const rows = prepare(db, 'select n from t order by n', byName);
    assert.deepEqual(rows([]), [{ n: 1 }, { n: 2 }]);
    db.close();
  });
}
