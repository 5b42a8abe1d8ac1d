import type { Static, TSchema } from 'typebox';
import type { FactorStatus, KindContract } from '../../contract/shared/primitives.ts';
import type { OrgReads, OrgWrite } from '../hardwareTokens/tokenPool.ts';
import type { AuthenticatorMethod } from '../org/authenticatorTable.ts';
import type { Policy } from '../policy/policy.ts';
import type { Owner } from '../users/user.ts';
import type { AnswerRules, ChallengeRules, MessageRules } from './abilities.ts';
import type { Context, EnrollContext, FactorView } from './context.ts';
import type { Decision } from './decision.ts';
import type { DeviceRules } from './deviceRules.ts';
import type { OutsideRules } from './outsideRules.ts';
import type { Remotes } from './remotes.ts';

/**
 * One way of proving who you are. Stateless: it is handed the factor's state and answers with a decision; it never
 * touches the store, the network, the clock or HTTP. Every method but `lookup` and `answers.gather` is a function of
 * its arguments: it is run again when another request changed the factor in between. An ability that is absent is
 * something this kind does not do; one that is there is there whole.
 */
export type FactorKind<
  C extends KindContract = KindContract,
  State extends TSchema = TSchema,
  Found = void,
  Evidence = void,
> = Rules<C, State, Evidence> & Enrolls<C, State, Found>;

interface Rules<C extends KindContract, State extends TSchema, Evidence> {
  readonly contract: C;
  /** The three letters an id starts with; a factor whose prefix changes with its status gets a new id (fact 3). */
  readonly idPrefix: { readonly pending: string; readonly active: string };
  /** The shape of the private state, checked whenever it is read back. Sealed at rest. */
  readonly state: State;
  /** The method of the organization's authenticator that turns this kind on and off. */
  readonly authenticator: AuthenticatorMethod;
  /** Values no two live factors may share, e.g. "one sms per user". */
  claims(state: Static<State>, user: Owner): readonly string[];
  /** The public face: never contains a secret. Undefined where the wire shows none. */
  profile(
    state: Static<State>,
    status: FactorStatus,
  ): Static<C['profile']> | (C extends { readonly alwaysShown: true } ? never : undefined);

  /** Sends messages to its user. */
  readonly messages?: MessageRules<C, Static<State>>;
  /** Is challenged before it is answered. */
  readonly challenge?: ChallengeRules<C, Static<State>>;
  /** Takes answers over the API; a kind without is answered on a device, or not at all. */
  readonly answers?: AnswerRules<C, Static<State>, Evidence>;
  /** Is activated, and answered, on the user's devices. */
  readonly devices?: DeviceRules<Static<State>>;
  /** Is asked, and answered, by an outside service. */
  readonly outside?: OutsideRules<C, Static<State>>;
  /** Can be set by an administrator, with the method of its authenticator. */
  readonly settings?: KindSettings<never>;

  /** Enrolls what takes the place of an active factor once it is activated; the old one stays in use until then. */
  replace?(
    factor: FactorView<Static<State>>,
    request: Static<C['enroll']>,
    context: EnrollContext<Static<State>>,
  ): Decision<Static<State>>;
  /** The text of the QR code behind a link of the factor that carries `token`; undefined when there is none. */
  qrCode?(
    factor: FactorView<Static<State>>,
    token: string,
    context: Pick<Context, 'user' | 'policy' | 'absolute'>,
  ): string | undefined;
  /** Changes of the organization's things that go with a factor that is removed. */
  unenroll?(factor: FactorView<Static<State>>, context: Context): readonly OrgWrite[];
  /** Kinds, `factorType/provider`, whose active factors go when an active one of this does (fact 104). */
  readonly takesAlong?: readonly string[];
  /** The administrator's name for it, where it is not the contract's (fact 26). */
  vendorName?(state: Static<State>): string;
  /** Differences of its objects on the wire from everybody else's. */
  readonly wire?: WireQuirks;
}

/** The rules of enrollment. A kind whose decision needs something found looks it up, and no other. */
type Enrolls<C extends KindContract, State extends TSchema, Found> = {
  enroll(request: Static<C['enroll']>, context: EnrollContext<Static<State>>, found: Found): Decision<Static<State>>;
  /** Gives a factor what another enrollment would give it, in place (fact 228). */
  update?(
    factor: FactorView<Static<State>>,
    request: Static<C['enroll']>,
    context: Context,
    found: Found,
  ): Decision<Static<State>>;
  /** Enrolling takes an answer too: a guess, paid for before anything is looked at. */
  readonly enrollJudges?: true;
} & (unknown extends Found
  ? Partial<LooksUp<C, Found>>
  : [Exclude<Found, void>] extends [never]
    ? { readonly lookup?: never }
    : LooksUp<C, Found>);

/** The context of what is looked up: that of an enrollment, or of a change. */
type LookupContext = Context & Partial<Pick<EnrollContext<unknown>, 'existing'>>;

interface LooksUp<C extends KindContract, Found> {
  /**
   * Reads what belongs to the organization, or waits, before enroll decides; it runs again whenever enroll does, unless it
   * is for `looksUpOnce`.
   */
  lookup(request: Static<C['enroll']>, org: OrgReads, remotes: Remotes, context: LookupContext): Promise<Found>;
  /** The finding comes from others, who say it once. */
  readonly looksUpOnce?: true;
}

/** Settings of a kind, kept with the method of its authenticator. They are stored as they were sent and found right. */
export interface KindSettings<Stored> {
  readonly schema: TSchema;
  /** Everything wrong with settings of the schema's shape, as causes. */
  problems(stored: Stored, policy: Policy): readonly string[];
  /** The settings in force, stored or not, as the wire shows them. */
  shown(stored: Stored, policy: Policy): Readonly<Record<string, unknown>>;
}

/** Differences of one kind's objects, where Okta's differ. */
interface WireQuirks {
  /** No `created` and `lastUpdated` (fact 16). */
  readonly timeless?: true;
  /** No `verify` link, although verify works (fact 25). */
  readonly noVerifyLink?: true;
  /** Links to the list of security questions (fact 25). */
  readonly questionsLink?: true;
  /** The reply to a challenge has no profile (fact 78). */
  readonly bareChallenge?: true;
  /**
   * The kind, `factorType/provider`, that it comes with: nobody can enroll it by itself, so the catalogue does not offer
   * it (fact 52), and what is asked of it is to be asked of that one.
   */
  readonly enrolledAlong?: string;
  /** An extension of Cofactor's, shown only to callers that ask for extensions. */
  readonly extension?: true;
}

/** A kind whose types have been forgotten; what operations work with. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where kinds of different shapes meet
export type AnyKind = FactorKind<KindContract, any, any, any>;
