import { type Static, Type } from 'typebox';
import { limits } from '../../domain/budgets/budgets.ts';
import type { Context } from '../../domain/factors/context.ts';
import { type Accepted, accept } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import { begunAt } from '../../domain/values/lifetime.ts';
import { inFront } from '../shared/askers.ts';
import { CodeState, noCode } from '../shared/codes.ts';
import { onlyFactor } from '../shared/onlyFactor.ts';
import { sendCode, sentAnswers, takeCode, takeLongCode } from '../shared/sentCode.ts';
import { isOwn, ownAddress, refuseAnotherAddress, refuseMoved } from './address.ts';
import { emailContract } from './contract.ts';

const State = Type.Object({
  email: Type.String(),
  /** The lifetime of the codes that activate it, in seconds; a resend keeps it. */
  lifetimeSeconds: Type.Integer(),
  codes: CodeState,
});
type State = Static<typeof State>;

/**
 * A one-time code by e-mail, to the user's own address only (fact 53). Nothing is remembered when it is removed: the
 * address is the user's. A factor whose address is no longer the user's neither sends nor verifies.
 */
export const email: FactorKind<typeof emailContract, typeof State> = {
  contract: emailContract,
  idPrefix: { pending: 'emf', active: 'emf' },
  state: State,
  authenticator: { key: 'okta_email', method: 'email' },
  wire: { timeless: true, bareChallenge: true },

  enroll({ profile }, context) {
    const only = onlyFactor(context, ({ state }) => !isOwn(state.email, context.user));
    if (!only.ok) return only;
    const own = ownAddress(profile?.email, context.user);
    if (!own.ok) return own;
    const lifetimeSeconds = (context.tokenLifetime ?? context.policy.codeLifetime).total('seconds');
    const state: State = { email: own.email, lifetimeSeconds, codes: noCode };
    const { replaces } = only;
    if (context.activate) return accept(state, { replaces, status: 'ACTIVE' });
    return { ...sendActivation(state, context), replaces, status: 'PENDING_ACTIVATION' };
  },

  messages: {
    channel: 'email',
    resend: ({ state }, { profile }, context) =>
      refuseMoved(state.email, context.user) ??
      refuseAnotherAddress(state.email, profile?.email, context.user) ??
      sendActivation(state, context),
  },

  challenge: {
    issue: ({ state }, context) =>
      refuseMoved(state.email, context.user) ??
      sendCode(state, addressOf(state, 'verify'), context, context.tokenLifetime ?? context.policy.codeLifetime),
    id: ({ codes }) => codes.live?.salt,
    begun: ({ codes }) => begunAt(codes.live),
    meets: (state, who) => ({ ...state, codes: inFront(state.codes, who) }),
  },

  answers: {
    verify: (factor, { passCode }, context) =>
      refuseMoved(factor.state.email, context.user) ?? takeCode(factor, passCode, context),
    short: {
      ...sentAnswers,
      verifyLong: (factor, { passCode }, context, first) =>
        isOwn(factor.state.email, context.user) ? takeLongCode(factor, passCode, context, first) : { half: undefined },
    },
  },

  claims: (_state, { id }) => [`${id}:email`],
  /** A pending one shows none (fact 16). */
  profile: ({ email }, status) => (status === 'ACTIVE' ? { email } : undefined),
};

function sendActivation(state: State, context: Context): Accepted<State> {
  const lifetime = Temporal.Duration.from({ seconds: state.lifetimeSeconds });
  return sendCode(state, addressOf(state, 'activate'), context, lifetime);
}

const addressOf = ({ email }: State, purpose: 'activate' | 'verify') =>
  ({ channel: 'email', to: email, purpose, limit: limits.email(email) }) as const;
