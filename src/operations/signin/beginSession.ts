import type { Caller } from '../../contract/shared/operation.ts';
import type { Session } from '../../domain/access/session.ts';
import type { Write } from '../../store/change.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/** A session that begins with these writes, and the secret that goes into its cookie and is not kept. */
export interface NewSession {
  readonly secret: string;
  readonly session: Session;
  readonly writes: readonly Write[];
}

/** Makes a session of a person who has proven who they are: always a new one (session fixation). */
export function newSession(
  { random, newId }: Pick<Services, 'random' | 'newId'>,
  { userId, factorId }: Pick<Session, 'userId' | 'factorId'>,
  { caller, now }: { readonly caller: Omit<Caller, 'principal'>; readonly now: Temporal.Instant },
): NewSession {
  const secret = random(32).toBase64({ alphabet: 'base64url', omitPadding: true });
  const session: Session = { id: newId('102'), userId, factorId, created: now, used: now, proven: now };
  const started = { event: 'user.session.start', userId, factorId, detail: { sessionId: session.id } } as const;
  return {
    secret,
    session,
    writes: [{ do: 'insertSession', session, secret }, logEntry({ caller, now }, started)],
  };
}
