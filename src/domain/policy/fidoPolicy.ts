import { type RelyingParty, relyingPartyOf } from '../fido/origins.ts';

/** What this service knows about keys before an administrator has set anything. */
export interface FidoPolicy {
  /** Asked for with every request: the public URL may be known only once the service listens. */
  readonly relyingParty: () => RelyingParty;
  /** How long a challenge waits for its answer (WebAuthn section 15.1 recommends 5 to 10 minutes). */
  readonly challengeLifetime: Temporal.Duration;
  /** Whether models of keys are known, from a file of the FIDO Alliance's metadata service. */
  readonly metadata: boolean;
}

export const defaultFidoPolicy: FidoPolicy = {
  relyingParty: () => relyingPartyOf('http://localhost'),
  challengeLifetime: Temporal.Duration.from({ minutes: 5 }),
  metadata: false,
};
