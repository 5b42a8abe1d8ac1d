/** One try to answer a request that carries an Idempotency-Key. */
export interface KeyHold {
  readonly tokenId: string;
  /** SHA-256 of the key: callers may have put anything into it. */
  readonly keyDigest: string;
  /** Tells this try from any other with the same key. */
  readonly attempt: string;
}
