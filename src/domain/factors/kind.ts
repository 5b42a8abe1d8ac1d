import type { Static, TSchema } from 'typebox';
import type { FactorStatus, KindContract } from '../../contract/shared/primitives.ts';
import type { OrgReads, OrgWrite } from '../hardwareTokens/tokenPool.ts';
import type { Channel, Message } from '../messages/message.ts';
import type { Policy } from '../policy/policy.ts';
import type { Owner } from '../users/user.ts';
import type { Context, EnrollContext, FactorView } from './context.ts';
import type { Decision } from './decision.ts';
import type { DeviceRules } from './deviceRules.ts';
import type { Remotes } from './remotes.ts';

/**
 * One way of proving who you are. Stateless: it is handed the factor's state and answers with a
 * decision; it never touches the store, the network, the clock or HTTP. Every method but `lookup` and `gather` is a
 * function of its arguments: it is run again when another request changed the factor in between.
 * A method that is absent is something this kind does not do.
 */
export interface FactorKind<
  C extends KindContract = KindContract,
  State extends TSchema = TSchema,
  Found = void,
  Evidence = void,
> {
  readonly contract: C;
  /** The three letters an id starts with; a factor whose prefix changes with its status gets a new id (fact 3). */
  readonly idPrefix: { readonly pending: string; readonly active: string };
  /** Shape of the private state, checked whenever it is read back. Sealed at rest. */
  readonly state: State;
  /** The name of its resend link, for kinds that reach a user by message. */
  readonly channel?: Channel;
  /** The organization's authenticator, and its method, that turns this kind on and off. */
  readonly authenticator: { readonly key: string; readonly method?: string };
  /** What an administrator may set about its method. */
  readonly settings?: KindSettings<never>;
  /** Enrolling takes an answer too: a guess, paid for before anything is looked at. */
  readonly enrollJudges?: true;
  /** How its objects differ on the wire from everybody else's. */
  readonly wire?: WireQuirks;

  /** Reads what belongs to the organization, or waits, before enroll decides; run again whenever enroll is. */
  lookup?(request: Static<C['enroll']>, org: OrgReads, remotes: Remotes): Promise<Found>;
  enroll(request: Static<C['enroll']>, context: EnrollContext<Static<State>>, found: Found): Decision<Static<State>>;
  /** Enrolls what takes the place of an active factor once it is activated; the old one stays in use until then. */
  replace?(
    factor: FactorView<Static<State>>,
    request: Static<C['enroll']>,
    context: EnrollContext<Static<State>>,
  ): Decision<Static<State>>;
  /** Sends or shows what an active factor can be answered with. */
  challenge?(factor: FactorView<Static<State>>, context: Context, wishes?: Wishes<C>): Decision<Static<State>>;
  /** Names the live challenge, for the budget of guesses at it. */
  challengeId?(state: Static<State>): string | undefined;
  /** The number, in E.164 form, that its codes go to; once one comes back, the number belongs to somebody. */
  phoneNumber?(state: Static<State>): string;
  /** A new message for a pending factor. */
  resend?(factor: FactorView<Static<State>>, context: Context): Decision<Static<State>>;
  /**
   * LongPolls for what judging an answer takes. Run once an answer, after its guess has been paid for; the factor may have
   * changed when `verify` judges, which must therefore know what the evidence is about.
   */
  gather?(factor: FactorView<Static<State>>, answer: Static<C['answer']>, remotes: Remotes): Promise<Evidence>;
  /** Judges an answer, of a pending factor (which it activates) or an active one; absent: answered elsewhere. */
  verify?(
    factor: FactorView<Static<State>>,
    answer: Static<C['answer']>,
    context: Context,
    evidence: Evidence,
  ): Decision<Static<State>>;
  /** What goes with a factor that is removed. */
  unenroll?(factor: FactorView<Static<State>>, context: Context): readonly OrgWrite[];
  /** Values no two live factors may share, e.g. "one sms per user". */
  claims(state: Static<State>, user: Owner): readonly string[];
  /** The public face: never contains a secret. Undefined where the wire shows none. */
  profile(state: Static<State>, status: FactorStatus): Static<C['profile']> | undefined;
  /** The administrator's name for it, where it is not the contract's (fact 26). */
  vendorName?(state: Static<State>): string;
  /** The text of the QR code behind a link of the factor that carries `token`; undefined when there is none. */
  qrCode?(
    factor: FactorView<Static<State>>,
    token: string,
    context: Pick<Context, 'user' | 'policy' | 'absolute'>,
  ): string | undefined;
  /** Activated and answered on the user's devices. */
  readonly devices?: DeviceRules<Static<State>>;
  /** The message that brings a user what a device is activated with (fact 73). */
  activationMessage?(
    factor: FactorView<Static<State>>,
    to: Pick<Message, 'channel' | 'to'>,
    context: Context,
  ): Message | undefined;
  /** Kinds, `factorType/provider`, whose active factors go when an active one of this does (fact 104). */
  readonly takesAlong?: readonly string[];
}

/** Settings of a kind, kept with the method of its authenticator. They are stored as they were sent and found right. */
export interface KindSettings<Stored> {
  readonly schema: TSchema;
  /** What is wrong with settings of the schema's shape, as causes. */
  problems(stored: Stored, policy: Policy): readonly string[];
  /** What the wire shows: the ones in force, whether stored or not. */
  shown(stored: Stored, policy: Policy): Readonly<Record<string, unknown>>;
}

/** What a caller wished of the challenge. */
export type Wishes<C extends KindContract> = C['wishes'] extends TSchema ? Static<C['wishes']> : Record<never, never>;

/** Differences of one kind's objects, where Okta's differ. */
export interface WireQuirks {
  /** No `created` and `lastUpdated` (fact 16). */
  readonly timeless?: true;
  /** No `verify` link, although verify works (fact 25). */
  readonly noVerifyLink?: true;
  /** Links to the list of security questions (fact 25). */
  readonly questionsLink?: true;
  /** The reply to a challenge has no profile (fact 78). */
  readonly bareChallenge?: true;
  /** Comes with another kind: nobody can enroll it by itself, so the catalogue does not offer it (fact 52). */
  readonly enrolledAlong?: true;
  /** Ours, not Okta's: shown only to callers that ask for extensions. */
  readonly extension?: true;
}

/** A kind whose types have been forgotten; what operations work with. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where kinds of different shapes meet
export type AnyKind = FactorKind<KindContract, any, any, any>;
