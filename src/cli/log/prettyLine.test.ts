import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prettyLine } from './prettyLine.ts';

const time = '2026-11-28T15:38:28.137Z';
const pretty = (entry: object) => prettyLine(`${JSON.stringify({ level: 30, time, ...entry })}\n`);

test('a request is a sentence, and its ids follow', () => {
  const line = pretty({ method: 'POST', route: '/api/v1/users', status: 200, ms: 1.5, requestId: 'r1', error: 'E1' });
  assert.equal(line, '15:38:28.137 info POST /api/v1/users 200 1.5 ms requestId=r1 error=E1\n');
});

test('a message has its members behind it, and an error its stack below', () => {
  assert.equal(
    pretty({ level: 40, seconds: 5, to: ['a'], msg: 'draining' }),
    '15:38:28.137 WARN draining seconds=5 to=["a"]\n',
  );
  const err = { type: 'Error', message: 'no', stack: 'Error: no\n    at x.ts:1' };
  assert.equal(pretty({ level: 50, err, msg: 'failed' }), '15:38:28.137 ERROR failed\n  Error: no\n      at x.ts:1\n');
});

test('nothing in a line moves the cursor of a terminal or makes a line of its own', () => {
  assert.equal(pretty({ msg: 'a\u001b[2Jb\nc', who: 'x\r\ny' }), '15:38:28.137 info a [2Jb c who=x y\n');
});
