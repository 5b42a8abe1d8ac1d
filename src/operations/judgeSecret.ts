import type { EventType } from '../contract/events.ts';
import type { Caller } from '../contract/operation.ts';
import { fault } from '../domain/fault.ts';
import type { User } from '../domain/user.ts';
import type { Write } from '../store/change.ts';
import { userEvent } from './changeUser.ts';
import { spendPasswordGuess } from './guess.ts';
import type { Services } from './services.ts';

interface Judgement {
  readonly user: User;
  readonly caller: Caller;
  readonly now: Temporal.Instant;
  /** What is being tried, for the log. */
  readonly event: EventType;
  /** The field of the request that holds the secret. */
  readonly field: string;
}

/** Pays for a guess, then compares; returns what a right one writes besides, and logs a wrong one (facts 159, 167). */
export async function judgeSecret(
  services: Services,
  { user, caller, now, event, field }: Judgement,
  known: string,
  given: string,
): Promise<readonly Write[]> {
  const guess = await spendPasswordGuess(services, user.id, caller, now);
  if (await services.passwords.matches(known, given)) return guess.onSuccess;
  await services.store.apply([
    userEvent(
      user.id,
      event,
      { caller, now },
      { outcome: 'FAILURE', reason: 'WRONG_CREDENTIALS', detail: guess.detail },
    ),
  ]);
  throw fault('credentialsNotUpdated').because(`${field}: The credentials provided were incorrect.`, guess.hint);
}
