import assert from 'node:assert/strict';
import { test } from 'node:test';
import { budgetFamily } from './budgetFamily.ts';
import { limits } from './budgets.ts';

test('each budget of pushes is told apart in metrics: questions, rings, denials and alarms', () => {
  const families = [
    limits.pushes('00u1', ''),
    limits.ringsAnHour('00u1'),
    limits.ringsADay('00u1'),
    limits.pushDenials('00u1', ''),
    limits.pushAlarms('00u1', ''),
  ].map(budgetFamily);
  assert.deepEqual(families, ['push_questions', 'push_rings', 'push_rings', 'push_denials', 'push_alarms']);
});
