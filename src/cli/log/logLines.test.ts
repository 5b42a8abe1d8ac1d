import assert from 'node:assert/strict';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createDestination, createLogLines } from './logLines.ts';

function lines() {
  const written: string[] = [];
  let flushed = 0;
  const buffer = createLogLines({
    write: (text) => written.push(text) > 0,
    writeSync: (text) => void written.push(text),
    flushSync: () => void flushed++,
  });
  return { written, buffer, flushed: () => flushed };
}

test('lines are handed on together after a moment, in their order', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { written, buffer } = lines();
  for (const line of ['a\n', 'b\n']) buffer.write(line);
  assert.deepEqual(written, []);
  t.mock.timers.tick(200);
  assert.deepEqual(written, ['a\nb\n']);
  buffer.write('c\n');
  t.mock.timers.tick(200);
  assert.deepEqual(written, ['a\nb\n', 'c\n']);
});

test('many lines do not wait for the moment', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { written, buffer } = lines();
  for (let n = 0; n < 2_000; n++) buffer.write(`${'x'.repeat(99)}\n`);
  assert.ok(written.length >= 10, `${written.length} portions`);
  t.mock.timers.tick(200);
  assert.equal(written.join('').length, 200_000);
});

test('what still waits is written when the process ends', () => {
  const { written, buffer, flushed } = lines();
  buffer.write('last words\n');
  buffer.flushSync();
  assert.deepEqual([written, flushed()], [['last words\n'], 1]);
});

test('at the end of the process lines are in the file at once, not when it is somebody’s turn to write them', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-log-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'log');
  for (let n = 1; n <= 50; n++) {
    const buffer = createLogLines(createDestination(openSync(file, 'a')));
    buffer.write('last words\n');
    buffer.flushSync();
    assert.equal(readFileSync(file, 'utf8'), 'last words\n'.repeat(n));
  }
});
