/** An API token. The secret itself is shown once and kept as a SHA-256 digest. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  readonly ownerId?: string;
  readonly created: Temporal.Instant;
  readonly revoked?: Temporal.Instant;
}
