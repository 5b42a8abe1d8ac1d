import type { AuthenticatorData } from '../../domain/fido/authenticatorData.ts';
import { hashOf } from '../../domain/fido/bytes.ts';
import type { Evidence, Model } from '../../domain/fido/evidence.ts';
import type { Wrong } from '../../domain/fido/wrong.ts';
import { judgeClientData, judgeCounter } from '../shared/fido/judgeClientData.ts';
import type { Rules } from './settings.ts';
import type { Credential, State } from './state.ts';

type Registered = Extract<Evidence, { is: 'registration' }>;

/**
 * Whether a new credential answers the challenge, for us, by an authenticator that is allowed (WebAuthn section 7.1).
 */
export function judgeRegistration(
  evidence: Evidence,
  state: State,
  rules: Rules,
  now: Temporal.Instant,
): Wrong | Registered {
  if (evidence.is === 'unreadable') return { reason: 'UNREADABLE', was: evidence.what };
  const { clientData } = evidence;
  const expected = { type: 'webauthn.create', challenges: state, origins: rules.origins, now };
  const wrong = judgeClientData(clientData, expected);
  if (wrong) return wrong;
  if (evidence.is === 'unattested') return { reason: 'ATTESTATION_INVALID', was: evidence.why };
  if (evidence.is !== 'registration')
    return { reason: 'UNREADABLE', was: 'attestation: The field cannot be left blank' };
  const { authenticator, credential, model } = evidence;
  return (
    judgeUse(authenticator, state.rpId, rules.userVerification) ??
    judgeModel(credential.aaguid, model, rules) ??
    judgeProvenance(evidence, rules) ??
    evidence
  );
}

/** Whether the registered key answers the challenge, for us, and is no copy (WebAuthn section 7.2). */
export function judgeAssertion(
  evidence: Evidence,
  state: State & { readonly credential: Credential },
  rules: Rules,
  now: Temporal.Instant,
): Wrong | { readonly counter: number } {
  if (evidence.is === 'unreadable') return { reason: 'UNREADABLE', was: evidence.what };
  const { credential, rpId } = state;
  const expected = { type: 'webauthn.get', challenges: state, origins: rules.origins, now };
  const wrong = judgeClientData(evidence.clientData, expected);
  if (wrong) return wrong;
  if (evidence.is !== 'assertion') return { reason: 'WRONG_SIGNATURE' };
  const { authenticator, signed, model } = evidence;
  const { counter } = authenticator;
  return (
    judgeUse(authenticator, rpId, rules.userVerificationForVerify) ??
    (signed ? undefined : ({ reason: 'WRONG_SIGNATURE' } as const)) ??
    judgeCounter(counter, credential.counter) ??
    judgeModel(credential.aaguid, model, { blocked: rules.blocked }) ?? { counter }
  );
}

function judgeUse(
  { rpIdHash, present, verified }: AuthenticatorData,
  rpId: string,
  userVerification: Rules['userVerification'],
): Wrong | undefined {
  if (rpIdHash !== hashOf(rpId)) return { reason: 'WRONG_RP_ID', was: rpId };
  if (!present) return { reason: 'USER_NOT_PRESENT' };
  return userVerification === 'REQUIRED' && !verified ? { reason: 'USER_NOT_VERIFIED' } : undefined;
}

/** A blocked or compromised model is refused, even where its key was registered before. */
function judgeModel(
  aaguid: string,
  model: Model | undefined,
  { allowed, blocked }: Pick<Rules, 'allowed' | 'blocked'>,
): Wrong | undefined {
  const was = model ? `${aaguid}, ${model.name}` : aaguid;
  if (blocked.has(aaguid)) return { reason: 'MODEL_BLOCKED', was };
  if (model?.compromised) return { reason: 'MODEL_COMPROMISED', was: model.compromised };
  return allowed && !allowed.has(aaguid) ? { reason: 'MODEL_NOT_ALLOWED', was } : undefined;
}

/** An authenticator's word about itself proves nothing: each of these needs a certificate that vouches for it. */
function judgeProvenance({ authenticator, credential, model }: Registered, rules: Rules): Wrong | undefined {
  if (authenticator.syncable && !rules.syncable) return { reason: 'SYNCABLE' };
  const { vouched } = credential;
  if (rules.vouched && !vouched) return { reason: 'ATTESTATION_REQUIRED' };
  if (rules.hardware && !(vouched && model?.hardware)) return { reason: 'NOT_HARDWARE_PROTECTED' };
  return rules.fips && !(vouched && model?.fips) ? { reason: 'NOT_FIPS_COMPLIANT' } : undefined;
}
