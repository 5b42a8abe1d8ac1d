import { securityQuestions } from '../../contract/factors/questions.ts';
import { enrollmentOf, refusalOf } from '../../domain/org/enrollmentSettings.ts';
import { allKinds, placeOf } from '../../factors/index.ts';
import type { Handler } from '../shared/services.ts';
import { findFactorUser } from '../users/findUser.ts';
import { describeAllowed, describeFactor } from './describeFactor.ts';
import { loadFactor, loadFactors, readBack } from './loadFactor.ts';

/**
 * All factors of a user, pending ones too, that are switched on and allowed (fact 35): always one page (fact 41), in
 * Okta's fixed order (fact 236). Ours only for callers that know of them.
 */
export const listFactors: Handler<'listFactors'> = async (services, { params, query, caller }) => {
  const { factors, enrollment } = await loadFactors(services, params.userId, caller);
  return factors
    .map((factor) => ({ factor, ...readBack(factor) }))
    .filter(({ kind }) => (query.extensions || !kind.wire?.extension) && !refusalOf(enrollment, kind))
    .sort((a, b) => placeOf(a.kind) - placeOf(b.kind))
    .map(({ factor, kind }) => describeFactor(services.links, factor, kind));
};

/** A factor of a user; an active one that is switched off or forbidden since is INACTIVE, and cannot be verified. */
export const getFactor: Handler<'getFactor'> = async (services, { params, caller }) => {
  const { factor, kind, enrollment } = await loadFactor(services, params, caller);
  return describeAllowed(services.links, factor, kind, enrollment);
};

export const listSecurityQuestions: Handler<'listSecurityQuestions'> = async (services, { params, caller }) => {
  await findFactorUser(services, params.userId, caller);
  return securityQuestions.map((question) => ({ ...question }));
};

/**
 * Lists the factors a user can enroll, with the policy's word on each and whether it is enrolled already (facts 35,
 * 37, 38).
 */
export const listSupportedFactors: Handler<'listSupportedFactors'> = async (services, { params, query, caller }) => {
  const user = await findFactorUser(services, params.userId, caller);
  const [factors, phones, enrollment] = await Promise.all([
    services.store.factors.list(user.id),
    services.store.factors.phones(user.id),
    services.store.enrollment.read(),
  ]);
  const shownKinds = allKinds.filter(
    (kind) => (query.extensions || !kind.wire?.extension) && !kind.wire?.enrolledAlong && !refusalOf(enrollment, kind),
  );
  return shownKinds.map((kind) => {
    const { factorType, provider, vendorName } = kind.contract;
    const enrolled = factors.find((factor) => factor.factorType === factorType && factor.provider === provider);
    const phone = phones.find(({ channel }) => channel === kind.messages?.channel);
    const shown = phone && {
      id: phone.id,
      profile: { phoneNumber: phone.number, ...(phone.extension !== undefined && { phoneExtension: phone.extension }) },
      status: phone.verified ? 'ACTIVE' : 'NOT_VERIFIED',
    };
    return {
      factorType,
      provider,
      vendorName,
      enrollment: enrollment && enrollmentOf(enrollment, kind) === 'REQUIRED' ? 'REQUIRED' : 'OPTIONAL',
      status: enrolled?.status ?? 'NOT_SETUP',
      _links: services.links.catalogItem(kind, user.id),
      ...(shown && { _embedded: { phones: [shown] } }),
    };
  });
};
