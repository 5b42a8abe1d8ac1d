import { sameKey } from './keySetFields.ts';
import type { ServiceApp } from './serviceApp.ts';

/**
 * An app as it is after a change: its tokens of before go on unless a key was taken from it that may have asked for them, or
 * it was switched off.
 */
export function changedApp(before: ServiceApp, change: Partial<ServiceApp>, now: Temporal.Instant): ServiceApp {
  const { jwksUri, ...others } = { ...before, ...change, lastUpdated: now };
  const after: ServiceApp = { ...others, ...(jwksUri !== undefined && { jwksUri }) };
  const lostKey = before.keys.some(({ id, jwk, status }) => {
    const still = after.keys.find((key) => key.id === id);
    return status === 'ACTIVE' && !(still?.status === 'ACTIVE' && sameKey(still.jwk, jwk));
  });
  const lostSet = before.jwksUri !== undefined && before.jwksUri !== after.jwksUri;
  const switchedOff = before.status === 'ACTIVE' && after.status === 'INACTIVE';
  return lostKey || lostSet || switchedOff ? { ...after, epoch: before.epoch + 1 } : after;
}
