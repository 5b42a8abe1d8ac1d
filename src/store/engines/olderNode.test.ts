import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { hasRows, isOpen } from './olderNode.ts';

const none = { columns: undefined as never };

test('a Node.js that cannot tell whether a statement has rows goes by its text', () => {
  for (const text of [
    'select 1',
    '\n with a as (select 1) select * from a',
    'pragma user_version',
    'delete from a returning x',
  ]) {
    assert.ok(hasRows(none, text), text);
  }
  for (const text of ['insert into a values (1)', 'update a set returningx = 1', 'create table selects (x)']) {
    assert.ok(!hasRows(none, text), text);
  }
});

test('a Node.js that cannot tell whether a transaction is open can roll back either way', () => {
  const db = new DatabaseSync(':memory:');
  const older = { isTransaction: undefined as never, exec: (sql: string) => db.exec(sql) };
  db.exec('create table a (x)');
  for (const before of ['', 'begin; insert into a values (1)']) {
    db.exec(before);
    assert.ok(isOpen(older));
    db.exec('rollback');
    assert.equal(db.prepare('select count(*) as n from a').get()?.n, 0);
  }
  assert.ok(!isOpen(db));
});
