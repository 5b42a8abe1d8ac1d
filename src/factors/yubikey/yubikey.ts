import { type Static, Type } from 'typebox';
import { accept, type Refused, refuse } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import { countOf, readOtp } from '../../domain/hardwareTokens/yubicoOtp.ts';
import { type YubikeyToken, yubikeyClaim } from '../../domain/hardwareTokens/yubikeyPool.ts';
import { fault } from '../../domain/values/fault.ts';
import { onlyFactor } from '../shared/onlyFactor.ts';
import { yubikeyContract } from './contract.ts';

/** A copy of the token's seed, sealed with the factor: verifying reads one row, as for every kind. */
const State = Type.Object({
  tokenId: Type.String(),
  serial: Type.String(),
  publicId: Type.String(),
  privateId: Type.String(),
  aesKey: Type.String(),
  /** The count of the last passcode that was accepted. */
  count: Type.Integer(),
});
type State = Static<typeof State>;

/** The passcode a YubiKey types when touched (Yubico OTP). */
export const yubikey: FactorKind<typeof yubikeyContract, typeof State, YubikeyToken | undefined> = {
  contract: yubikeyContract,
  idPrefix: { pending: 'ykf', active: 'ykf' },
  state: State,
  authenticator: { key: 'yubikey_token', method: 'otp' },
  enrollJudges: true,

  async lookup({ verify }, org) {
    const otp = readOtp(verify.passCode);
    return otp && (await org.yubikey(otp.publicId));
  },

  /** The token's status is told only to somebody who has it in hand. */
  enroll({ verify }, context, token) {
    const standing = onlyFactor(context);
    if (!standing.ok) return standing;
    const judged = judge(verify.passCode, token);
    if (!judged.ok) return judged;
    const { id: tokenId, status, serial, publicId, privateId, aesKey } = judged.seed;
    if (status !== 'UNASSIGNED') {
      return refuse(fault('invalidPasscode').because(unavailable[status](tokenId)), `TOKEN_${status}`);
    }
    const { count } = judged;
    return accept<State>(
      { tokenId, serial, publicId, privateId, aesKey, count },
      { status: 'ACTIVE', org: [{ do: 'assignYubikey', tokenId, count, at: context.now }] },
    );
  },

  answers: {
    verify({ state }, { passCode }, { now }) {
      const judged = judge(passCode, state);
      if (!judged.ok) return judged;
      const { count } = judged;
      const org = [{ do: 'useYubikey', tokenId: state.tokenId, count, at: now }] as const;
      return accept({ ...state, count }, { result: 'SUCCESS', org });
    },
  },

  unenroll: ({ state }, { now }) => [{ do: 'releaseYubikey', tokenId: state.tokenId, at: now }],
  claims: ({ tokenId }, { id }) => [yubikeyClaim(tokenId), `${id}:token:hardware`],
  profile: ({ serial }) => ({ credentialId: serial }),
};

type Seed = Pick<State, 'serial' | 'publicId' | 'privateId' | 'aesKey' | 'count'>;

/** Is it a passcode of this key, and newer than every one before (E0000082 otherwise, fact 81)? */
function judge<S extends Seed>(
  passCode: string,
  seed: S | undefined,
): { readonly ok: true; readonly seed: S; readonly count: number } | Refused<never> {
  const wrong = (reason: string, cause: string) => refuse(fault('invalidPasscode').because(cause), reason);
  const otp = readOtp(passCode);
  if (!otp) return wrong('MALFORMED', 'A YubiKey passcode has 44 letters: touch the key to have it type one.');
  if (!seed) return wrong('UNKNOWN_TOKEN', UPLOAD);
  if (otp.publicId !== seed.publicId) {
    return wrong('OTHER_TOKEN', `The passcode is from another YubiKey; this factor is number ${seed.serial}.`);
  }
  const count = countOf(otp, seed);
  if (count === undefined) {
    return wrong('WRONG_CODE', 'The passcode was not made with the secrets that were uploaded for this YubiKey.');
  }
  if (count > seed.count) return { ok: true, seed, count };
  return refuse(fault('passcodeReplayed').because('Touch the YubiKey again for a new passcode.'), 'REPLAYED');
}

const POOL = '/api/v1/org/factors/yubikey_token/tokens';
const UPLOAD = `The organization has no YubiKey whose passcodes start like this; POST ${POOL} uploads its seed.`;

const unavailable = {
  ACTIVE: () => 'This YubiKey is enrolled already; it can be enrolled again once it has been removed from its user.',
  BLOCKED: (id: string) =>
    `This YubiKey was enrolled before and is BLOCKED; to release it call DELETE ${POOL}/${id} and upload its seed again.`,
} as const;
