import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestLine } from '../../http/requestLog.ts';
import { createRequestText } from './requestText.ts';

const line: RequestLine = {
  method: 'POST',
  route: '/api/v1/users/:userId/factors/:factorId/verify',
  status: 403,
  ms: 1.5,
  requestId: '0123456789abcdef0123456789abcdef',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  userId: '00u00000000000000001',
  factorId: 'ost00000000000000001',
  tokenId: '00T00000000000000001',
  error: 'E0000068',
};

test('a line about a request is JSON of all that is known, and ends there', () => {
  const text = createRequestText(() => Date.UTC(2026, 10, 28, 1, 2, 3, 4))(line);
  assert.deepEqual(JSON.parse(text), { level: 30, time: '2026-11-28T01:02:03.004Z', ...line });
  assert.match(text, /^[^\n]+\n$/);
  const unknown = { traceId: undefined, userId: undefined, factorId: undefined, tokenId: undefined, error: undefined };
  const { method, route, status, ms, requestId } = line;
  const less = createRequestText(() => 0)({ ...line, ...unknown });
  assert.deepEqual(JSON.parse(less), {
    level: 30,
    time: '1970-01-01T00:00:00.000Z',
    method,
    route,
    status,
    ms,
    requestId,
  });
});

test('times are right from one second to the next, and when the clock is set back', () => {
  const times = [1_999, 2_000, 2_001, 1_999];
  const textOf = createRequestText(() => times.shift() ?? 0);
  const seen = Array.from({ length: 4 }, () => JSON.parse(textOf(line)).time.slice(-'01.999Z'.length));
  assert.deepEqual(seen, ['01.999Z', '02.000Z', '02.001Z', '01.999Z']);
});
