import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedCodeRule } from './fixedCodes.ts';

const now = Temporal.Instant.from('2026-01-01T12:00:00Z');

test('a code is fixed for the numbers and addresses that fit, whatever separators and letter case are', () => {
  const rule = fixedCodeRule([
    { code: '123456', for: '+1 (555) 010*' },
    { code: '000000', for: ['*@Example.com', 'a.b+*@c.org'] },
  ]);
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['+15550100001', '123456'],
    ['+15550110001', undefined],
    ['+4915550100001', undefined],
    ['ada@example.com', '000000'],
    ['ADA@EXAMPLE.COM', '000000'],
    ['ada@example.com.evil.org', undefined],
    ['a.b+tag@c.org', '000000'],
    ['axb+tag@c.org', undefined],
  ];
  for (const [to, code] of cases) assert.equal(rule(to, now), code, to);
  assert.equal(fixedCodeRule([])('+15550100001', now), undefined);
});

test('the first that fits counts', () => {
  const rule = fixedCodeRule([
    { code: '111111', for: '+1555010000*' },
    { code: '222222', for: '+1555010*' },
  ]);
  assert.deepEqual([rule('+15550100009', now), rule('+15550100010', now)], ['111111', '222222']);
});

test('a code is fixed until the end of its last day, or until an instant', () => {
  const day = fixedCodeRule([{ code: '123456', for: '+1*', until: '2026-01-01' }]);
  assert.equal(day('+15550100001', Temporal.Instant.from('2026-01-01T23:59:59.999Z')), '123456');
  assert.equal(day('+15550100001', Temporal.Instant.from('2026-01-02T00:00:00Z')), undefined);
  const instant = fixedCodeRule([{ code: '123456', for: '+1*', until: '2026-01-01T12:00:01Z' }]);
  assert.equal(instant('+15550100001', now), '123456');
  assert.equal(instant('+15550100001', now.add({ seconds: 1 })), undefined);
});

test('what makes no sense is refused', () => {
  assert.throws(() => fixedCodeRule([{ code: '12345', for: '+1*' }]), /a fixed code has 6 digits/);
  assert.throws(() => fixedCodeRule([{ code: '12345x', for: '+1*' }]), TypeError);
  assert.throws(() => fixedCodeRule([{ code: '123456', for: [] }]), /is for somebody/);
  assert.throws(() => fixedCodeRule([{ code: '123456', for: '+1*', until: 'soon' }]), /until is a date like/);
});
