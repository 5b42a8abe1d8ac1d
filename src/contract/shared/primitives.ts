import { type Static, type TSchema, Type } from 'typebox';

/** The statuses of a factor (fact 31). */
export const FactorStatus = Type.Enum([
  'ACTIVE',
  'DISABLED',
  'ENROLLED',
  'EXPIRED',
  'INACTIVE',
  'NOT_SETUP',
  'PENDING_ACTIVATION',
]);
export type FactorStatus = Static<typeof FactorStatus>;

/** The outcomes of one challenge or verification (fact 85). */
export const FactorResult = Type.Enum([
  'SUCCESS',
  'CHALLENGE',
  'WAITING',
  'FAILED',
  'REJECTED',
  'TIMEOUT',
  'CANCELLED',
  'EXPIRED',
  'ERROR',
  'PASSCODE_REPLAYED',
  'TIME_WINDOW_EXCEEDED',
]);
export type FactorResult = Static<typeof FactorResult>;

/** Instants on the wire: UTC, milliseconds always `.000Z` (fact 15). */
export const Timestamp = Type.String({ format: 'date-time' });

/** One HAL link of a factor or a catalogue item: where it leads and which methods it allows. */
export const Link = Type.Object({
  name: Type.Optional(Type.String()),
  href: Type.String(),
  type: Type.Optional(Type.String()),
  hints: Type.Optional(Type.Object({ allow: Type.Array(Type.String()) })),
});
export type Link = Static<typeof Link>;

/** HAL links by relation; a relation with several targets is an array (fact 10). */
export const Links = Type.Record(Type.String(), Type.Union([Link, Type.Array(Link)]));
export type Links = Static<typeof Links>;

/** No parameters, no query, or no body. */
export const None = Type.Object({});

export const Anything = Type.Record(Type.String(), Type.Unknown());

/** The provider of factor types of our own, which Okta does not have; their names begin with `cofactor:`. */
export const EXTENSION_PROVIDER = 'COFACTOR';

/** The wire half of a factor kind: what a caller may send and see. Safe to import from the client. */
export interface KindContract<
  Enroll extends TSchema = TSchema,
  Answer extends TSchema = TSchema,
  Profile extends TSchema = TSchema,
> {
  readonly factorType: string;
  readonly provider: string;
  readonly vendorName: string;
  /** The body of enroll, without the fields every kind shares (`factorType`, `provider`, …). */
  readonly enroll: Enroll;
  /** The body of activate and verify when it carries an answer. */
  readonly answer: Answer;
  /** Wishes for a challenge, in the body of a verify request that asks for one; such a body is no answer (fact 98). */
  readonly wishes?: TSchema;
  /** The public face of an enrolled factor. */
  readonly profile: Profile;
  /** The help desk may enroll it too: what it gives is read out to somebody the help desk knows. */
  readonly forHelpDesk?: true;
  /** Every factor of the kind shows its profile, pending ones too. */
  readonly alwaysShown?: true;
  /** `_embedded` of the reply to enroll, for kinds whose callers build on what is in it. */
  readonly embedded?: TSchema;
}

export function kindContract<const T extends KindContract>(contract: T): T {
  return contract;
}
