import type { FactorFacts } from './history.ts';

/** The calls an explanation tells a caller to make. */
export function callsOf(userId: string, factorId: string, factors: readonly FactorFacts[]) {
  const all = `/api/v1/users/${userId}/factors`;
  const self = `${all}/${factorId}`;
  const pending = factors.find(({ id }) => id === factorId)?.status === 'PENDING_ACTIVATION';
  return {
    /** Makes a new code and sends it. */
    again: pending ? `POST ${self}/resend` : `POST ${self}/verify with an empty body`,
    answer: pending ? `POST ${self}/lifecycle/activate with the passCode` : `POST ${self}/verify with the passCode`,
    /** Makes a new challenge for a security key. */
    key: pending ? `POST ${all}` : `POST ${self}/verify with an empty body`,
    remove: `DELETE ${self}`,
    enroll: `POST ${all}`,
  };
}
