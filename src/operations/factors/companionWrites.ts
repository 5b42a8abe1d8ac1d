import type { Accepted, Along } from '../../domain/factors/decision.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { Owner } from '../../domain/users/user.ts';
import { kindOf } from '../../factors/index.ts';
import type { Write } from '../../store/change.ts';
import { type AuditContext, logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { replacementWrites } from './enroll/replacementWrites.ts';

interface Company {
  readonly user: Owner;
  /** The factor the decision is about, as it will be. */
  readonly factor: Factor;
  /** The user's other factors. */
  readonly others: readonly Factor[];
}

/** The writes for factors of other kinds that are enrolled, or given a new state, with one (facts 24, 52). */
export function companionWrites(
  services: Services,
  company: Company,
  { along = [] }: Accepted<unknown>,
  audit: AuditContext,
): readonly Write[] {
  return along.flatMap((one) => {
    const standing = company.others.filter((other) => keyOf(other) === one.kind);
    return one.do === 'save'
      ? standing.map((before): Write => ({ do: 'saveFactor', before, factor: { ...before, state: one.state } }))
      : enrolled(services, company, one, standing, audit);
  });
}

function enrolled(
  { newId }: Services,
  { user, factor: { id: main, created, lastUpdated } }: Company,
  { kind: key, state }: Along,
  standing: readonly Factor[],
  audit: AuditContext,
): readonly Write[] {
  const [factorType = '', provider = ''] = key.split('/');
  const kind = kindOf(factorType, provider);
  if (!kind) throw new Error(`nothing can be enrolled along of kind ${key}`);
  const id = newId(kind.idPrefix.active);
  // The same times as the factor it comes with (fact 24).
  const times = { created, lastUpdated };
  const factor: Factor = { id, userId: user.id, factorType, provider, status: 'ACTIVE', state, version: 0, ...times };
  return [
    ...replacementWrites(standing, factor, audit),
    { do: 'insertFactor', factor, claims: kind.claims(state, user) },
    logEntry(audit, { event: 'user.mfa.factor.activate', userId: user.id, factorId: id, detail: { with: main } }),
  ];
}

/** A factor's kind as decisions name it. */
export const keyOf = ({ factorType, provider }: Pick<Factor, 'factorType' | 'provider'>): string =>
  `${factorType}/${provider}`;
