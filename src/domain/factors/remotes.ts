import type { WebAuthnProofs } from '../fido/evidence.ts';
import type { Passwords } from '../users/passwords.ts';

/** What a kind may wait for before it decides: other parties, and work that is slow on purpose. */
export interface Remotes {
  readonly passwords: Passwords;
  readonly webauthn: WebAuthnProofs;
}
