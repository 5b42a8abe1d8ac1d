import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createFailureTotal } from './failureTotal.ts';

const t0 = Temporal.Instant.from('2026-01-01T12:00:00Z');
const told = ({
  since,
  failures,
  users,
  addresses,
}: ReturnType<ReturnType<typeof createFailureTotal>['note']>[number]) =>
  [since.toString(), failures, users, addresses] as const;

describe('the total of wrong answers over all users', () => {
  test('it is put down at each hundred, and what is left when the next hour begins', () => {
    const total = createFailureTotal();
    const due = Array.from({ length: 250 }, (_, n) =>
      total.note(`u${n % 70}`, n % 2 ? `198.51.100.${n}` : undefined, t0.add({ seconds: n })),
    );
    assert.deepEqual(
      due.flatMap((tallies, n) => tallies.map((tally) => [n, ...told(tally)])),
      [
        [99, '2026-01-01T12:00:00Z', 100, 70, 50],
        [199, '2026-01-01T12:00:00Z', 200, 70, 100],
      ],
    );
    const next = t0.add({ hours: 1 });
    assert.deepEqual(total.note('u1', undefined, next).map(told), [['2026-01-01T12:00:00Z', 250, 70, 125]]);
    assert.deepEqual(total.note('u2', undefined, next.add({ hours: 2 })).map(told), [
      ['2026-01-01T13:00:00Z', 1, 1, 0],
    ]);
  });

  test('a clock that is put back starts the hour anew', () => {
    const total = createFailureTotal();
    assert.deepEqual(total.note('u1', undefined, t0), []);
    const [tally] = total.note('u1', undefined, t0.subtract({ hours: 5 }));
    assert.equal(tally?.failures, 1);
    assert.deepEqual(total.note('u1', undefined, t0.subtract({ hours: 4, minutes: 30 })), []);
  });
});
