import type { OperationId } from '../../contract/index.ts';

/** A body that some version of an SDK of Okta's cannot read, and what it gets instead. */
export interface SdkQuirk {
  /** Its name in the header `cofactor-quirk`. */
  readonly name: string;
  /** As `User-Agent` begins. */
  readonly agents: readonly RegExp[];
  readonly operations: readonly OperationId[];
  /** The member of the body, or of each item of a list. */
  readonly member: readonly string[];
  /** Left out, or of several the first alone, or where it is `of` another value. */
  readonly instead: 'nothing' | 'the first' | { readonly of: string; readonly say: string };
}

/** The user agent of Okta's Python SDK 3.0 to 3.4.6, which has no other mark; observed with 3.4.2 and 3.4.6. */
const PYTHON_3 = /^OpenAPI-Generator\/[\d.]+\/python$/;
/** Seen with 5.0.2. */
const GO_5 = /^okta-sdk-golang\/5\./;
const GO_6 = /^okta-sdk-golang\/6\./;

/**
 * Facts about SDKs, nothing else: other callers get the same bodies as from Okta. SDKs that are not here read all bodies
 * of all kinds (tried: Node.js 7.3 and 8.1 by `test/sdk`; Python 1.7 and 2.9, Go 2.20 by hand).
 */
export const sdkQuirks: readonly SdkQuirk[] = [
  {
    // Okta has it as a list (fact 10), their models as one link: reading a pending factor throws.
    name: 'resend-link',
    agents: [PYTHON_3],
    operations: ['listFactors', 'getFactor', 'enrollFactor', 'enrollReplacement', 'resendFactor'],
    member: ['_links', 'resend'],
    instead: 'the first',
  },
  {
    // `_embedded.phones` is a list (fact 38), their models have no lists there: reading the catalogue throws.
    name: 'catalog-phones',
    agents: [PYTHON_3, GO_5],
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
    // None of their models is for CANCELLED, which Okta's enumeration has (facts 85, 96): reading it throws.
    name: 'transaction-cancelled',
    agents: [PYTHON_3],
    operations: ['getFactorTransactionStatus'],
    member: ['factorResult'],
    instead: { of: 'CANCELLED', say: 'REJECTED' },
  },
];
