import type { PublicKey } from './publicKey.ts';

/** Key sets at addresses of others (RFC 7517 section 5). */
export interface KeySets {
  /** Why an address is none to be asked, as far as it tells by itself. */
  uriProblem(uri: string): string | undefined;
  /** The keys at an address; it is asked again for a `kid` that was not there. Undefined when they cannot be read. */
  keys(uri: string, kid: string | undefined): Promise<readonly PublicKey[] | undefined>;
}
