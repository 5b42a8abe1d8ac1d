import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differs, shownLines } from '../support/docs/likeness.ts';
import type { Snippet } from '../support/docs/page.ts';
import { assertPrinted } from '../support/docs/printed.ts';
import { runTrack } from '../support/docs/runPage.ts';

const around = { url: 'http://127.0.0.1:1', ports: [2, 3] } as const;
const shell = (code: string, json?: unknown): Snippet => ({
  track: 'sh',
  code,
  place: 'docs/page.md:7',
  ...(json !== undefined && { json }),
});
const module = (code: string): Snippet => ({ track: 'js client', code, place: 'docs/page.md:7' });

test('a page is the same as what is printed, where it does not say that something differs each time', () => {
  const real = { id: 'sms123', status: 'ACTIVE', list: [1, 2] };
  assert.equal(differs({ id: 'sms…', status: 'ACTIVE', list: { '0': 1, '1': 2 } }, real), undefined);
  assert.equal(differs({ status: 'ACTIVE', '…': '' }, real), undefined);
  assert.equal(differs({ id: '…', '…': '' }, real), undefined);
  for (const lie of [
    { id: 'mbl…', '…': '' },
    { status: 'ACTIVE' },
    { extra: true, '…': '' },
    { list: { '0': 2, '…': '' }, '…': '' },
    'ACTIVE',
  ]) {
    assert.ok(differs(lie, real), JSON.stringify(lie));
  }
});

test('what a snippet prints must stand behind it', () => {
  assert.deepEqual(shownLines('const a = 1;\nconsole.log(a, f(2)); // 1 2'), ['1 2']);
  assert.throws(() => shownLines('console.log(a);'), /say behind it what is printed/);
  assert.deepEqual(shownLines('a = 1\n    print(a, f(2))  # 1 2', 'python'), ['1 2']);
  assert.deepEqual(shownLines('\tfmt.Println(a, f(2)) // 1 2', 'go'), ['1 2']);
  assert.deepEqual(shownLines('    System.out.println(f(2)); // 2', 'java'), ['2']);
  for (const [track, line] of [
    ['python', 'print(a)'],
    ['go', '\tfmt.Println(a)'],
    ['java', 'System.out.print(a);'],
  ] as const) {
    assert.throws(() => shownLines(line, track), /say behind it what is printed/);
  }
});

test('a page of another language fails when more, less or something else is printed than it shows', () => {
  const snippet: Snippet = { track: 'python', code: 'print(1)  # 1\nprint(x)  # sms…', place: 'docs/page.md:7' };
  assertPrinted([snippet], '1\nsms123\n');
  for (const stdout of ['1\n', '1\nclf123\n', '1\nsms123\nmore\n', ''])
    assert.throws(() => assertPrinted([snippet], stdout), /docs\/page\.md:7/);
});

test('a shell snippet that fails, prints something else or is refused without saying so, fails its page', async () => {
  await runTrack('sh', [shell(`A=8; echo '{"first":1}'`), shell(`echo "{\\"a\\":$A}"`, { a: 8 })], around);
  await assert.rejects(runTrack('sh', [shell('false')], around), /docs\/page\.md:7: it ended with 1/);
  await assert.rejects(runTrack('sh', [shell('echo "$NOT_SET"')], around), /unbound variable/);
  await assert.rejects(runTrack('sh', [shell(`echo '{"a":1}'`, { a: 2 })], around), /docs\/page\.md:7/);
  await assert.rejects(runTrack('sh', [shell('echo hello', { a: 2 })], around), /no JSON/);
  await assert.rejects(runTrack('sh', [shell(`echo '{"errorCode":"E0000001"}'`)], around), /is refused/);
});

test('a module that throws, or prints more, less or something else, fails its page', async () => {
  const says = (code: string) => runTrack('js client', [module(code)], around);
  await says("console.log('http://127.0.0.1:8080', 8081, 8082); // http://127.0.0.1:1 2 3");
  await assert.rejects(says("throw new Error('broken');"), /broken/);
  await assert.rejects(says('console.log(1); // 2'), /docs\/page\.md:7/);
  await assert.rejects(says('if (false)\n  console.log(1); // 1'), /docs\/page\.md:7/);
  await assert.rejects(says('process.stdout.write("more");'), /more is printed/);
});
