import type { Role } from '../../contract/access/roles.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import { opensConsole } from '../../domain/signin/signInFactors.ts';
import { fault } from '../../domain/values/fault.ts';
import { getFactorTransactionStatus } from '../factors/verify/transactions.ts';
import { verifyFactor } from '../factors/verify/verifyFactor.ts';
import { Created, Page } from '../shared/replies.ts';
import type { Services } from '../shared/services.ts';
import { type AskedElsewhere, signInOver } from './signInState.ts';

/** A step by which a person proves a factor of their own. */
export interface FactorProof {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly factorId: string;
  readonly answer: Readonly<Record<string, string>>;
  /** The question that was put to their devices, whose answer is waited for. */
  readonly asked?: AskedElsewhere | undefined;
  /** Seconds for which the reply may be held back until there is an answer. */
  readonly wait?: number | undefined;
}

/** Whether a factor was proven; if not, what its page has to show to the key, or the number to pick on a device. */
export type Asked =
  | { readonly proven: boolean; readonly challenge: object }
  | { readonly proven: false; readonly asked: AskedElsewhere; readonly number?: number };

/** Asks the person's own factor, as themselves. Throws what verifying it would, and for kinds that open nothing here. */
export async function askFactor(
  services: Services,
  { userId, roles, factorId, answer, asked, wait = 0 }: FactorProof,
  caller: Omit<Caller, 'principal'>,
): Promise<Asked> {
  const factor = (await services.store.factors.envelopes(userId)).find(({ id }) => id === factorId);
  if (!factor || !opensConsole(factor)) throw noSuchFactor();
  const person: Caller = { ...caller, principal: { kind: 'session', id: '', userId, roles } };
  const input = { params: { userId, factorId }, caller: person };
  if (asked?.factorId === factorId) {
    const params = { ...input.params, transactionId: asked.transactionId };
    const reply = await getFactorTransactionStatus(services, { ...input, params, query: { wait }, body: {} });
    return settled(bodyOf(reply).factorResult, asked);
  }
  // A person who is asked on another device picks the number that this page shows: an approval by habit opens nothing.
  const body = factor.factorType === 'push' ? { useNumberMatchingChallenge: true } : answer;
  const reply = bodyOf(await verifyFactor(services, { ...input, query: {}, body }));
  const embedded = reply._embedded as { readonly challenge?: { readonly correctAnswer?: number } } | undefined;
  if (reply.transactionId !== undefined) {
    const number = embedded?.challenge?.correctAnswer;
    const waiting = { factorId, transactionId: reply.transactionId };
    return { proven: false, asked: waiting, ...(number !== undefined && { number }) };
  }
  const { credentialId } = { ...reply.profile } as { readonly credentialId?: string };
  // A key that keeps no users signs only for a page that names the credential.
  const challenge = { ...embedded, ...(credentialId !== undefined && { credentialId }) };
  return { proven: reply.factorResult === 'SUCCESS', challenge };
}

/** Tells a question that was approved from one that waits; throws when it was declined, or nobody answered in time. */
function settled(result: string | undefined, asked: AskedElsewhere): Asked {
  if (result === 'SUCCESS') return { proven: true, challenge: {} };
  if (result === 'WAITING') return { proven: false, asked };
  throw fault('authenticationFailed')
    .because(result === 'TIMEOUT' ? 'Nobody answered in time: ask again.' : 'It was declined on the device.')
    .hinting({ reason: result ?? 'REJECTED' });
}

function bodyOf<T>(reply: T | Created<T> | Page<unknown>): T {
  if (reply instanceof Page) throw signInOver();
  return reply instanceof Created ? reply.body : reply;
}

const noSuchFactor = () =>
  fault('authenticationFailed')
    .because(
      'This factor opens nothing here: passkeys and security keys, YubiKeys, pushes, authenticator apps and hardware tokens do.',
    )
    .hinting({ reason: 'NO_SUCH_FACTOR' });
