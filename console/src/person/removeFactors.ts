import { ApiError, type Client, type Factor } from '@cofactor/client';

/** Some of the chosen factors are gone, and one could not be removed. */
export class PartlyRemoved extends Error {
  readonly removed: readonly Factor[];

  constructor(removed: readonly Factor[], cause: unknown) {
    super('not all factors were removed', { cause });
    this.removed = removed;
  }
}

interface Wish {
  readonly userId: string;
  readonly factors: readonly Factor[];
  /** All that the user has, in one step. */
  readonly all: boolean;
  /** The phone numbers go with them. */
  readonly forgetPhones: boolean;
}

/** Removes factors of a user, and gives those that are gone. */
export async function removeFactors(
  client: Client,
  { userId, factors, all, forgetPhones }: Wish,
): Promise<readonly Factor[]> {
  const forgetting = forgetPhones ? { removeRecoveryEnrollment: true } : {};
  if (all) {
    await client.resetFactors({ userId, ...forgetting });
    return factors;
  }
  const removed: Factor[] = [];
  for (const factor of factors) {
    try {
      await client.unenrollFactor({ userId, factorId: factor.id, ...forgetting });
    } catch (error) {
      // It went with one before: a device key goes with Push.
      const isGone = error instanceof ApiError && error.status === 404 && removed.length > 0;
      if (!isGone) throw removed.length === 0 ? error : new PartlyRemoved(removed, error);
    }
    removed.push(factor);
  }
  return removed;
}
