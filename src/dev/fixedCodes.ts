import type { Policy } from '../domain/policy/policy.ts';
import type { FixedCode } from './fixedCode.ts';

const CODE = /^\d{6}$/;

/** The rule that a policy takes; throws a TypeError for an entry that makes no sense. The first that fits counts. */
export function fixedCodeRule(entries: readonly FixedCode[]): NonNullable<Policy['fixedCode']> {
  const rules = entries.map((entry) => {
    if (!CODE.test(entry.code)) throw new TypeError('a fixed code has 6 digits');
    const patterns = [entry.for].flat().map(toExpression);
    if (patterns.length === 0)
      throw new TypeError('a fixed code is for somebody: a number or an address, * for any part');
    return { ...entry, patterns, end: entry.until === undefined ? undefined : endOf(entry.until) };
  });
  return (to, now) => {
    const address = keyOf(to);
    const fits = ({ patterns, end }: (typeof rules)[number]) =>
      (!end || Temporal.Instant.compare(now, end) < 0) && patterns.some((pattern) => pattern.test(address));
    return rules.find(fits)?.code;
  };
}

/** The number of a pattern's characters that are not `*`. */
export const literalLength = (pattern: string): number => keyOf(pattern).replaceAll('*', '').length;

function toExpression(pattern: string): RegExp {
  const parts = keyOf(pattern).split(/\*+/);
  return new RegExp(`^${parts.map((part) => part.replace(/[^\w@]/g, '\\$&')).join('.*')}$`);
}

/** Numbers without separators, addresses in lower case. */
const keyOf = (to: string): string => (to.includes('@') ? to.toLowerCase() : to.replace(/[\s().-]/g, ''));

function endOf(until: string): Temporal.Instant {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(until)) {
      return Temporal.PlainDate.from(until).add({ days: 1 }).toZonedDateTime('UTC').toInstant();
    }
    return Temporal.Instant.from(until);
  } catch (cause) {
    throw new TypeError(`until is a date like 2026-12-31 or an instant, not ${until}`, { cause });
  }
}
