import type { ApiToken } from '../../domain/access/apiToken.ts';
import type { Store } from '../../store/store.ts';

const MINUTE_MS = 60_000;

/**
 * Makes the function that notes when tokens are used: a write a minute for each, however many requests there are. The
 * request does not wait for it, and does not fail with it.
 */
export function createTokenUse(
  store: Pick<Store, 'apply'>,
  failed: (error: unknown) => void,
): (token: ApiToken, at: Temporal.Instant) => void {
  return ({ id, lastUsed }, at) => {
    if (lastUsed && at.epochMilliseconds - lastUsed.epochMilliseconds < MINUTE_MS) return;
    store.apply([{ do: 'usedToken', id, at }]).catch(failed);
  };
}
