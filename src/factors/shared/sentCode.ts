import type { Requester } from '../../domain/budgets/requester.ts';
import type { Context, FactorView } from '../../domain/factors/context.ts';
import { type Accepted, accept, type Refused, refuse } from '../../domain/factors/decision.ts';
import type { Message } from '../../domain/messages/message.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { type CodeState, candidates, checkCode, codeNumber, consumeCode, issueCode, typedInFront } from './codes.ts';
import { chanceOf } from './longProof.ts';
import { wrongCode } from './wrongCode.ts';

interface WithCodes {
  readonly codes: CodeState;
}

/** The recipient of a code, and its purpose. */
export type Address = Pick<Message, 'channel' | 'to' | 'extension' | 'purpose' | 'limit'>;

/** A fresh code on its way to a user; the one before it is superseded. */
export function sendCode<State extends WithCodes>(
  state: State,
  address: Address,
  context: Context,
  lifetime: Temporal.Duration = context.policy.codeLifetime,
): Accepted<State> {
  const { code, codes } = issueCode(state.codes, context, { to: address.to, lifetime });
  const { templateId, language } = context;
  const message: Message = {
    ...address,
    values: { code, lifetime },
    ...(templateId !== undefined && { templateId }),
    ...(language !== undefined && { language }),
  };
  return accept({ ...state, codes }, { result: 'CHALLENGE', send: [message] });
}

/** Judges a code that was sent: right, it is used up and a pending factor becomes ACTIVE. */
export function takeCode<State extends WithCodes>(
  { state, status }: FactorView<State>,
  passCode: string,
  { now, requester }: Context,
): Accepted<State> | Refused<State> {
  const codes = typedInFront(state.codes, passCode, requester);
  const check = checkCode(codes, passCode, now);
  if (check !== 'MATCH') return refuse(wrongCode(check), check);
  const next = { ...state, codes: consumeCode(codes) };
  return accept(next, status === 'ACTIVE' ? { result: 'SUCCESS' } : { status: 'ACTIVE' });
}

/** The proof that is wanted of a code that was sent, by the message that this requester would be sent now. */
const codeProof = (sendsLong: boolean): string =>
  sendsLong
    ? `Ask for a new code: the next message has one of sixteen digits. Short codes are not judged any more, for too many were guessed; but ${TWO_CODES}.`
    : `Ask for a new code. One alone is not judged now, for too many were guessed; but ${TWO_CODES}.`;

const TWO_CODES = 'two right ones of two messages in a row are enough, the second with the stateToken of this reply';

/** The rules of answers to codes that were sent: short ones, and the long ones that are sent once those are used up. */
export const sentAnswers = {
  chance({ state: { codes } }: FactorView<WithCodes>, _answer: unknown, { codeLength }: Policy, who: Requester) {
    const short = candidates(codes, who).filter(({ long }) => !long).length;
    return codes.live?.long && short === 0 ? 0 : chanceOf(Math.max(1, short), codeLength);
  },
  chanceOfChallenge: ({ codeLength }: Policy) => chanceOf(1, codeLength),
  wanted: codeProof,
} as const;

/**
 * Judges an answer that must be long: right if it is a long code that is live, or a short one that was sent after another
 * which the same requester has shown just before. Both were read where messages arrive, whoever asked for them.
 */
export function takeLongCode<State extends WithCodes>(
  factor: FactorView<State>,
  passCode: string,
  context: Context,
  first: number | undefined,
): Accepted<State> | { readonly half: number | undefined } {
  const { live } = typedInFront(factor.state.codes, passCode, context.requester);
  const taken = takeCode(factor, passCode, context);
  if (!taken.ok || !live) return { half: undefined };
  const isProof = live.long || (first !== undefined && live.following?.includes(first) === true);
  return isProof ? taken : { half: codeNumber(live) };
}
