import pg from 'pg';
import { DeadlinePassed } from './deadline.ts';

/** The connection broke while something was on its way: nobody knows whether it was done. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** It is committed, and no standby is known to have it: a fail-over may lose it. */
export class Unconfirmed extends Error {
  override readonly name = 'Unconfirmed';
}

/** The server accepts connections and no writes. */
export class ReadOnlyServer extends Error {
  override readonly name = 'ReadOnlyServer';
  readonly code = '25006';
}

/** SQLSTATE (PostgreSQL documentation, appendix A) of an error, or the system's code. */
export const codeOf = (error: unknown): string => (error as { code?: string } | undefined)?.code ?? '';

/** No slot is left for one more connection. */
export const isCrowded = (error: unknown): boolean => codeOf(error) === '53300';

/** A pooler between gave the server connection, and the statements prepared on it, to somebody else. */
export const isNameLost = (error: unknown): boolean => codeOf(error) === '26000' || codeOf(error) === '42P05';

/** A migration has changed a table since the statement was prepared: under its name it fails for as long as the connection lasts. */
export const isPlanOld = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery';

/** Shut down, crashed, starting, read-only: on this server nothing more can be done now, whatever the connection. */
const GONE = /^(57P0[1-5]|25006|08...)$/;
/** The server lives but cannot do it: no slot, disk or memory, cancelled by the deadline, idle for too long. */
const OVERLOADED = /^(53...|57014|25P03|58...)$/;

/** Whether the server of this connection, or the way to it, is no longer to be relied on. */
export const isGone = (error: unknown): boolean => error instanceof DeadlinePassed || GONE.test(codeOf(error));

const ownFailures = [DeadlinePassed, ConnectionLost, ReadOnlyServer, Unconfirmed];

/** Whether it is the database that failed and not the statement. */
export function isUnavailable(error: unknown): boolean {
  if (ownFailures.some((failure) => error instanceof failure)) return true;
  return error instanceof pg.DatabaseError && (GONE.test(codeOf(error)) || OVERLOADED.test(codeOf(error)));
}

/** The severity of an error that the server or a pooler reported; undefined for any other. */
export const severityOf = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.severity : undefined;

/** Whether the connection can be used again after a rollback. */
export const isUsable = (error: unknown): boolean => isRefusal(error) && !GONE.test(codeOf(error));

/**
 * Whether the server itself refused, which is undone; of an end of the session (FATAL) or of a pooler's (08) nobody
 * knows.
 */
export const isRefusal = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.severity !== 'FATAL' && !codeOf(error).startsWith('08');
