import type { Client } from '../createClient.ts';
import type { Factor, FactorType } from '../factors.ts';
import type { CallOptions } from '../options.ts';
import { asIs, orGone, rethrow } from './refusals.ts';
import { unenroll } from './unenroll.ts';

/** Which pending factors count as stuck; all of them, unless said otherwise. */
export interface RepairOptions extends CallOptions {
  readonly factorTypes?: readonly FactorType[];
  /** Those nothing has happened to since; leaves alone what is being enrolled just now. */
  readonly untouchedSince?: Date;
}

/**
 * Removes factors that are stuck in PENDING_ACTIVATION, and no others, so that they can be enrolled again. One that is
 * activated meanwhile stays: Cofactor sees to that; Okta cannot, so it is looked at once more right before.
 */
export async function repairPending(
  client: Client,
  userId: string,
  { factorTypes, untouchedSince, ...call }: RepairOptions = {},
): Promise<{ readonly removed: readonly Factor[] }> {
  const stuck = (await client.listFactors({ userId }, call)).filter(
    ({ status, factorType, lastUpdated }) =>
      status === 'PENDING_ACTIVATION' &&
      (factorTypes?.includes(factorType) ?? true) &&
      !(untouchedSince && lastUpdated && new Date(lastUpdated) >= untouchedSince),
  );
  const removed: Factor[] = [];
  for (const factor of stuck) {
    const at = { userId, factorId: factor.id };
    const now = client.server() === 'cofactor' ? factor : await orGone(client.getFactor(at, call), asIs, rethrow);
    if (!('status' in now) || now.status !== 'PENDING_ACTIVATION') continue;
    const { outcome } = await unenroll(client, userId, factor.id, { ...call, onlyPending: true });
    if (outcome === 'removed') removed.push(factor);
  }
  return { removed };
}
