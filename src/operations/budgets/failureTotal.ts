import type { FailureTally, FailureTotal } from '../../domain/budgets/failureTotal.ts';

const HOUR_MS = 3_600_000;
const EACH = 100;
/** Beyond so many different ones nobody needs to know how many more. */
const MOST_NAMES = 10_000;

/** A total that starts anew with the first wrong answer after each hour. */
export function createFailureTotal(): FailureTotal {
  let since: Temporal.Instant | undefined;
  let failures = 0;
  const users = new Set<string>();
  const addresses = new Set<string>();
  const tally = (from: Temporal.Instant): FailureTally => {
    return { since: from, failures, users: users.size, addresses: addresses.size };
  };
  return {
    note(userId, address, now) {
      const due: FailureTally[] = [];
      const age = since === undefined ? 0 : now.epochMilliseconds - since.epochMilliseconds;
      // A clock that was put back starts anew as well.
      if (since !== undefined && (age >= HOUR_MS || age < 0)) {
        due.push(tally(since));
        failures = 0;
        users.clear();
        addresses.clear();
        since = undefined;
      }
      since ??= now;
      failures += 1;
      if (users.size < MOST_NAMES) users.add(userId);
      if (address !== undefined && addresses.size < MOST_NAMES) addresses.add(address);
      if (failures % EACH === 0) due.push(tally(since));
      return due;
    },
  };
}
