import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { LogEntry } from '../../domain/log/logEntry.ts';
import type { User } from '../../domain/users/user.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { findUserByName } from './findUser.ts';

/** The user as it is to be, the reason for the log, and the other writes that go with it. */
export interface UserStep {
  readonly user: User;
  readonly events: readonly EventType[];
  readonly detail?: LogEntry['detail'];
  readonly also?: readonly Write[];
  /** Thrown when one of the other writes finds something taken; a login that is taken when absent. */
  readonly taken?: Fault;
}

/** One request about one user, at one time. */
interface UserRequest {
  readonly ref: string;
  readonly caller: Caller;
  readonly now: Temporal.Instant;
}

/**
 * Load, decide, write if nobody else did; again from what is there now when somebody did. `decide` may be run several
 * times, so nothing slow or counted belongs into it.
 */
export async function changeUser(
  services: Services,
  { ref, caller, now }: UserRequest,
  decide: (user: User) => UserStep,
): Promise<User> {
  return untilWritten('user', async () => {
    const before = await findUserByName(services, ref, caller);
    const { user, events, detail, also = [], taken } = decide(before);
    const logs = events.map((event) => logEntry({ caller, now }, { event, userId: user.id, detail }));
    const applied = await services.store.apply([{ do: 'saveUser', user }, ...also, ...logs]);
    if (applied === 'taken') throw taken ?? loginTaken(user);
    return applied === 'done' ? { ...user, version: user.version + 1 } : undefined;
  });
}

/** Two users cannot have one login, whatever its case (fact 156). */
export const loginTaken = ({ profile }: User) =>
  fault('loginTaken').because(`GET /api/v1/users/${encodeURIComponent(profile.login)} shows who has it.`);
