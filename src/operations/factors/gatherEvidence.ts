import type { Caller } from '../../contract/shared/operation.ts';
import { requesterOf } from '../../domain/budgets/requester.ts';
import type { HashingPlace } from '../../domain/users/passwords.ts';
import type { Services } from '../shared/services.ts';
import type { LoadedFactor } from './loadFactor.ts';

/**
 * Does work on an answer in a place among the requests that hash, where the kind of the factor hashes. Without a place
 * to have it throws 503 before the work, and so before anything is paid.
 */
export async function withHashingPlace<T>(
  { passwords }: Services,
  { kind, user, known }: LoadedFactor,
  caller: Caller,
  now: Temporal.Instant,
  work: (place: HashingPlace | undefined) => Promise<T>,
): Promise<T> {
  if (!kind.answers?.hashes) return work(undefined);
  const place = passwords.reserve(requesterOf(user.id, caller, known, now).standing);
  return work(place).finally(place.leave);
}

/** Waits for what a kind needs beyond the answer; hashes are made in the place that the request has. */
export async function gatherEvidence(
  { duo, passwords, tokenServer, vip, webauthn }: Services,
  { kind, view }: LoadedFactor,
  answer: unknown,
  place: HashingPlace | undefined,
): Promise<unknown> {
  return kind.answers?.gather?.(view, answer as never, {
    webauthn,
    tokenServer,
    duo,
    vip,
    passwords: {
      hash: (password) => passwords.hash(password, place),
      matches: (hash, password) => passwords.matches(hash, password, place),
    },
  });
}
