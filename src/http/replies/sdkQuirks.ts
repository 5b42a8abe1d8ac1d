import type { OperationId } from '../../contract/index.ts';

/** A body that some version of an SDK of Okta's cannot read, and what it gets instead. */
export interface SdkQuirk {
  /** Its name in the header `cofactor-quirk`. */
  readonly name: string;
  /** As `User-Agent` begins. */
  readonly agents: readonly RegExp[];
  readonly operations: readonly OperationId[];
  /** The path to a member of the body; of a list on the way, to that of each item. */
  readonly member: readonly string[];
  /**
   * The member is left out, or of several values only the first is said; `of` one value something else happens; one that is
   * `missing` has this value.
   */
  readonly instead: 'nothing' | 'the first' | InsteadOf | { readonly missing: string };
}

/** A change where the member has a certain value: another value, or none, or not even the item of the list it is in. */
type InsteadOf =
  | { readonly of: string; readonly say: string }
  | { readonly of: string; readonly drop: 'member' | 'item' };

/** The user agent of Okta's Python SDK 3.0 to 3.4.6, which has no other mark; observed with 3.4.2 and 3.4.6. */
const PYTHON_3 = /^OpenAPI-Generator\/[\d.]+\/python$/;
/** Seen with 2.9.13. */
const PYTHON_2 = /^okta-sdk-python\/2\./;
/** Seen with 5.0.2. */
const GO_5 = /^okta-sdk-golang\/5\./;
const GO_6 = /^okta-sdk-golang\/6\./;
/** As `ApplicationInfo` of its commons library puts it together; seen with 24.0.0, which needs nothing. */
const JAVA_19_20 = /^okta-sdk-java\/(19|20)\./;
/** As its `UserAgentBuilder` puts it together, from its sources: nothing of .NET is tried here. */
const DOTNET_10 = /^okta-sdk-dotnet\/10\./;

/** The generated Go SDKs write `null` for a body that was not given; seen with 5.0.6 and 6.0.0. */
export const writesNullForNothing = (userAgent = ''): boolean => /^okta-sdk-golang\/[3-6]\./.test(userAgent);

const METHODS = [
  'listAuthenticatorMethods',
  'getAuthenticatorMethod',
  'replaceAuthenticatorMethod',
  'activateAuthenticatorMethod',
  'deactivateAuthenticatorMethod',
] as const satisfies readonly OperationId[];

/**
 * Facts about SDKs, nothing else: other callers get the same bodies as from Okta. `npm run conformance` tries what SDKs
 * read; docs/clients.md says what none of this can spare them.
 */
export const sdkQuirks: readonly SdkQuirk[] = [
  {
    // Okta has it as a list (fact 10), their models as one link: reading a pending factor throws (fact 240).
    name: 'resend-link',
    agents: [PYTHON_3, GO_6, JAVA_19_20, DOTNET_10],
    operations: ['listFactors', 'getFactor', 'enrollFactor', 'enrollReplacement', 'resendFactor'],
    member: ['_links', 'resend'],
    instead: 'the first',
  },
  {
    // `_embedded.phones` is a list (fact 38), their models have no lists there: reading the catalogue throws.
    name: 'catalog-phones',
    agents: [PYTHON_3, GO_5, GO_6],
    operations: ['listSupportedFactors'],
    member: ['_embedded', 'phones'],
    instead: 'nothing',
  },
  {
    // Its members are texts, their models want objects: okta-sdk-python issue 539, okta-sdk-golang issue 576.
    name: 'verify-profile',
    agents: [PYTHON_3, GO_6],
    operations: ['verifyFactor'],
    member: ['profile'],
    instead: 'nothing',
  },
  {
    // Their model has a whole factor where there is a link to one (fact 95): reading REJECTED and TIMEOUT throws.
    name: 'transaction-factor-link',
    agents: [PYTHON_3],
    operations: ['getFactorTransactionStatus'],
    member: ['_links', 'factor'],
    instead: 'nothing',
  },
  {
    // None of their models is for CANCELLED, which Okta's enumeration has (facts 85, 96): reading it throws, or gives
    // an empty value.
    name: 'transaction-cancelled',
    agents: [PYTHON_3, GO_5, GO_6],
    operations: ['getFactorTransactionStatus'],
    member: ['factorResult'],
    instead: { of: 'CANCELLED', say: 'REJECTED' },
  },
  {
    // A text (fact 215), their models want an object: reading a key of the pool throws (fact 241).
    name: 'yubikey-profile',
    agents: [PYTHON_3, GO_6],
    operations: ['uploadYubikeyOtpTokenSeed', 'listYubikeyOtpTokens', 'getYubikeyOtpTokenById'],
    member: ['profile'],
    instead: 'nothing',
  },
  {
    // None of their models is for this key of Okta's (fact 231): the list throws, or has an empty item.
    name: 'authenticator-key',
    agents: [PYTHON_3, GO_5, GO_6],
    operations: ['listAuthenticators'],
    member: ['key'],
    instead: { of: 'custom_otp', drop: 'item' },
  },
  {
    // The reply about a push that still waits has none (fact 72), their models are chosen by it: reading it throws, or gives
    // an empty value.
    name: 'activation-type',
    agents: [PYTHON_2, GO_5, GO_6],
    operations: ['activateFactor'],
    member: ['factorType'],
    instead: { missing: 'push' },
  },
  {
    // The ways to send the link are a list (fact 72), and once the reply has a type its model has one link there.
    name: 'activation-send',
    agents: [GO_6],
    operations: ['activateFactor'],
    member: ['_links', 'send'],
    instead: 'the first',
  },
  {
    // Its enumeration is all small letters, Okta's word is not (fact 221): reading the method throws.
    name: 'totp-encoding',
    agents: [PYTHON_3],
    operations: METHODS,
    member: ['settings', 'encoding'],
    instead: { of: 'Base32', say: 'base32' },
  },
  {
    // The key of U2F is in another enumeration of its, not in that of policies (fact 231): reading the policy throws.
    // An entry without a key, written back, leaves the policy's own entry as it was.
    name: 'policy-key',
    agents: [PYTHON_3],
    operations: ['listPolicies', 'getPolicy', 'replacePolicy'],
    member: ['settings', 'authenticators', 'key'],
    instead: { of: 'security_key', drop: 'member' },
  },
];
