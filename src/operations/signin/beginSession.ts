import type { Caller } from '../../contract/shared/operation.ts';
import type { ProviderSignIn, Session } from '../../domain/access/session.ts';
import type { Write } from '../../store/change.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/** A session that begins with these writes, and the secret that goes into its cookie and is not kept. */
export interface NewSession {
  readonly secret: string;
  readonly session: Session;
  readonly writes: readonly Write[];
}

/** A secret for a session's cookie: 256 bits. */
export const sessionSecret = ({ random }: Pick<Services, 'random'>): string =>
  random(32).toBase64({ alphabet: 'base64url', omitPadding: true });

/** Somebody who has proven who they are, and by what. */
interface Proof extends Pick<Session, 'userId' | 'factorId'> {
  readonly provider?: ProviderSignIn | undefined;
  /** The moment of it, where it was before. */
  readonly proven?: Temporal.Instant;
  /** A session that ends where this one begins. */
  readonly replaces?: string | undefined;
}

/**
 * Makes a session of a person who has proven who they are: always a new one (session fixation). Its writes are `stale` when
 * the one that it is to replace has ended.
 */
export function newSession(
  { random, newId }: Pick<Services, 'random' | 'newId'>,
  { userId, factorId, provider, replaces, ...proof }: Proof,
  { caller, now }: { readonly caller: Omit<Caller, 'principal'>; readonly now: Temporal.Instant },
): NewSession {
  const secret = sessionSecret({ random });
  const session: Session = {
    id: newId('102'),
    userId,
    ...(factorId !== undefined && { factorId }),
    ...(provider && { provider }),
    created: now,
    used: now,
    proven: proof.proven ?? now,
  };
  const detail = { sessionId: session.id, ...(provider && { issuer: provider.issuer }) };
  const started = { event: 'user.session.start', userId, factorId, detail } as const;
  return {
    secret,
    session,
    writes: [
      ...(replaces === undefined ? [] : [{ do: 'endSession', userId, id: replaces } as const]),
      { do: 'insertSession', session, secret },
      logEntry({ caller, now }, started),
    ],
  };
}
