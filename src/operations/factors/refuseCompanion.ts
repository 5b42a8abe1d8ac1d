import { fault } from '../../domain/values/fault.ts';
import type { Services } from '../shared/services.ts';
import { keyOf } from './companionWrites.ts';
import type { LoadedFactor } from './loadFactor.ts';

/** Refuses what is asked of a factor that only comes along with another, and names the one to ask instead (fact 52). */
export async function refuseCompanion(
  { store }: Pick<Services, 'store'>,
  { user, factor, kind }: LoadedFactor,
  asked: 'activate' | 'resend' | 'verify',
): Promise<void> {
  const main = kind.wire?.enrolledAlong;
  if (main === undefined) return;
  const list = `/api/v1/users/${user.id}/factors`;
  const found = (await store.factors.list(user.id)).find((other) => keyOf(other) === main && other.status === 'ACTIVE');
  const [mainType] = main.split('/');
  const causes = [
    `A factor of type ${factor.factorType} is not verified by this API: it came with the ${mainType} factor of its device.`,
    found ? `Verify that one with POST ${list}/${found.id}/verify.` : `GET ${list} lists the factors of the user.`,
  ];
  if (asked === 'verify') throw fault('validation', { subject: 'factorVerifyRequest' }).because(...causes);
  throw fault('notFound', { id: factor.id, type: 'UserFactor' })
    .because(...causes)
    .hinting({ reason: factor.status });
}
