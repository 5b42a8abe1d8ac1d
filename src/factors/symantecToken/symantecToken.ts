import { type Static, Type } from 'typebox';
import { accept, refuse } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import type { VipAnswer } from '../../domain/factors/vip.ts';
import { fault } from '../../domain/values/fault.ts';
import { asTyped } from '../shared/longProof.ts';
import { onlyFactor } from '../shared/onlyFactor.ts';
import { symantecTokenContract } from './contract.ts';
import { refuseAnswer } from './refuseAnswer.ts';

const State = Type.Object({ credentialId: Type.String() });
type State = Static<typeof State>;

/** The word of the service on an enrollment. */
type Found = { readonly credentialId: string; readonly answer: VipAnswer } | undefined;

/** VIP credentials show codes of six digits. */
const DIGITS = 6;
/** Codes that the service takes at one time, and so the chance of a guess in millionths; it does not say how many. */
const LOOK_AHEAD = 5;

const TWO_CODES_TO_VERIFY = 'Send a new code as passCode and the one after it as nextPassCode.';

/** A VIP credential, which Symantec's service knows by its id and judges. */
export const symantecToken: FactorKind<typeof symantecTokenContract, typeof State, Found, VipAnswer> = {
  contract: symantecTokenContract,
  idPrefix: { pending: 'ufv', active: 'ufv' },
  state: State,
  authenticator: { key: 'symantec_vip', method: 'otp' },
  enrollJudges: true,
  looksUpOnce: true,

  /** Nobody is asked who would only use codes up. */
  async lookup({ profile, verify }, _org, { vip }, { existing = [] }) {
    if (existing.some(({ status }) => status === 'ACTIVE')) return undefined;
    const credentialId = spelled(profile.credentialId);
    const [passCode, nextPassCode] = [asTyped(verify.passCode, DIGITS), asTyped(verify.nextPassCode, DIGITS)];
    return { credentialId, answer: await vip.activate({ credentialId, passCode, nextPassCode }) };
  },

  /** Active at once (fact 50). */
  enroll(_request, context, found) {
    const standing = onlyFactor(context);
    if (!standing.ok) return standing;
    if (!found) return refuse(fault('factorServiceFailed'), 'VIP_NOT_CONFIGURED');
    const { credentialId, answer } = found;
    if (answer.is !== 'accepted') return refuseAnswer(answer, undefined);
    return accept<State>({ credentialId }, { status: 'ACTIVE' });
  },

  answers: {
    judgedElsewhere: {
      chance: ({ nextPassCode }) => (nextPassCode === undefined ? LOOK_AHEAD : 0),
      wanted: TWO_CODES_TO_VERIFY,
    },

    gather: ({ state: { credentialId } }, { passCode, nextPassCode }, { vip }) =>
      vip.validate({
        credentialId,
        passCode: asTyped(passCode, DIGITS),
        ...(nextPassCode !== undefined && { nextPassCode: asTyped(nextPassCode, DIGITS) }),
      }),

    verify({ state }, _answer, { requester }, answer) {
      if (answer.is === 'accepted') return accept(state, { result: 'SUCCESS' });
      return refuseAnswer(answer, requester?.standing === 'known' ? TWO_CODES_TO_VERIFY : undefined);
    },
  },

  claims: (_state, { id }) => [`${id}:token:SYMANTEC`],
  profile: ({ credentialId }) => ({ credentialId }),
};

/**
 * The id of a credential in its one spelling, as the service wants it: capitals, without spaces and hyphens. Letters that
 * are not of ASCII stay what they are: ß in capitals would be the id of another credential.
 */
const spelled = (credentialId: string): string =>
  credentialId.replace(/[ -]/g, '').replace(/[a-z]/g, (letter) => letter.toUpperCase());
