import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTrueOf } from './evaluate.ts';
import { BadExpression, parseExpression } from './parse.ts';

const event = {
  eventType: 'group.user_membership.add',
  severity: 'INFO',
  outcome: { result: 'SUCCESS', reason: null },
  client: { ipAddress: '203.0.113.7' },
  target: [
    { type: 'User', displayName: "Ada O'Neil", alternateId: 'ada@example.com' },
    { type: 'UserGroup', displayName: 'Sales', alternateId: 'unknown' },
  ],
};

const cases: readonly (readonly [string, boolean])[] = [
  ["event.target.?[type eq 'UserGroup'].size()>0 && event.target.?[displayName eq 'Sales'].size()>0", true],
  ["event.target.?[type eq 'UserGroup' && displayName eq 'Sales'].size() == 1", true],
  ["event.target.?[type eq 'User' and displayName eq 'Sales'].size() > 0", false],
  ["event.outcome.result eq 'SUCCESS'", true],
  ["event.outcome.result ne 'SUCCESS' or event.severity == 'INFO'", true],
  ["!(event.outcome.result eq 'SUCCESS')", false],
  ["not event.client.ipAddress.startsWith('203.0.113.')", false],
  ["event.target.?[displayName eq 'Ada O''Neil'].size() > 0", true],
  ["event.target.?[alternateId.endsWith('@example.com')].size() >= 1", true],
  ["event.eventType.contains('membership') && event.eventType.toUpperCase().startsWith('GROUP')", true],
  ['event.outcome.reason == null', true],
  ['event.nothing.like.it == null', true],
  ["event.target.displayName eq 'Sales'", false],
  ['event.target.size() < 2 || event.target.size() > 2', false],
  ['event.severity', false],
  ['true', true],
  ['event.constructor == null', true],
  ['event.target.?[__proto__ == null].size() == 2', true],
];
for (const [text, expected] of cases) {
  test(`${text} is ${expected}`, () => assert.equal(isTrueOf(parseExpression(text), event), expected));
}

const wrong: readonly (readonly [string, RegExp])[] = [
  ['', /before the end/],
  ['target.size() > 0', /Begin with event/],
  ['event.', /A name is missing/],
  ['event.target.?[type eq', /A name is missing|before the end/],
  ["event.target.?[type eq 'User'.size()", /\] is missing/],
  ['event.getClass()', /no method getClass/],
  ['event.target.size(1)', /0 arguments/],
  ["T(java.lang.Runtime).getRuntime().exec('id')", /Begin with event/],
  ["event.outcome.result = 'SUCCESS'", /not understood/],
  ["event.outcome.result eq 'SUCCESS", /not understood/],
  [`${'('.repeat(30)}true${')'.repeat(30)}`, /levels/],
  [`true${' && true'.repeat(200)}`, /At most 1000/],
];
for (const [text, message] of wrong) {
  test(`${text.slice(0, 60)} is refused`, () => {
    assert.throws(
      () => parseExpression(text),
      (error) => error instanceof BadExpression && message.test(error.message),
    );
  });
}
