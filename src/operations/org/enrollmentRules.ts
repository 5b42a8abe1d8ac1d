import type { AnyKind } from '../../domain/factors/kind.ts';
import { outsideOf } from '../../domain/org/authenticatorTable.ts';
import {
  type EnrollmentSettings,
  isComplete,
  policyName,
  type Refusal,
  refusalOf,
  secretsOf,
} from '../../domain/org/enrollmentSettings.ts';
import { fault } from '../../domain/values/fault.ts';

/**
 * Refuses to enroll, to activate or to send for activation what is switched off or not allowed, in Okta's words
 * (facts 57, 60), with the call that lets it.
 */
export function requireEnrollable(
  settings: EnrollmentSettings | undefined,
  kind: AnyKind,
  subject: 'factorEnrollRequest' | 'factorActivationRequest',
): void {
  const refusal = refusalOf(settings, kind);
  if (refusal && settings) throw fault('validation', { subject }).because(...causes(refusal, settings, kind));
}

/**
 * Refuses to challenge or verify an active factor of a kind that was switched off or forbidden after it was enrolled:
 * an administrator who switches text messages off means that nobody gets in with one any more. Okta does not say what
 * its API answers; this is its catalogue's word for such a factor.
 */
export function requireUsable(settings: EnrollmentSettings | undefined, kind: AnyKind): void {
  const refusal = refusalOf(settings, kind);
  if (refusal && settings) throw fault('factorNotActive').because(...causes(refusal, settings, kind));
}

const words: Readonly<Record<Refusal, string>> = {
  NOT_ENABLED: 'Factor not enabled.',
  NOT_FOR_SIGN_IN: 'Factor not enabled.',
  NOT_ALLOWED: 'Factor not allowed for the user based on the Multifactor policy.',
};

function causes(refusal: Refusal, settings: EnrollmentSettings, kind: AnyKind): readonly string[] {
  return [words[refusal], ways[refusal](settings, kind)];
}

const ways: Readonly<Record<Refusal, (settings: EnrollmentSettings, kind: AnyKind) => string>> = {
  NOT_ENABLED: switchOn,
  NOT_FOR_SIGN_IN: useForSignIn,
  NOT_ALLOWED: allow,
};

function useForSignIn({ authenticators }: EnrollmentSettings, { authenticator: { key } }: AnyKind): string {
  const own = authenticators.find((one) => one.key === key);
  return `Its settings.allowedFor is ${own?.settings?.allowedFor}; an administrator can change it to any with PUT /api/v1/authenticators/${own?.id}.`;
}

function switchOn({ authenticators }: EnrollmentSettings, { authenticator: { key, method } }: AnyKind): string {
  const own = authenticators.find((one) => one.key === key);
  if (!own) return `An administrator can create it with POST /api/v1/authenticators and key ${key}.`;
  const self = `/api/v1/authenticators/${own.id}`;
  const outside = outsideOf(key);
  if (outside && !isComplete(own)) {
    const all = [...outside.wanted, ...secretsOf(own)].join(', ').replace(/, (\w+)$/, ' and $1');
    return `An administrator can complete it with PUT ${self} and provider.configuration: ${all}.`;
  }
  const activate =
    own.status === 'INACTIVE' ? `${self}/lifecycle/activate` : `${self}/methods/${method}/lifecycle/activate`;
  return `An administrator can switch it on with POST ${activate}.`;
}

function allow({ policy }: EnrollmentSettings, kind: AnyKind): string {
  const list = policy.form === 'AUTHENTICATORS' ? 'settings.authenticators' : 'settings.factors';
  return `An administrator can allow it with PUT /api/v1/policies/${policy.id} and OPTIONAL for ${policyName(policy.form, kind)} in ${list}.`;
}
