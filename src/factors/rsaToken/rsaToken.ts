import { type Static, Type } from 'typebox';
import { accept, type Refused, refuse } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import type { TokenAnswer, TokenServerNames } from '../../domain/factors/tokenServer.ts';
import { fault } from '../../domain/values/fault.ts';
import { onlyFactor } from '../shared/onlyFactor.ts';
import { userNameOf } from '../shared/userName.ts';
import { rsaTokenContract } from './contract.ts';
import { refuseAnswer } from './refuseAnswer.ts';

const State = Type.Object({
  /** The name that the token server knows the user by. */
  userName: Type.String(),
  /** The administrator's name for the server, as it was at enrollment. */
  vendorName: Type.Optional(Type.String()),
});
type State = Static<typeof State>;

/** The word of the token server on an enrollment, and whom it was asked about. */
type Found = Refused<never> | (State & { readonly answer: TokenAnswer }) | undefined;

/** A token that a server of the organization's own judges: SecurID, or whatever speaks RADIUS. */
export const rsaToken: FactorKind<typeof rsaTokenContract, typeof State, Found, TokenAnswer> = {
  contract: rsaTokenContract,
  idPrefix: { pending: 'rsa', active: 'rsa' },
  state: State,
  authenticator: { key: 'onprem_mfa', method: 'otp' },
  enrollJudges: true,
  looksUpOnce: true,

  /** Nobody is asked who would only use a tokencode up. */
  async lookup({ profile, verify }, _org, { tokenServer }, { user, existing = [] }) {
    if (existing.some(({ status }) => status === 'ACTIVE')) return undefined;
    const names: TokenServerNames = await tokenServer.names();
    const userName = userNameOf('the token server', names.template, profile?.credentialId, user);
    if (typeof userName !== 'string') return userName;
    const answer = await tokenServer.ask({ userName, passCode: verify.passCode });
    return { userName, answer, ...(names.vendorName !== undefined && { vendorName: names.vendorName }) };
  },

  /** Active at once (fact 50). */
  enroll(_request, context, found) {
    const standing = onlyFactor(context);
    if (!standing.ok) return standing;
    if (!found) return refuse(fault('factorServiceFailed'), 'TOKEN_SERVER_NOT_CONFIGURED');
    if ('ok' in found) return found;
    const { answer, ...state } = found;
    return answer.is === 'accepted' ? accept<State>(state, { status: 'ACTIVE' }) : refuseAnswer(answer, 'enroll');
  },

  answers: {
    // A PIN and a tokencode.
    judgedElsewhere: { chance: () => 0 },

    gather: ({ state: { userName } }, answer, { tokenServer }) => tokenServer.ask({ ...answer, userName }),

    verify: ({ state }, _answer, _context, answer) =>
      answer.is === 'accepted' ? accept(state, { result: 'SUCCESS' }) : refuseAnswer(answer, 'verify'),
  },

  claims: (_state, { id }) => [`${id}:token:RSA`],
  profile: ({ userName }) => ({ credentialId: userName }),
  vendorName: ({ vendorName }) => vendorName ?? rsaTokenContract.vendorName,
};
