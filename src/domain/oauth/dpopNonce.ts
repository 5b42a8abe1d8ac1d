/** The age up to which a nonce works (fact 132). */
const NONCE_LIFETIME = Temporal.Duration.from({ hours: 72 });
const PURPOSE = 'dpop-nonce';

interface Seals {
  seal(value: unknown, boundTo: string): string;
  open(sealed: string, boundTo: string): unknown;
}

/** A nonce for proofs at the token endpoint (RFC 9449 section 8): the time, sealed, so that every process knows it. */
export const newNonce = (seals: Seals, now: Temporal.Instant): string => seals.seal(now.epochMilliseconds, PURPOSE);

/** Whether a nonce is one of this service's, made in the last three days. */
export function isOurNonce(seals: Seals, nonce: unknown, now: Temporal.Instant): boolean {
  if (typeof nonce !== 'string' || nonce.length > 256) return false;
  try {
    const made = seals.open(nonce, PURPOSE);
    const age = now.epochMilliseconds - Number(made);
    return age >= -60_000 && age <= NONCE_LIFETIME.total('milliseconds');
  } catch {
    return false;
  }
}
