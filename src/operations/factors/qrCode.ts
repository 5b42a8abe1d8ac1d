import type { FactorRef } from '../../domain/factors/factor.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Services } from '../shared/services.ts';
import { readBack } from './loadFactor.ts';

/**
 * The text of a factor's QR code, for whoever holds the link's token: no other credential is asked for (fact 20).
 * All that is wrong gets one answer, so that a stranger learns nothing, and the token is never repeated.
 */
export async function qrCodeOf(
  { store, policy, links }: Services,
  { userId, factorId, token }: FactorRef & { readonly token: string },
): Promise<string> {
  const found = await store.factors.find({ userId, factorId });
  if (found?.factor && found.user.status !== 'DEPROVISIONED') {
    const { kind, view } = readBack(found.factor);
    const text = kind.qrCode?.(view, token, { user: found.user, policy, absolute: links.absolute });
    if (text !== undefined) return text;
  }
  throw fault('notFound', { id: factorId, type: 'UserFactor' }).because(
    'A QR code can be seen only with the link that enroll gave, and until the factor is ACTIVE.',
  );
}
