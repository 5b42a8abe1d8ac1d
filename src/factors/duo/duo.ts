import { type Static, Type } from 'typebox';
import { accept, type Refused, refuse } from '../../domain/factors/decision.ts';
import type { DuoVerdict } from '../../domain/factors/duo.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import { fault } from '../../domain/values/fault.ts';
import { onlyFactor } from '../shared/onlyFactor.ts';
import { userNameOf } from '../shared/userName.ts';
import { duoContract } from './contract.ts';
import { judged } from './judged.ts';
import { outside } from './outside.ts';
import { refuseRejected, refuseUnanswered } from './refuseDuo.ts';

export const DuoState = Type.Object({
  /** The name that Duo knows the user by. */
  userName: Type.String(),
});
export type DuoState = Static<typeof DuoState>;

/** Duo's word on whether a user can be asked, and their name there. */
type Found = Refused<never> | (DuoState & { readonly refusal?: DuoVerdict | undefined }) | undefined;

/** A user whom Duo asks, by its Auth API or on its own page. */
export const duo: FactorKind<typeof duoContract, typeof DuoState, Found, DuoVerdict> = {
  contract: duoContract,
  idPrefix: { pending: 'dsf', active: 'dsf' },
  state: DuoState,
  authenticator: { key: 'duo', method: 'duo' },

  /** Nobody is asked yet. */
  async lookup({ profile }, _org, { duo: service }, { user, existing = [] }) {
    if (existing.some(({ status }) => status === 'ACTIVE')) return undefined;
    const { template } = await service.names();
    const userName = userNameOf('Duo', template, profile?.credentialId, user);
    if (typeof userName !== 'string') return userName;
    return { userName, refusal: await service.refusal(userName) };
  },

  enroll(_request, context, found) {
    const standing = onlyFactor(context);
    if (!standing.ok) return standing;
    if (!found) return refuse(fault('factorServiceFailed'), 'DUO_NOT_CONFIGURED');
    if ('ok' in found) return found;
    const { userName, refusal } = found;
    if (refusal?.is === 'rejected') return refuseRejected(refusal, true);
    if (refusal?.is === 'unanswered') return refuseUnanswered(refusal);
    return accept<DuoState>({ userName }, { replaces: standing.replaces });
  },

  answers: {
    // Duo locks a user out after ten wrong ones in a row.
    judgedElsewhere: { chance: () => 0 },
    gather: ({ state: { userName } }, { passCode }, { duo: service }) => service.judge(userName, passCode),
    verify: (factor, _answer, context, verdict) => judged(factor, verdict, context),
  },

  outside,
  claims: (_state, { id }) => [`${id}:web:DUO`],
  profile: ({ userName }) => ({ credentialId: userName }),
};
