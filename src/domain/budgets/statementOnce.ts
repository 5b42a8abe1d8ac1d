import type { Limit } from './budgets.ts';

/** The longest time for which a statement counts: two minutes before it was made, and two after. */
const VALID = Temporal.Duration.from({ minutes: 5 });

/** A statement by a device (its id) or by a new key (its x), and its random `jti`: it is heard once, by whichever process (RFC 7519 section 4.1.7). */
export const statementOnce = (signer: string, jti: string): Limit => ({
  key: `statement:${signer}:${jti}`,
  rule: { type: 'window', max: 1, per: VALID },
  error: 'tooManyRequests',
});
