import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTraceParent } from './traceParent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

test('a traceparent has the ids of a trace and of a span, and says whether the caller keeps its part', () => {
  const parent = { traceId: TRACE, spanId: SPAN };
  assert.deepEqual(readTraceParent(`00-${TRACE}-${SPAN}-01`), { ...parent, sampled: true });
  assert.deepEqual(readTraceParent(`00-${TRACE}-${SPAN}-00`), { ...parent, sampled: false });
  // Flags that are yet to come are passed over.
  assert.deepEqual(readTraceParent(`00-${TRACE}-${SPAN}-03`), { ...parent, sampled: true });
  assert.deepEqual(readTraceParent(`00-${TRACE}-${SPAN}-02`), { ...parent, sampled: false });
});

test('a traceparent of a later version is read as far as version 00 goes', () => {
  assert.equal(readTraceParent(`cc-${TRACE}-${SPAN}-01-what-comes-then`)?.traceId, TRACE);
  assert.equal(readTraceParent(`cc-${TRACE}-${SPAN}-01`)?.spanId, SPAN);
});

test('a malformed traceparent is none', () => {
  for (const header of [
    ...[undefined, '', 'x', `00-${TRACE}-${SPAN}`, `00-${TRACE}-${SPAN}-1`, `${TRACE}-${SPAN}-01`],
    ...[`00-${TRACE.toUpperCase()}-${SPAN}-01`, `00-${TRACE}-${SPAN.toUpperCase()}-01`, `00-${TRACE}-${SPAN}-0G`],
    ...[`00-${'0'.repeat(32)}-${SPAN}-01`, `00-${TRACE}-${'0'.repeat(16)}-01`],
    ...[
      `00-${TRACE.slice(1)}-${SPAN}-01`,
      `00-${TRACE}0-${SPAN}-01`,
      `00-${TRACE}-${SPAN}-01-`,
      `00-${TRACE}-${SPAN}-01-more`,
    ],
    ...[`ff-${TRACE}-${SPAN}-01`, `cc-${TRACE}-${SPAN}-01.more`, `0-${TRACE}-${SPAN}-01`],
    ...[` 00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01 `, `00-${TRACE}-${SPAN}-01\n`, `00_${TRACE}_${SPAN}_01`],
    ...[`00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`, `00-${'"'.repeat(32)}-${SPAN}-01`],
    [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`],
  ]) {
    assert.equal(readTraceParent(header), undefined, String(header));
  }
});
