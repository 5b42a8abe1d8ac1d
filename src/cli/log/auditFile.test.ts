import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openAuditFile } from './auditFile.ts';
import { createAuditLog } from './auditLog.ts';

const folder = mkdtempSync(join(tmpdir(), 'cofactor-audit-'));
const pipe = join(folder, 'pipe');
spawnSync('mkfifo', [pipe]);
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const entry = (at: number) =>
  ({
    id: `id-${at}`,
    at: Temporal.Instant.fromEpochMilliseconds(at),
    event: 'user.session.start',
    outcome: 'SUCCESS',
    userId: '00u1',
  }) as const;

// Where it waited for a reader this process would stand still for ever, and the run would end it.
test('a pipe that nobody reads keeps what fits into it and loses the rest, counted, without waiting', () => {
  let lost = 0;
  const complaints: object[] = [];
  const logger = { line: assert.fail, error: (about: object) => complaints.push(about) };
  const told = createAuditLog({ auditLog: pipe, auditPersonal: false }, logger as never, () => lost++);
  const all = 2_000;
  for (let at = 0; at < all; at++) told?.(entry(at));
  assert.ok(lost > 0 && lost < all, `${lost} of ${all}`);
  assert.equal(complaints.length, 1);

  const reader = openSync(pipe, 'r');
  const kept = Buffer.alloc(1 << 20);
  const length = readSync(reader, kept);
  const lines = kept.subarray(0, length).toString().split('\n').filter(Boolean);
  assert.equal(lines.length, all - lost);
  assert.ok(lines.every((line) => JSON.parse(line)['event.action'] === 'user.session.start'));
  // Somebody reads again: lines are written again.
  told?.(entry(all));
  const after = kept.subarray(0, readSync(reader, kept)).toString();
  assert.equal(JSON.parse(after)['event.id'], `id-${all}`);
  closeSync(reader);
});

test('a line that does not fit is not mixed with the next', () => {
  const file = openAuditFile(pipe);
  const reader = openSync(pipe, 'r');
  assert.throws(() => file.write(`${'x'.repeat(1 << 20)}\n`), { code: 'EAGAIN' });
  const some = Buffer.alloc(1 << 20);
  const part = readSync(reader, some);
  assert.ok(part > 0);
  file.write('whole\n');
  assert.equal(some.subarray(0, readSync(reader, some)).toString(), '\nwhole\n');
  closeSync(reader);
});

test('two that have one file open append to it line by line', () => {
  const path = join(folder, 'file');
  const [a, b] = [openAuditFile(path), openAuditFile(path)];
  a.write('1\n');
  b.write('2\n');
  a.write('3\n');
  assert.equal(readFileSync(path, 'utf8'), '1\n2\n3\n');
});
