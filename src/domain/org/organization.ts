/** Facts about the organization that stay as long as its database. */
export interface Organization {
  readonly id: string;
  /** The id of the group that everybody is in, without being put there. */
  readonly everyoneId: string;
  readonly created: Temporal.Instant;
}
