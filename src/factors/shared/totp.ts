import { type Static, Type } from 'typebox';
import type { FactorStatus } from '../../contract/shared/primitives.ts';
import type { Context, EnrollContext, FactorView } from '../../domain/factors/context.ts';
import { type Accepted, accept, type Decision, refuse } from '../../domain/factors/decision.ts';
import { toBase32 } from '../../domain/hardwareTokens/base32.ts';
import { type OtpRule, timeStep } from '../../domain/hardwareTokens/otp.ts';
import { sameSecret } from '../../domain/values/sameSecret.ts';
import { checkTimeCode, type TimeToken, tokenFault } from './judgeOtp.ts';
import { asTyped, chanceOf, checkLongProof, type ProofCodes, TOKEN_PROOF } from './longProof.ts';
import { onlyFactor } from './onlyFactor.ts';

/** The parameters that every authenticator app understands (RFC 6238 with its defaults; fact 18). */
const STEP_SECONDS = 30;
const RULE: OtpRule = { algorithm: 'sha1', digits: 6 };
/** One step to either side: RFC 6238 section 5.2 recommends no more. */
const ADJACENT = 1;
const CHANCE = chanceOf(2 * ADJACENT + 1, RULE.digits);
const TOKEN_BYTES = 32;

/** RFC 4226 section 4, R6: 160 bits are recommended, 128 required; Okta's examples have 80. */
export const TOTP_SECRET_BYTES = 20;

const State = Type.Object({
  /** Base64url: the fastest to read back. */
  secret: Type.String(),
  /** The time step accepted last. */
  last: Type.Integer(),
  /** The login at enrollment, which is the label in the app (fact 18). */
  login: Type.String(),
  /** The token that opens the QR code; gone once the factor is active. */
  qr: Type.Optional(Type.String()),
});
type State = Static<typeof State>;

/** A pending software token; its secret is shown in this one reply (facts 18 to 20). */
export function enrollTotp(
  key: Uint8Array,
  { keyLength }: { readonly keyLength: number },
  context: EnrollContext<State>,
): Decision<State> {
  const standing = onlyFactor(context);
  if (!standing.ok) return standing;
  const qr = Buffer.from(context.random(TOKEN_BYTES)).toString('base64url');
  const secret = Buffer.from(key).toString('base64url');
  return accept(
    { secret, last: -1, login: context.user.profile.login, qr },
    {
      status: 'PENDING_ACTIVATION',
      replaces: standing.replaces,
      embedded(self) {
        const _links = { qrcode: { href: `${self}/qr/${qr}`, type: 'image/png' } };
        const shown = { timeStep: STEP_SECONDS, sharedSecret: toBase32(key), encoding: 'base32', keyLength };
        // Okta has the link in one place for one provider and in the other for the other (fact 19).
        return { activation: { ...shown, _links }, _links };
      },
    },
  );
}

/** A software token that needs no activation: its user has proved who they are in another way. */
export const activeTotp = (key: Uint8Array, login: string): State => ({
  secret: Buffer.from(key).toString('base64url'),
  last: -1,
  login,
});

/** The secret and parameters that an authenticator app is told once of a software token. */
export function totpSecret({ secret }: State) {
  const sharedSecret = toBase32(Buffer.from(secret, 'base64url'));
  return { sharedSecret, timeStep: STEP_SECONDS, digits: RULE.digits, algorithm: RULE.algorithm.toUpperCase() };
}

/** The rules that software tokens of every provider share. */
export const totpRules = {
  idPrefix: { pending: 'ost', active: 'ost' },
  state: State,

  answers: {
    verify({ state, status }: FactorView<State>, codes: ProofCodes, { now }: Context): Decision<State> {
      const token = tokenOf(state, now);
      if (codes.nextPassCode !== undefined) {
        const proof = checkLongProof(token, codes, undefined);
        if ('counter' in proof) return accepted(state, status, proof.counter);
        return refuse(tokenFault('WRONG_CODE', NOT_SHOWN), 'WRONG_CODE');
      }
      const check = checkTimeCode(token, asTyped(codes.passCode, RULE.digits));
      if ('refused' in check) return refuse(tokenFault(check.refused, NOT_SHOWN), check.refused);
      return accepted(state, status, check.counter);
    },

    short: {
      chance: (_factor: FactorView<State>, { nextPassCode }: ProofCodes) => (nextPassCode === undefined ? CHANCE : 0),
      chanceOfChallenge: () => CHANCE,
      verifyLong({ state, status }: FactorView<State>, codes: ProofCodes, { now }: Context, first: number | undefined) {
        const check = checkLongProof(tokenOf(state, now), codes, first);
        return 'counter' in check ? accepted(state, status, check.counter) : check;
      },
      wanted: () => TOKEN_PROOF,
    },
  },

  profile: ({ login }: State) => ({ credentialId: login }),

  qrCode({ state, status }: FactorView<State>, token: string, { policy }: Pick<Context, 'policy'>): string | undefined {
    if (status !== 'PENDING_ACTIVATION' || state.qr === undefined) return undefined;
    if (!sameSecret(state.qr, token)) return undefined;
    return otpauthUri(state, policy.issuer);
  },
} as const;

function tokenOf({ secret, last }: State, now: Temporal.Instant): TimeToken {
  const key = Buffer.from(secret, 'base64url');
  return { key, rule: RULE, last, current: timeStep(now, STEP_SECONDS), adjacent: ADJACENT };
}

function accepted({ secret, login }: State, status: FactorStatus, counter: number): Accepted<State> {
  const next = { secret, last: counter, login };
  return status === 'ACTIVE' ? accept(next, { result: 'SUCCESS' }) : accept(next, { status: 'ACTIVE' });
}

const NOT_SHOWN =
  'The authenticator app does not show this code now; check that it is the right account, and that the clock of the device is set to automatic.';

/** The key URI authenticator apps scan, as Google's and Apple's documentation have it. */
function otpauthUri({ secret, login }: State, issuer: string): string {
  const name = encodeURIComponent(issuer);
  const key = toBase32(Buffer.from(secret, 'base64url'));
  const label = `${name}:${encodeURIComponent(login)}`;
  return `otpauth://totp/${label}?secret=${key}&issuer=${name}&algorithm=SHA1&digits=${RULE.digits}&period=${STEP_SECONDS}`;
}
