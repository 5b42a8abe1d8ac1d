import type { Principal } from '../../contract/access/principal.ts';
import type { HelpDeskAction } from '../../contract/helpDesk/helpDesk.ts';

/** Leave to act on a user: asked for by one administrator, for one purpose, approved by somebody else, and used once. */
export interface HelpDeskRequest {
  readonly id: string;
  /** The user it is about. */
  readonly userId: string;
  readonly action: HelpDeskAction;
  /** The factors to remove; empty for the other actions. */
  readonly factorIds: readonly string[];
  /** All that is left to do: ids of factors, or the action. */
  readonly left: readonly string[];
  readonly status: 'WAITING' | 'APPROVED' | 'DENIED';
  readonly approval: 'OWNER' | 'ADMINISTRATOR' | 'NOT_NEEDED';
  /** The factor by which the user proves that they ask. */
  readonly factorId?: string;
  /** The question that was put to their device. */
  readonly transactionId?: string;
  /** The credential that asks (`credentialOf`): nobody else's calls are let through by it. */
  readonly requester: string;
  /** The person behind it. */
  readonly requesterUserId?: string;
  /** The person who approved or denied it. */
  readonly decidedBy?: string;
  readonly reason?: string;
  readonly ticket?: string;
  readonly created: Temporal.Instant;
  readonly expires: Temporal.Instant;
  /** When it was used first. */
  readonly used?: Temporal.Instant;
  /** Counts writes; a save happens only when it still matches. */
  readonly version: number;
}

/** Writes of requests. */
export type HelpDeskWrite =
  /** Takes the place of those of the same credential with the same action that were not used. */
  | { readonly do: 'insertHelpDeskRequest'; readonly request: HelpDeskRequest }
  | { readonly do: 'saveHelpDeskRequest'; readonly request: HelpDeskRequest }
  /** Saves it, and changes all others of the user, so that two are never used side by side. */
  | { readonly do: 'useHelpDeskRequest'; readonly request: HelpDeskRequest };

/** The credential of a caller, by which requests are theirs. */
export const credentialOf = ({ kind, id }: Pick<Principal, 'kind' | 'id'>): string => `${kind}:${id}`;

/** The state of a request at a time. */
export function requestStatus(
  { status, left, expires }: Pick<HelpDeskRequest, 'status' | 'left' | 'expires'>,
  now: Temporal.Instant,
): HelpDeskRequest['status'] | 'USED' | 'EXPIRED' {
  if (left.length === 0) return 'USED';
  if (status === 'DENIED') return status;
  return Temporal.Instant.compare(now, expires) >= 0 ? 'EXPIRED' : status;
}

/** Everything that a request for an action on these factors has to allow. */
export const targetsOf = (action: HelpDeskAction, factorIds: readonly string[]): readonly string[] =>
  action === 'REMOVE_FACTORS' ? factorIds : [action];

/** Whether a request lets its administrator do this now. */
export const allows = (
  request: HelpDeskRequest,
  principal: Pick<Principal, 'kind' | 'id'>,
  targets: readonly string[],
  now: Temporal.Instant,
): boolean =>
  request.requester === credentialOf(principal) &&
  requestStatus(request, now) === 'APPROVED' &&
  targets.every((target) => request.left.includes(target));

/**
 * Whether a second administrator has approved this very act already, and it was not begun: whoever asks once more has that
 * leave, and does not lose it. What a user approves is for the call in which they are asked, and is asked for anew in the next.
 */
export const isGivenFor = (
  request: HelpDeskRequest,
  act: Pick<HelpDeskRequest, 'action' | 'factorIds'>,
  principal: Pick<Principal, 'kind' | 'id'>,
  now: Temporal.Instant,
): boolean =>
  request.approval === 'ADMINISTRATOR' &&
  request.used === undefined &&
  request.action === act.action &&
  new Set(request.factorIds).symmetricDifference(new Set(act.factorIds)).size === 0 &&
  allows(request, principal, targetsOf(act.action, act.factorIds), now);

/** Until when the user alone cannot approve anything, since the help desk has just acted on them; undefined when they can. */
export function coolingUntil(
  requests: readonly HelpDeskRequest[],
  hours: number,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const ends = requests
    .filter(({ approval }) => approval !== 'NOT_NEEDED')
    .flatMap(({ used }) => (used ? [used.add({ hours })] : []))
    .sort(Temporal.Instant.compare)
    .at(-1);
  return ends && Temporal.Instant.compare(now, ends) < 0 ? ends : undefined;
}
