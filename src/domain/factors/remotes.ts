import type { WebAuthnProofs } from '../fido/evidence.ts';
import type { Hasher } from '../users/passwords.ts';
import type { Duo } from './duo.ts';
import type { TokenServer } from './tokenServer.ts';
import type { VipService } from './vip.ts';

/** Work that a kind may wait for before it decides: calls to others, and hashing that is slow on purpose. */
export interface Remotes {
  readonly passwords: Hasher;
  readonly webauthn: WebAuthnProofs;
  readonly tokenServer: TokenServer;
  readonly duo: Duo;
  readonly vip: VipService;
}
