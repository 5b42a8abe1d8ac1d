import { type Static, Type } from 'typebox';
import { accept, refuse } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import { fault } from '../../domain/values/fault.ts';
import { onlyFactor } from '../shared/onlyFactor.ts';
import { codeDigest, digestKey, indexOfCode, readableCode } from '../shared/readableCode.ts';
import { recoveryCodesContract } from './contract.ts';

/** `used` has a truth value for each digest. */
const State = Type.Object({ key: Type.String(), digests: Type.Array(Type.String()), used: Type.Array(Type.Boolean()) });
type State = Static<typeof State>;

const CODES = 10;
/** xxxxx-xxxxx, 50 bits. */
const SHAPE = { groups: 2, size: 5 } as const;

const left = ({ used }: State): number => used.filter((gone) => !gone).length;

/** Ten codes, shown once, each good for one verification. A set that is used up makes room for a new one. */
export const recoveryCodes: FactorKind<typeof recoveryCodesContract, typeof State> = {
  contract: recoveryCodesContract,
  idPrefix: { pending: 'rcv', active: 'rcv' },
  state: State,
  authenticator: { key: 'cofactor_recovery_codes', method: 'recovery_codes' },
  wire: { extension: true },

  enroll(_request, context) {
    const only = onlyFactor(context, ({ state }) => left(state) === 0);
    if (!only.ok) return only;
    const codes = Array.from({ length: CODES }, () => readableCode(context.random, SHAPE.groups, SHAPE.size));
    const key = digestKey(context.random);
    const state: State = { key, digests: codes.map((code) => codeDigest(key, code)), used: codes.map(() => false) };
    return accept(state, {
      status: 'ACTIVE',
      replaces: only.replaces,
      embedded: () => ({ activation: { codes } }),
    });
  },

  answers: {
    verify({ state, id }, { passCode }, { user }) {
      const { key, digests, used } = state;
      const index = indexOfCode(key, digests, passCode);
      if (index !== -1 && !used[index]) {
        return accept({ ...state, used: used.with(index, true) }, { result: 'SUCCESS' });
      }
      const more = left(state);
      const next =
        more > 0
          ? `${more === 1 ? '1 code is' : `${more} codes are`} left: use one that has not been used.`
          : `None is left; POST /api/v1/users/${user.id}/factors makes new ones in place of ${id}.`;
      const why = index === -1 ? 'The code is not one of the recovery codes.' : 'The code was already used.';
      return refuse(fault('invalidPasscode').because(`${why} ${next}`), index === -1 ? 'WRONG_CODE' : 'USED');
    },
  },

  claims: (_state, { id }) => [`${id}:recovery_codes`],
  profile: (state) => ({ codes: state.digests.length, codesLeft: left(state) }),
};
