import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known } from '../expectations/known.ts';
import { pageIsTrue } from './page.ts';
import type { Result } from './result.ts';
import { BEGIN, columnOf, columnsIn, END, written } from './table.ts';

const call = (operation: string, subject: string, outcome: Result['outcome']): Result => ({
  operation,
  subject,
  outcome,
});
const column = columnOf([
  call('getFactor', 'sms', 'passed'),
  call('getFactor', 'call', 'failed'),
  call('listFactors', 'sms', 'passed'),
  call('resetFactors', '', 'failed'),
  call('resendFactor', 'sms', 'absent'),
]);

test('a cell says whether all calls of an operation passed, none, or how many', () => {
  assert.deepEqual(Object.fromEntries(column), {
    getFactor: '1 of 2',
    listFactors: '✓',
    resetFactors: '✗',
    resendFactor: '–',
  });
});

test('what a run found of one client replaces its column and leaves the others', () => {
  const empty = `before\n${BEGIN}\n${END}\nafter\n`;
  const one = written(empty, new Map([['Node 8', column]]), []);
  const both = written(one, new Map([...columnsIn(one), ['Go 6', new Map([['getFactor', '✓']])]]), []);
  assert.match(both, /^before\n/);
  assert.match(both, /\nafter\n$/);
  assert.match(both, /\| operation \| Node 8 \| Go 6 \|/);
  assert.match(both, /\| `getFactor` \| 1 of 2 \| ✓ \|/);
  assert.equal(written(both, columnsIn(both), []), both);
});

test('docs/clients.md gives the reasons of every failure that is expected', () => {
  assert.ok(pageIsTrue(new Map(), known), 'npm run conformance -- --write');
});
