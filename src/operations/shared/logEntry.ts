import type { Principal } from '../../contract/access/principal.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { LogEntry } from '../../domain/log/logEntry.ts';
import type { Write } from '../../store/change.ts';

/** The caller and the time of a call; without a caller for events that happen by themselves or on the command line. */
export interface AuditContext {
  readonly caller?: Partial<Pick<Caller, 'principal' | 'requestId' | 'traceId' | 'address' | 'userAgent'>>;
  readonly now: Temporal.Instant;
  /** The justification of a support person, where one was asked for it. */
  readonly why?: Justification;
}

/** A person's own words for what they did to a user, and the ticket it was done for. */
export interface Justification {
  readonly reason?: string;
  readonly ticket?: string;
  /** The request by which the help desk had leave to do it. */
  readonly requestId?: string;
}

/** One thing that happened: a success unless it says otherwise, to the system unless it names a user. */
export interface Occurrence extends Pick<LogEntry, 'event'> {
  readonly outcome?: LogEntry['outcome'];
  readonly userId?: string;
  readonly factorId?: string | undefined;
  readonly reason?: string | undefined;
  readonly detail?: LogEntry['detail'] | undefined;
}

/** The write of one line of the log. Only this function makes them, so that none forgets who asked. */
export function logEntry({ caller = {}, now, why }: AuditContext, occurrence: Occurrence): Write {
  const { event, outcome = 'SUCCESS', userId = '', factorId, reason } = occurrence;
  const { principal, requestId, traceId, address, userAgent } = caller;
  const more = { ...(why && justified(why)), ...(traceId !== undefined && { traceId }) };
  const detail = why || traceId !== undefined ? { ...occurrence.detail, ...more } : occurrence.detail;
  const entry: LogEntry = {
    at: now,
    event,
    outcome,
    userId,
    ...(reason !== undefined && { reason }),
    ...(factorId !== undefined && { factorId }),
    ...asked(principal),
    ...(requestId !== undefined && { requestId }),
    ...(address !== undefined && { address }),
    ...(userAgent !== undefined && { userAgent }),
    ...(detail && { detail }),
  };
  return { do: 'log', entry };
}

/** Named apart from `reason`, which is the machine's. */
const justified = ({ reason, ticket, requestId }: Justification) => ({
  ...(reason !== undefined && { justification: reason }),
  ...(ticket !== undefined && { ticket }),
  ...(requestId !== undefined && { requestId }),
});

function asked(principal: Principal | undefined): Pick<LogEntry, 'actor' | 'principal'> {
  if (!principal) return {};
  const { id: actor, ...rest } = principal;
  return { actor, principal: rest };
}
