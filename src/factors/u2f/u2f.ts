import { accept } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import type { Model } from '../../domain/fido/evidence.ts';
import { begunAt } from '../../domain/values/lifetime.ts';
import { askAnew, newChallenge, ownInFront, unfinished } from '../shared/fido/liveChallenge.ts';
import { refuseKey } from '../shared/fido/refuseKey.ts';
import { u2fContract } from './contract.ts';
import { judgeRegistration, judgeSignature, modelIdIn } from './judge.ts';
import { rulesOf, settings } from './settings.ts';
import { State } from './state.ts';

const VERSION = 'U2F_V2';
/**
 * The seconds that a page waits for a touch (fact 28); the challenge lives longer, since touching is not all it takes.
 */
const timeoutSeconds = 20;

/** A security key that speaks FIDO U2F 1.2. A user may have several; each is a factor with a challenge of its own. */
export const u2f: FactorKind<typeof u2fContract, typeof State, void, Model | undefined> = {
  contract: u2fContract,
  idPrefix: { pending: 'fuf', active: 'fuf' },
  state: State,
  authenticator: { key: 'security_key', method: 'u2f' },
  settings,

  enroll(_request, context) {
    const challenge = newChallenge(context);
    return accept<State>(
      { challenge },
      {
        replaces: unfinished(context.existing),
        embedded: () => ({ activation: { version: VERSION, nonce: challenge.value, timeoutSeconds } }),
      },
    );
  },

  challenge: {
    issue({ state }, context) {
      const { challenge, state: next } = askAnew(state, context);
      const embedded = () => ({ challenge: { nonce: challenge.value, timeoutSeconds } });
      return accept(next, { embedded });
    },
    id: ({ challenge }) => challenge?.value,
    begun: ({ challenge }) => begunAt(challenge),
    meets: ownInFront,
  },

  answers: {
    /** The model of the key that is registered, or about to be. */
    async gather({ state: { key } }, answer, { webauthn }) {
      const modelId = key?.modelId ?? modelIdIn(answer);
      return modelId === undefined ? undefined : webauthn.model(modelId);
    },

    /** All challenges are used up: the same answer is never accepted again. */
    verify(factor, answer, context, model) {
      const { key, ...challenges } = factor.state;
      const asked = { challenges, rules: rulesOf(context.settings, context.policy), now: context.now, model };
      if (key) {
        const judged = judgeSignature(answer, key, asked);
        if ('reason' in judged) return refuseKey(judged, factor, context.user);
        return accept<State>({ key: { ...key, counter: judged.counter } }, { result: 'SUCCESS' });
      }
      const judged = judgeRegistration(answer, asked);
      if ('reason' in judged) return refuseKey(judged, factor, context.user);
      const held = refuseKey({ reason: 'CREDENTIAL_TAKEN' }, factor, context.user);
      return accept<State>({ key: judged }, { status: 'ACTIVE', claims: { values: [`u2f:${judged.handle}`], held } });
    },
  },

  claims: () => [],
  profile: ({ key }) => key && { credentialId: key.handle, version: VERSION },
};
