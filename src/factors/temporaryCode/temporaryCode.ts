import { type Static, Type } from 'typebox';
import { accept, refuse } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import { fault } from '../../domain/values/fault.ts';
import { hasEnded } from '../../domain/values/lifetime.ts';
import { onlyFactor } from '../shared/onlyFactor.ts';
import { codeDigest, digestKey, indexOfCode, readableCode } from '../shared/readableCode.ts';
import { temporaryCodeContract } from './contract.ts';

const State = Type.Object({
  key: Type.String(),
  digest: Type.String(),
  lifetimeSeconds: Type.Integer(),
  expires: Type.String(),
  useLimit: Type.Integer(),
  uses: Type.Integer(),
});
type State = Static<typeof State>;

const DEFAULTS = { lifetimeSeconds: 3600, useLimit: 1 } as const;
/** xxxx-xxxx, 40 bits: short enough to be read out, and far more than a hundred guesses a day find. */
const SHAPE = { groups: 2, size: 4 } as const;

/** Why the code is good for nothing more, if it is. */
function over(
  { expires, lifetimeSeconds, uses, useLimit }: State,
  now: Temporal.Instant,
): 'USED_UP' | 'EXPIRED' | undefined {
  if (uses >= useLimit) return 'USED_UP';
  const lifetime = Temporal.Duration.from({ seconds: lifetimeSeconds });
  return hasEnded(Temporal.Instant.from(expires), lifetime, now) ? 'EXPIRED' : undefined;
}

/** A code from the help desk, for so long and so many uses. One that is over makes room for a new one. */
export const temporaryCode: FactorKind<typeof temporaryCodeContract, typeof State> = {
  contract: temporaryCodeContract,
  idPrefix: { pending: 'tmc', active: 'tmc' },
  state: State,
  authenticator: { key: 'cofactor_temporary_code', method: 'temporary_code' },
  wire: { extension: true },

  enroll({ profile }, context) {
    const only = onlyFactor(context, ({ state }) => over(state, context.now) !== undefined);
    if (!only.ok) return only;
    const { lifetimeSeconds, useLimit } = { ...DEFAULTS, ...profile };
    const key = digestKey(context.random);
    const code = readableCode(context.random, SHAPE.groups, SHAPE.size);
    // Shown and kept to the second, so that a code ends when its profile says.
    const expires = context.now
      .add({ seconds: lifetimeSeconds })
      .round({ smallestUnit: 'second', roundingMode: 'floor' });
    return accept<State>(
      { key, digest: codeDigest(key, code), lifetimeSeconds, expires: expires.toString(), useLimit, uses: 0 },
      {
        status: 'ACTIVE',
        replaces: only.replaces,
        embedded: () => ({ activation: { passCode: code } }),
      },
    );
  },

  answers: {
    verify({ state }, { passCode }, { user, now }) {
      const again = `POST /api/v1/users/${user.id}/factors makes a new one.`;
      if (indexOfCode(state.key, [state.digest], passCode) === -1) {
        return refuse(fault('invalidPasscode').because('The code is not the temporary code.'), 'WRONG_CODE');
      }
      const why = over(state, now);
      if (!why) return accept({ ...state, uses: state.uses + 1 }, { result: 'SUCCESS' });
      const said =
        why === 'EXPIRED' ? `expired at ${state.expires}` : `has been used ${state.uses} of ${state.useLimit} times`;
      return refuse(fault('invalidPasscode').because(`The code ${said}; ${again}`), why);
    },
  },

  claims: (_state, { id }) => [`${id}:temporary_code`],
  profile: ({ lifetimeSeconds, useLimit, uses, expires }) => ({
    lifetimeSeconds,
    useLimit,
    usesLeft: useLimit - uses,
    expiresAt: expires.replace('Z', '.000Z'),
  }),
};
