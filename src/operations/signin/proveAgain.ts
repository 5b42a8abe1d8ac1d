import type { Caller } from '../../contract/shared/operation.ts';
import type { HeldSession } from '../../domain/access/session.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Services } from '../shared/services.ts';
import { askFactor } from './askFactor.ts';
import { sessionSecret } from './beginSession.ts';
import type { Unfinished } from './proveFactor.ts';
import { type AskedElsewhere, isFirstUse, signInOver } from './signInState.ts';

const purposeOf = (sessionId: string): string => `proof of session ${sessionId}`;

/** Longer than any session lasts, which alone can bring the question's state. */
const ONCE = Temporal.Duration.from({ hours: 13 });

interface ProofStep {
  readonly answer: Readonly<Record<string, string>>;
  /** Came with the number that is to be picked on a device. */
  readonly state?: string;
  readonly wait?: number;
}

/**
 * Has the person of a session prove the factor of its sign-in once more, for what is dangerous. Gives the session's new secret:
 * whoever has the cookie of before, planted or stolen, is not lifted along (session fixation).
 */
export async function proveAgain(
  services: Services,
  { session, roles }: HeldSession,
  { answer, state, wait }: ProofStep,
  caller: Omit<Caller, 'principal'>,
): Promise<{ readonly secret: string } | Unfinished> {
  const { id, userId, factorId } = session;
  if (factorId === undefined) {
    throw fault('forbidden').because(
      'A provider proved this session: sign in there once more, POST /admin/signin/openid with {"again": true}.',
    );
  }
  const asked = state === undefined ? undefined : openAsked(services, state, id);
  const reply = await askFactor(services, { userId, roles, factorId, answer, asked, wait }, caller);
  if ('asked' in reply) {
    const { number } = reply;
    return { state: services.seals.seal(reply.asked, purposeOf(id)), ...(number !== undefined && { number }) };
  }
  if (!reply.proven) return { challenge: reply.challenge };
  if (asked) await useApproval(services, asked);
  const secret = sessionSecret(services);
  const renewed = await services.store.apply([{ do: 'renewSession', session, secret, at: services.now() }]);
  if (renewed !== 'done') throw fault('invalidSession').because('The session is over, or was proven just now.');
  return { secret };
}

/** Opens the state of a question that this session asked. */
function openAsked({ seals }: Services, sealed: string, sessionId: string): AskedElsewhere {
  try {
    return seals.open(sealed, purposeOf(sessionId)) as AskedElsewhere;
  } catch {
    throw signInOver();
  }
}

/** An approval proves a session once, or it would do so for as long as it can be looked at. */
async function useApproval(services: Services, { transactionId }: AskedElsewhere): Promise<void> {
  if (!(await isFirstUse(services, `signin:proof:${transactionId}`, ONCE))) throw signInOver();
}
