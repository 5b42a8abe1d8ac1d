import type { Static, TSchema } from 'typebox';
import type { KindContract } from '../../contract/shared/primitives.ts';
import type { Requester } from '../budgets/requester.ts';
import type { Policy } from '../policy/policy.ts';
import type { PhoneChannel } from '../values/phone.ts';
import type { Context, FactorView } from './context.ts';
import type { Accepted, Decision } from './decision.ts';
import type { Remotes } from './remotes.ts';

/** Wishes that a caller may send along when it asks for a challenge. */
export type Wishes<C extends KindContract> = C['wishes'] extends TSchema ? Static<C['wishes']> : Record<never, never>;

/** The rules of a kind that reaches its user by message. */
export type MessageRules<C extends KindContract, State> = EmailRules<C, State> | PhoneRules<C, State>;

interface EmailRules<C extends KindContract, State> {
  /** The name of the resend link. */
  readonly channel: 'email';
  /** A new message for a pending factor; a request that repeats its enrollment must name the same recipient. */
  resend(factor: FactorView<State>, request: Static<C['enroll']>, context: Context): Decision<State>;
}

interface PhoneRules<C extends KindContract, State> {
  /** The name of the resend link. */
  readonly channel: PhoneChannel;
  /** A new message for a pending factor; a request that repeats its enrollment must name the same recipient. */
  resend(factor: FactorView<State>, request: Static<C['enroll']>, context: Context): Decision<State>;
  /** The number in E.164 form that codes go to; once one comes back, the number belongs to somebody. */
  phoneNumber(state: State): string;
}

/** The rules of a kind whose active factors are challenged before they are answered. */
export interface ChallengeRules<C extends KindContract, State> {
  /** Sends or shows what an active factor can be answered with. */
  issue(factor: FactorView<State>, context: Context, wishes?: Wishes<C>): Decision<State>;
  /** Names the live challenge, for the budget of guesses at it; undefined when there is none to guess at. */
  id(state: State): string | undefined;
  /** When that challenge was made; undefined where there is none, or it does not say. */
  begun?(state: State): Temporal.Instant | undefined;
  /** The state with that challenge in front which one requester may answer, where several are live side by side. */
  meets?(state: State, who: Requester): State;
}

/** The rules of a kind that takes answers over the API. A kind whose verdict needs evidence gathers it, and no other. */
export type AnswerRules<C extends KindContract, State, Evidence> = Verifies<C, State, Evidence> &
  (unknown extends Evidence
    ? Partial<Gathers<C, State, Evidence>>
    : [Exclude<Evidence, void>] extends [never]
      ? { readonly gather?: never }
      : Gathers<C, State, Evidence>);

interface Verifies<C extends KindContract, State, Evidence> {
  /** Judges an answer, of a pending factor (which it activates) or an active one. */
  verify(factor: FactorView<State>, answer: Static<C['answer']>, context: Context, evidence: Evidence): Decision<State>;
  /** Hashes when it gathers evidence; a request for it needs a place among those that hash. */
  readonly hashes?: true;
  /** Has answers that are short enough to guess. */
  readonly short?: ShortAnswers<C, State>;
  /** Proves what somebody knows, not what they have: a right answer makes nobody known, and strangers have few. */
  readonly knowledge?: true;
  /** Is judged by somebody else, who locks a token after some wrong answers: strangers have few. */
  readonly judgedElsewhere?: JudgedElsewhere<C>;
}

/** The rules of a kind whose answers somebody else judges. */
interface JudgedElsewhere<C extends KindContract> {
  /** The chance in millionths that a guess is right; 0 for an answer that is too long to guess. */
  chance(answer: Static<C['answer']>): number;
  /** The answer that is still taken when short ones are used up. */
  readonly wanted?: string;
}

/** The rules of a kind with answers short enough to guess: it takes longer ones where those are used up (ADR 4). */
interface ShortAnswers<C extends KindContract, State> {
  /** The chance in millionths that a guess is right; 0 for an answer that is too long to guess. */
  chance(factor: FactorView<State>, answer: Static<C['answer']>, policy: Policy, who: Requester): number;
  /** The chance of the answer to a challenge of today's. */
  chanceOfChallenge(policy: Policy): number;
  /**
   * Judges an answer of a requester whose short ones are used up. `first` is the half of a long proof that the same
   * requester has shown before; a half that is shown now is not a verdict, and is told to nobody.
   */
  verifyLong(
    factor: FactorView<State>,
    answer: Static<C['answer']>,
    context: Context,
    first: number | undefined,
  ): Accepted<State> | { readonly half: number | undefined };
  /** The proof that is wanted, as the cause of a refusal. `sendsLong`: a message now would have a code too long to guess. */
  wanted(sendsLong: boolean): string;
}

interface Gathers<C extends KindContract, State, Evidence> {
  /**
   * Waits for the evidence that judging an answer takes. It runs once an answer, after its guess has been paid for. The
   * factor may have changed when `verify` judges, which must therefore know what the evidence is about.
   */
  gather(factor: FactorView<State>, answer: Static<C['answer']>, remotes: Remotes): Promise<Evidence>;
}
