import type { Context, EnrollContext, FactorView } from '../../../domain/factors/context.ts';
import type { Factor } from '../../../domain/factors/factor.ts';
import type { AnyKind } from '../../../domain/factors/kind.ts';
import type { EnrollmentSettings } from '../../../domain/org/enrollmentSettings.ts';
import type { Owner } from '../../../domain/users/user.ts';
import type { Services } from '../../shared/services.ts';
import { contextFor } from '../factorRequest.ts';
import { readBack } from '../loadFactor.ts';

interface Enrolling {
  readonly kind: AnyKind;
  readonly user: Owner;
  readonly enrollment: EnrollmentSettings | undefined;
  readonly base: Omit<Context, 'user'>;
  readonly updatePhone: boolean;
  readonly activate: boolean;
}

/** The facts that a kind decides an enrollment from, and the factors of that kind which the user has. */
export async function enrollContext(
  { store }: Pick<Services, 'store'>,
  { kind, user, enrollment, base, updatePhone, activate }: Enrolling,
): Promise<{ readonly context: EnrollContext<unknown>; readonly siblings: readonly Factor[] }> {
  const { factorType, provider } = kind.contract;
  const siblings = (await store.factors.list(user.id)).filter(
    (factor) => factor.factorType === factorType && factor.provider === provider,
  );
  const context = {
    ...contextFor(kind, base, enrollment),
    user,
    updatePhone,
    activate,
    existing: siblings.map((factor): FactorView<unknown> => readBack(factor).view),
    phones: kind.messages && kind.messages.channel !== 'email' ? await store.factors.phones(user.id) : [],
  };
  return { context, siblings };
}
