import assert from 'node:assert/strict';
import { test } from 'node:test';
import { casesSent } from '../../scripts/fuzz/casesSent.ts';

const said = (cases: string) => `Test cases:\n  ${cases}\n\nSeed: 1\n\nNo issues found in 9.10s\n`;

test('a run of the fuzzer counts by what it says it generated', () => {
  assert.equal(casesSent(said('812 generated, 812 passed, 4 skipped'), 800), 812);
});

test('a run of the fuzzer that made next to no requests fails, though it found nothing', () => {
  assert.throws(
    () => casesSent(said('7 generated, 7 passed'), 800),
    /^Error: 7 requests were made, .* fewer than 800$/,
  );
  assert.throws(() => casesSent(said('0 generated'), 1), /0 requests were made/);
});

test('a run of the fuzzer that says no number fails, and shows what it said', () => {
  for (const text of ['', said('Empty test suite')]) {
    assert.throws(() => casesSent(text, 1), /^Error: schemathesis said no number of generated cases/);
  }
  assert.throws(() => casesSent(said('Empty test suite'), 1), /Empty test suite/);
});
