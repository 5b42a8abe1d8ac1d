import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { Requester } from '../../domain/budgets/requester.ts';
import type { HashingPlace } from '../../domain/users/passwords.ts';
import type { User } from '../../domain/users/user.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import { spendPasswordGuess } from '../budgets/guess.ts';
import { noteFailure } from '../budgets/noteFailure.ts';
import { findRequester } from '../budgets/requester.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

interface Judgement {
  readonly user: User;
  /** Without a token where a person sent it through a link. */
  readonly caller: Omit<Caller, 'principal'>;
  readonly now: Temporal.Instant;
  /** The secret that is being tried, for the log. */
  readonly event: EventType;
  /** The field of the request that holds the secret. */
  readonly field: string;
}

interface Comparison {
  readonly known: string;
  readonly given: string;
  readonly place: HashingPlace;
  readonly now: Temporal.Instant;
}

/** Pays for a guess, then compares; returns what a right one writes besides, and logs a wrong one (facts 159, 167). */
export async function judgeSecret(
  services: Services,
  { user, caller, now, event, field }: Judgement,
  known: string,
  given: string,
): Promise<readonly Write[]> {
  const who = await findRequester(services, user.id, caller, now);
  const place = services.passwords.reserve(who.standing);
  const { guess, right } = await judge(services, who, { known, given, place, now }).finally(place.leave);
  if (right) return guess.onSuccess;
  await services.store.apply([
    logEntry(
      { caller, now },
      { event, userId: user.id, outcome: 'FAILURE', reason: 'WRONG_CREDENTIALS', detail: { field, ...guess.detail } },
    ),
  ]);
  await noteFailure(services, user.id, caller, now);
  throw fault('credentialsNotUpdated').because(`${field}: The credentials provided were incorrect.`, guess.hint);
}

async function judge(services: Services, who: Requester, { known, given, place, now }: Comparison) {
  const guess = await spendPasswordGuess(services, who, now);
  return { guess, right: await services.passwords.matches(known, given, place) };
}
