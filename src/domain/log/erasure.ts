import type { LogEntry } from './logEntry.ts';

/** The parts of an entry that may say who somebody is, besides ids. */
export type PersonalParts = Pick<LogEntry, 'address' | 'userAgent' | 'reason' | 'detail'>;

/** Members of a detail that hold (a part of) an address, a number or a name at a provider, or somebody's own words. */
const personal: ReadonlySet<string> = new Set([
  'email',
  'justification',
  'network',
  'phoneNumber',
  'subject',
  'ticket',
]);

/** Words of a machine; a carrier's own words may repeat whom they are about. */
const OF_A_MACHINE = /^[A-Z][A-Z0-9_]*(?:[:. ]+[A-Z0-9_]+)*$/;

/**
 * The personal parts of an entry without what they say about a user who is gone; undefined when they say nothing. An address
 * is that of the person in a session, or else of the user that it happened to: an administrator's own stays in entries about
 * a user they changed.
 */
export function withoutPerson(entry: LogEntry, goneId: string): PersonalParts | undefined {
  const { userId, address, userAgent, reason, detail } = entry;
  const person = atAddress(entry);
  const about = userId === goneId;
  const kept: PersonalParts = {
    ...(person !== goneId && address !== undefined && { address }),
    ...(person !== goneId && userAgent !== undefined && { userAgent }),
    ...(reason !== undefined && (!about || OF_A_MACHINE.test(reason)) && { reason }),
    ...(detail && { detail: about ? impersonal(detail) : detail }),
  };
  const changed =
    kept.address !== address ||
    kept.userAgent !== userAgent ||
    kept.reason !== reason ||
    Object.keys(kept.detail ?? {}).length !== Object.keys(detail ?? {}).length;
  return changed ? kept : undefined;
}

/** The personal parts of an entry that are about this person: what they say of others is left out. */
export function partsAbout(entry: LogEntry, personId: string): PersonalParts & Pick<LogEntry, 'principal'> {
  const { userId, principal, address, userAgent, reason, detail } = entry;
  const isTheirs = atAddress(entry) === personId;
  const about = userId === personId;
  return {
    ...(isTheirs && address !== undefined && { address }),
    ...(isTheirs && userAgent !== undefined && { userAgent }),
    ...(reason !== undefined && (about || OF_A_MACHINE.test(reason)) && { reason }),
    ...(detail && { detail: about ? detail : impersonal(detail) }),
    ...(principal?.userId === personId && { principal }),
  };
}

/** The person whose address and browser an entry has. */
const atAddress = ({ principal, userId }: LogEntry): string | undefined =>
  principal?.kind === 'session' ? principal.userId : userId;

const impersonal = (detail: NonNullable<LogEntry['detail']>): NonNullable<LogEntry['detail']> =>
  Object.fromEntries(Object.entries(detail).filter(([name]) => !personal.has(name)));
