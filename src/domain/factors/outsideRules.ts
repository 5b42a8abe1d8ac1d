import type { KindContract } from '../../contract/shared/primitives.ts';
import type { OutsideQuestion, Transaction } from '../devices/transaction.ts';
import type { Wishes } from './abilities.ts';
import type { Context, FactorView } from './context.ts';
import type { Accepted, Decision } from './decision.ts';
import type { DuoAsked, DuoUnanswered, DuoVerdict, PromptVisit } from './duo.ts';
import type { Remotes } from './remotes.ts';

/** A verdict of the service's on a question of ours. */
export interface OutsideAnswer {
  readonly transaction: Transaction;
  readonly verdict: Exclude<DuoVerdict, DuoUnanswered>;
}

/** The rules of a kind whose user is asked by an outside service, which is then asked what they said. */
export interface OutsideRules<C extends KindContract, State> {
  /** Whether a question rings at the user's; another kind only makes a link. */
  rings(remotes: Remotes): Promise<boolean>;
  /** Has the user asked. It runs once a request, after that has been paid for. */
  ask(factor: FactorView<State>, wishes: Wishes<C>, remotes: Remotes): Promise<DuoAsked>;
  /** Decides on what came of it. */
  asked(factor: FactorView<State>, found: DuoAsked, context: Context): Decision<State>;
  /** Asks after an answer, without waiting for one; `late` hears of one that comes afterwards. */
  follow(
    question: OutsideQuestion,
    late: Parameters<Remotes['duo']['follow']>[1],
    remotes: Remotes,
  ): ReturnType<Remotes['duo']['follow']>;
  /** Ends a question with its answer, for a pending factor as for an active one. */
  settle(factor: FactorView<State>, answer: OutsideAnswer, context: Context): Accepted<State>;
  /** The address of the page of the service's for one visit. */
  pageUrl(visit: PromptVisit, remotes: Remotes): ReturnType<Remotes['duo']['promptUrl']>;
  /** The verdict behind the code that a browser brings back from there. */
  redeem(visit: PromptVisit, code: string, remotes: Remotes): Promise<DuoVerdict>;
  /** The error for a service of which nothing is known. */
  silence(answer: DuoUnanswered): Decision<never> & { readonly ok: false };
}

/** Such rules whose types have been forgotten; what operations work with. */
export type AnyOutside = OutsideRules<KindContract, unknown>;
