import type { Context, FactorView } from '../../domain/factors/context.ts';
import { type Accepted, accept, refuse } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import type { Evidence } from '../../domain/fido/evidence.ts';
import { isRpId } from '../../domain/fido/origins.ts';
import { fault } from '../../domain/values/fault.ts';
import { begunAt } from '../../domain/values/lifetime.ts';
import { askAnew, newChallenge, ownInFront, unfinished } from '../shared/fido/liveChallenge.ts';
import { refuseKey } from '../shared/fido/refuseKey.ts';
import { webauthnContract } from './contract.ts';
import { gather } from './gather.ts';
import { judgeAssertion, judgeRegistration } from './judge.ts';
import { modelName } from './modelName.ts';
import { creationOptions, requestOptions } from './options.ts';
import { rulesOf, settings } from './settings.ts';
import { type Credential, State } from './state.ts';

/**
 * A security key or passkey (Web Authentication). A user may have several; each is a factor with a challenge of its own.
 * `gather` has the cryptography done, `verify` judges whom and what it was for.
 */
export const webauthn: FactorKind<typeof webauthnContract, typeof State, void, Evidence> = {
  contract: webauthnContract,
  idPrefix: { pending: 'fwf', active: 'fwf' },
  state: State,
  authenticator: { key: 'webauthn', method: 'webauthn' },
  settings,

  enroll(_request, context) {
    const rules = rulesOf(context.settings, context.policy);
    if (!isRpId(rules.rpId)) return noRpId(rules.rpId);
    const challenge = newChallenge(context);
    const held = context.existing.flatMap(({ state: { credential } }) => (credential ? [credential.id] : []));
    return accept<State>(
      { challenge, rpId: rules.rpId },
      {
        replaces: unfinished(context.existing),
        embedded: () => ({ activation: creationOptions(challenge, rules, context, held) }),
      },
    );
  },

  challenge: {
    issue({ state }, context) {
      const rules = rulesOf(context.settings, context.policy);
      const { challenge, state: next } = askAnew(state, context);
      return accept(next, {
        embedded: () => ({ challenge: requestOptions(challenge, rules, context, state.rpId) }),
      });
    },
    id: ({ challenge }) => challenge?.value,
    begun: ({ challenge }) => begunAt(challenge),
    meets: ownInFront,
  },

  answers: {
    gather: ({ state: { credential } }, answer, { webauthn: proofs }) => gather(credential, answer, proofs),

    verify(factor, _answer, context, evidence) {
      const { credential } = factor.state;
      return credential ? verifyWith(credential, factor, context, evidence) : register(factor, context, evidence);
    },
  },

  claims: () => [],
  profile: ({ credential }) => credential && { credentialId: credential.id, authenticatorName: credential.name },
};

function register(factor: FactorView<State>, context: Context, evidence: Evidence) {
  const { challenge: _, ...state } = factor.state;
  const rules = rulesOf(context.settings, context.policy);
  const judged = judgeRegistration(evidence, factor.state, rules, context.now);
  if ('reason' in judged) return refuseKey(judged, factor, context.user);
  const { id, publicKey, aaguid, modelId } = judged.credential;
  const { counter } = judged.authenticator;
  const name = judged.model?.name ?? modelName(aaguid);
  const credential: Credential = { id, publicKey, counter, aaguid, modelId, name };
  return accept<State>(
    { ...state, credential },
    {
      status: 'ACTIVE',
      // Two users with one credential could not be told apart (WebAuthn section 7.1, step 26).
      claims: { values: [`webauthn:${id}`], held: refuseKey({ reason: 'CREDENTIAL_TAKEN' }, factor, context.user) },
    },
  );
}

/** All challenges are used up: the same answer is never accepted again. */
function verifyWith(credential: Credential, factor: FactorView<State>, context: Context, evidence: Evidence) {
  const { challenge: _, others: __, challengeKey: ___, ...state } = factor.state;
  const rules = rulesOf(context.settings, context.policy);
  const judged = judgeAssertion(evidence, { ...factor.state, credential }, rules, context.now);
  if ('reason' in judged) return refuseKey(judged, factor, context.user);
  const next = { ...credential, counter: judged.counter };
  return accept<State>({ ...state, credential: next }, { result: 'SUCCESS' }) satisfies Accepted<State>;
}

const noRpId = (host: string) =>
  refuse(
    fault('validation', { subject: 'factorEnrollRequest' }).because(
      `Browsers know keys of domains only, and this service is at ${host}: set COFACTOR_PUBLIC_URL to a URL with a domain, or settings.rpId of the webauthn method (PUT /api/v1/authenticators/{authenticatorId}/methods/webauthn).`,
    ),
    'NO_RP_ID',
  );
