import type { DeviceKey } from './keys.ts';
import type { Totp } from './totp.ts';

/** One account on this device, as it lies in IndexedDB: no secret in it can be read, by nobody. */
export interface Account {
  /** The id of this device's key at the service, and of the account here. */
  readonly kid: string;
  /** The public URL of the service. */
  readonly base: string;
  readonly login: string;
  readonly organization: string;
  readonly key: DeviceKey;
  /** A key the service may already have taken in place of `key`; its answer was not heard yet. */
  readonly nextKey?: DeviceKey;
  readonly totp: Totp;
  /** With which key the service signs what it sends by Web Push (RFC 8292); absent where it sends nothing. */
  readonly pushKey?: string;
  readonly added: number;
  /** The lead of the service's clock over this device's, in milliseconds. */
  readonly clockAhead: number;
  /** The service said that it does not know this device; the person is told, and decides. */
  readonly forgotten?: true;
}
