/**
 * What belongs to the organization rather than to a user and a kind may have to look up: profiles of custom tokens,
 * the pool of hardware tokens. Reads only; what a kind wants changed goes into its decision.
 */
// biome-ignore lint/suspicious/noEmptyInterface: kinds add their reads here
export interface OrgReads {}

/** A change of the organization's things that happens whole with the factor's, or not at all. Kinds add theirs. */
export type OrgWrite = never;
