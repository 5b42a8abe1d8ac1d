import type { EnrollContext } from '../../domain/factors/context.ts';
import type { LiveChallenge } from '../shared/fido/liveChallenge.ts';
import type { Rules } from './settings.ts';

const ES256 = -7;
const EDDSA = -8;
const RS256 = -257;

/** The time in milliseconds that a page waits for a key. */
const timeoutOf = ({ policy }: Pick<EnrollContext<never>, 'policy'>): number =>
  policy.fido.challengeLifetime.total({ unit: 'milliseconds' });

/** Fact 29, ready for `navigator.credentials.create()` once challenge and ids are bytes. */
export function creationOptions(
  { value }: LiveChallenge,
  rules: Rules,
  context: Pick<EnrollContext<never>, 'user' | 'policy'>,
  held: readonly string[],
) {
  const { user, policy } = context;
  const { userVerification, residentKeyRequirement, attachment } = rules;
  return {
    attestation: 'direct',
    authenticatorSelection: {
      userVerification: userVerification.toLowerCase(),
      requireResidentKey: residentKeyRequirement === 'REQUIRED',
      // What requireResidentKey says already is left as Okta has it.
      ...(residentKeyRequirement === 'PREFERRED' && { residentKey: 'preferred' }),
      ...(attachment !== 'ANY' && {
        authenticatorAttachment: attachment === 'BUILT_IN' ? 'platform' : 'cross-platform',
      }),
    },
    challenge: value,
    excludeCredentials: held.map((id) => ({ type: 'public-key', id })),
    pubKeyCredParams: [ES256, EDDSA, RS256].map((alg) => ({ type: 'public-key', alg })),
    rp: { name: policy.issuer, id: rules.rpId },
    timeout: timeoutOf(context),
    user: {
      displayName: `${user.profile.firstName} ${user.profile.lastName}`,
      name: user.profile.login,
      id: user.id,
    },
  };
}

/** Fact 102, and what a page needs besides for `navigator.credentials.get()`; `rpId` is the credential's own. */
export function requestOptions(
  { value }: LiveChallenge,
  rules: Rules,
  context: Pick<EnrollContext<never>, 'policy'>,
  rpId: string,
) {
  return {
    challenge: value,
    extensions: {},
    rpId,
    timeout: timeoutOf(context),
    userVerification: rules.userVerificationForVerify.toLowerCase(),
  };
}
