import { type RelyingParty, relyingPartyOf } from '../fido/origins.ts';

/** The defaults for security keys, in force until an administrator sets others. */
export interface FidoPolicy {
  /** Asked for with every request: the public URL may be known only once the service listens. */
  readonly relyingParty: () => RelyingParty;
  /** The lifetime of a challenge (WebAuthn section 15.1 recommends 5 to 10 minutes). */
  readonly challengeLifetime: Temporal.Duration;
  /** Whether models of keys are known, from a file of the FIDO Alliance's metadata service. */
  readonly metadata: boolean;
}

export const defaultFidoPolicy: FidoPolicy = {
  relyingParty: () => relyingPartyOf('http://localhost'),
  challengeLifetime: Temporal.Duration.from({ minutes: 5 }),
  metadata: false,
};
