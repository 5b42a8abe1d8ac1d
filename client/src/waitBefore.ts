import { ApiError, type NetworkError } from './errors.ts';

/** A failed request: the facts that decide whether it may be sent again. */
interface Attempted {
  readonly method: string;
  readonly path: string;
  /** The server does the same thing once, however often a request with this key arrives. */
  readonly keyed: boolean;
}

/** A second DELETE of a user removes for good what the first deactivated. */
const DELETED_IN_TWO_STEPS = /\/users\/[^/]+$/;

/** Milliseconds to wait before the same request is sent again; undefined: it must not be, or would not help. */
export function waitBefore(failure: ApiError | NetworkError, attempted: Attempted, tries: number): number | undefined {
  // Spread out, so that callers who failed together do not come back together.
  const backoff = Math.min(250 * 2 ** tries, 8000) * (0.5 + Math.random() / 2);
  const { method, path, keyed } = attempted;
  // Doing it twice is the same as doing it once.
  const repeatable =
    keyed || method === 'GET' || method === 'PUT' || (method === 'DELETE' && !DELETED_IN_TWO_STEPS.test(path));
  if (!(failure instanceof ApiError)) return repeatable || !failure.maybeDone ? backoff : undefined;
  const { status, code, reason, retryAfter } = failure;
  // The same request is still being answered: its answer is ours.
  if (reason === 'IDEMPOTENCY_KEY_BUSY') return (retryAfter ?? 1) * 1000;
  if (status === 429) {
    // A budget of its own, for messages or guesses: asking again is not for a program to decide, and costs.
    if (reason !== undefined || (code !== '' && code !== 'E0000047')) return undefined;
    return retryAfter === undefined ? undefined : retryAfter * 1000 + Math.random() * 500;
  }
  const unanswered = status > 501 && status < 505;
  // A keyed request is answered once: what the service itself said is said again.
  const lost = unanswered && (code === '' || !keyed);
  return lost && repeatable ? backoff : undefined;
}
