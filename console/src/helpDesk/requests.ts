import type { Client, Factor } from '@cofactor/client';

/** A request to act on a user, as far as the console shows it. */
export interface HelpDeskRequest {
  readonly id: string;
  readonly userId: string;
  readonly action: 'RESET_FACTORS' | 'REMOVE_FACTORS' | 'TEMPORARY_CODE';
  /** The factors to remove, with REMOVE_FACTORS alone. */
  readonly factorIds?: readonly string[];
  readonly status: 'WAITING' | 'APPROVED' | 'DENIED' | 'USED' | 'EXPIRED';
  readonly approval: 'OWNER' | 'ADMINISTRATOR' | 'NOT_NEEDED';
  /** The number to tell the user, who picks it on their device. */
  readonly number?: number;
  /** Id of the person, or of the token or client that has none. */
  readonly requestedBy: string;
  readonly reason?: string;
  readonly ticket?: string;
  readonly created: string;
}

/** The approver that was chosen: the user, by a factor of theirs, or a second administrator. */
export type Approver =
  | { readonly approval: 'OWNER'; readonly factorId: string }
  | { readonly approval: 'ADMINISTRATOR' };

interface Wish {
  readonly userId: string;
  /** The factors to remove; all of them when absent. */
  readonly factorIds?: readonly string[] | undefined;
  readonly approver?: Approver | undefined;
  readonly reason: string;
  readonly ticket: string;
}

const PATH = '/api/v1/users/:userId/help-desk-requests';

/** Asks for leave, and gives the reason, which goes into the log. */
export const askLeave = (
  client: Client,
  { userId, factorIds, approver, reason, ticket }: Wish,
): Promise<HelpDeskRequest> =>
  client.request({
    method: 'POST',
    path: PATH,
    params: { userId },
    body: {
      ...(factorIds ? { action: 'REMOVE_FACTORS', factorIds } : { action: 'RESET_FACTORS' }),
      ...approver,
      ...(reason.trim() !== '' && { reason }),
      ...(ticket.trim() !== '' && { ticket }),
    },
  }) as Promise<HelpDeskRequest>;

/** A request as it stands; `wait`: seconds for which the service may hold the reply back. */
export const readLeave = (
  client: Client,
  { userId, id: requestId }: HelpDeskRequest,
  wait: number,
): Promise<HelpDeskRequest> =>
  client.request({
    method: 'GET',
    path: `${PATH}/:requestId`,
    params: { userId, requestId, wait },
  }) as Promise<HelpDeskRequest>;

/** Gives the code that the user reads out. */
export const giveCode = (
  client: Client,
  { userId, id: requestId }: HelpDeskRequest,
  passCode: string,
): Promise<HelpDeskRequest> =>
  client.request({
    method: 'POST',
    path: `${PATH}/:requestId/proof`,
    params: { userId, requestId },
    body: { passCode },
  }) as Promise<HelpDeskRequest>;

/** The words of a second administrator. */
export type Decision = 'APPROVE' | 'DENY';

/** The word of the second administrator. */
export const decide = (
  client: Client,
  { userId, id: requestId }: HelpDeskRequest,
  decision: Decision,
): Promise<HelpDeskRequest> =>
  client.request({
    method: 'POST',
    path: `${PATH}/:requestId/decision`,
    params: { userId, requestId },
    body: { decision },
  }) as Promise<HelpDeskRequest>;

/** The requests about a user that wait for a second administrator. */
export async function waitingFor(client: Client, userId: string): Promise<readonly HelpDeskRequest[]> {
  const all = await client.request({ method: 'GET', path: '/api/v1/help-desk/requests' });
  return (all as readonly HelpDeskRequest[]).filter((request) => request.userId === userId);
}

const PROVING = ['push', 'token:software:totp', 'token:hotp', 'token', 'sms', 'call', 'email'];

/** The factors by which a user can prove on the phone that they are the one who calls, the best first. */
export const provingFactors = (factors: readonly Factor[]): readonly Factor[] =>
  factors
    .filter(({ status, factorType }) => status === 'ACTIVE' && PROVING.includes(factorType))
    .sort((one, other) => PROVING.indexOf(one.factorType) - PROVING.indexOf(other.factorType));

/** Whether removing these takes something from the user: what was never activated, or given by the help desk, does not. */
export const takesFromOwner = (going: readonly Factor[]): boolean =>
  going.some(({ status, factorType }) => status !== 'PENDING_ACTIVATION' && factorType !== 'cofactor:temporary_code');
