import type { PrivateKey } from './jose.ts';
import type { PublicKey } from './publicKey.ts';

/** A key that access tokens are signed with. Its private half is sealed in the store. */
export interface SigningKey {
  readonly kid: string;
  readonly key: PrivateKey;
  readonly created: Temporal.Instant;
}

/** The keys that access tokens are signed with, as they stand now. */
export interface SigningKeys {
  /** The key that signs; the first one is made when it is asked for. */
  current(): Promise<PrivateKey>;
  /** The public half of a key that tokens may be signed by. */
  byId(kid: string): Promise<PublicKey | undefined>;
  /** The public halves of all of them, the one that is to sign next included. */
  published(): Promise<readonly PublicKey[]>;
}

/** A key is published for a day before it signs: whoever keeps the key set knows it by then. */
const AHEAD = Temporal.Duration.from({ hours: 24 });
/** The time for which a key signs. */
const SIGNS = Temporal.Duration.from({ hours: 24 * 90 });
/** A key that signs no longer is published until the last token it signed is over, and a day more. */
const BEHIND = Temporal.Duration.from({ hours: 25 });

/** A signing key as it is stored. */
export interface StoredSigningKey extends SigningKey {
  /** Counts the keys; of two processes that make the next one, one does. */
  readonly generation: number;
}

/** Changes of signing keys. */
export type SigningKeyWrite =
  /** `taken` when another process has made the key of this generation. */
  | { readonly do: 'insertSigningKey'; readonly key: StoredSigningKey }
  | { readonly do: 'removeSigningKeys'; readonly through: number };

/** The part each key plays at a moment. */
export interface KeyRoles {
  /** Undefined before there is a key. */
  readonly signsWith: StoredSigningKey | undefined;
  /** All that tokens may be signed by, the one that is to sign next included. */
  readonly published: readonly StoredSigningKey[];
  /** Whether it is time to make the next one. */
  readonly wantsNext: boolean;
  /** Keys that nobody needs any more. */
  readonly over: readonly StoredSigningKey[];
}

/**
 * Tells which key signs and which are published: each is made a day before it takes over, signs for 90 days, and stays
 * published for 25 hours after. The first one signs at once.
 */
export function keyRoles(keys: readonly StoredSigningKey[], now: Temporal.Instant): KeyRoles {
  const sorted = keys.toSorted((a, b) => Temporal.Instant.compare(a.created, b.created));
  const ready = sorted.filter(({ created }, index) => index === 0 || !isBefore(now, created.add(AHEAD)));
  const signsWith = ready.at(-1);
  const over = ready.slice(0, -1).filter((key) => {
    const next = sorted[sorted.indexOf(key) + 1];
    return next !== undefined && !isBefore(now, next.created.add(AHEAD).add(BEHIND));
  });
  const newest = sorted.at(-1);
  return {
    signsWith,
    published: sorted.filter((key) => !over.includes(key)),
    wantsNext: newest === undefined || !isBefore(now, newest.created.add(SIGNS)),
    over,
  };
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0;
