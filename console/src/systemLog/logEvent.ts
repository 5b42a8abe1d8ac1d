/** A thing that something happened to. */
export interface LogTarget {
  readonly id: string;
  readonly type: string;
  readonly alternateId: string;
  readonly displayName: string;
  readonly detailEntry: Readonly<Record<string, unknown>> | null;
}

/** An event of the system log, as far as the console reads it. */
export interface LogEvent {
  readonly uuid: string;
  readonly published: string;
  readonly eventType: string;
  readonly severity: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** The service's own words for the type, in English. */
  readonly displayMessage: string;
  readonly actor: {
    readonly id: string;
    readonly type: string;
    readonly alternateId: string;
    readonly displayName: string;
  };
  readonly client: {
    readonly ipAddress: string | null;
    readonly device: string;
    readonly userAgent: { readonly rawUserAgent: string | null; readonly os: string; readonly browser: string } | null;
  };
  readonly outcome: { readonly result: Outcome; readonly reason: string | null };
  readonly target: readonly LogTarget[];
  readonly transaction: {
    readonly type: 'WEB' | 'JOB';
    readonly id: string;
    readonly detail: Readonly<Record<string, unknown>>;
  };
  readonly debugContext: { readonly debugData: Readonly<Record<string, string>> };
}

/** Every outcome of an event. */
export const outcomes = ['SUCCESS', 'FAILURE', 'DENY'] as const;
export type Outcome = (typeof outcomes)[number];

const UNKNOWN = 'unknown';

/** The name of an actor or a target as people know it: that of a person, else the login or the id. */
export function partyName({
  id,
  displayName,
  alternateId,
}: Pick<LogTarget, 'id' | 'displayName' | 'alternateId'>): string {
  return [displayName, alternateId].find((name) => name !== '' && name !== UNKNOWN) ?? id;
}
