import { type Static, Type } from 'typebox';
import { accept, type Refused, refuse } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import type { FactorProfile, OtpSettings } from '../../domain/hardwareTokens/factorProfile.ts';
import { timeStep } from '../../domain/hardwareTokens/otp.ts';
import { readSecret, secretForm } from '../../domain/hardwareTokens/sharedSecret.ts';
import { fault } from '../../domain/values/fault.ts';
import {
  type CounterToken,
  checkCounterCode,
  checkTimeCode,
  resynchronise,
  type TimeToken,
  tokenFault,
} from '../shared/judgeOtp.ts';
import { asTyped, chanceOf, checkLongProof, TOKEN_PROOF } from '../shared/longProof.ts';
import { hotpContract } from './contract.ts';

/** The profile's settings are copied: they never change, and verification reads one row only. */
const State = Type.Object({
  profileId: Type.String(),
  vendorName: Type.String(),
  secret: Type.String(),
  algorithm: Type.Enum(['sha1', 'sha256', 'sha512']),
  digits: Type.Integer(),
  /** Seconds of a time step; null when a button moves the counter. */
  step: Type.Union([Type.Integer(), Type.Null()]),
  /** Steps to either side, or presses ahead. */
  window: Type.Integer(),
  /** Counter or time step accepted last. */
  last: Type.Integer(),
  /** Steps its clock was found to be ahead (RFC 6238 section 6). */
  drift: Type.Integer(),
});
type State = Static<typeof State>;

/** Nothing else is looked up: there is text that PostgreSQL cannot compare with. */
const PROFILE_ID = /^fpr[0-9A-Za-z]{17}$/;

/** A token with a profile of the organization's: of any vendor that follows OATH, with a clock or a button. */
export const hotp: FactorKind<typeof hotpContract, typeof State, FactorProfile | undefined> = {
  contract: hotpContract,
  idPrefix: { pending: 'chf', active: 'chf' },
  state: State,
  authenticator: { key: 'custom_otp', method: 'otp' },

  lookup: async ({ factorProfileId = '' }, org) =>
    PROFILE_ID.test(factorProfileId) ? org.factorProfile(factorProfileId) : undefined,

  /** Active at once, with or without `activate=true`: there is no other mode (facts 26, 45). */
  enroll({ factorProfileId = '', profile }, { existing, user }, found) {
    if (!found) return invalid(`factorProfileId: ${unknownProfile(factorProfileId)}`, 'NO_PROFILE');
    const same = existing.find(({ state }) => state.profileId === found.id);
    if (same) {
      const remove = `DELETE /api/v1/users/${user.id}/factors/${same.id}`;
      return refuse(fault('factorExists').because(`To replace it call ${remove} first.`), 'FACTOR_EXISTS');
    }
    const key = readSecret(profile?.sharedSecret ?? '', found.settings.encoding);
    if (!key) {
      return invalid(`profile.sharedSecret: Send ${secretForm(found.settings.encoding)}.`, 'INVALID_SECRET');
    }
    const { counter } = profile ?? {};
    if (found.settings.timeBased && counter !== undefined) {
      return invalid('profile.counter: Only tokens with a button have one (settings.timeBased false).', 'NO_COUNTER');
    }
    const state: State = {
      profileId: found.id,
      vendorName: found.vendorName,
      secret: Buffer.from(key).toString('base64url'),
      ...movingOf(found.settings),
      last: (counter ?? 0) - 1,
      drift: 0,
    };
    const org = [{ do: 'useFactorProfile', profileId: found.id, claim: claimOf(state, user.id) } as const];
    return accept(state, { status: 'ACTIVE', org });
  },

  answers: {
    verify({ state }, { passCode, nextPassCode }, { now }) {
      const token = tokenOf(state, now);
      const code = asTyped(passCode, state.digits);
      const check =
        nextPassCode !== undefined
          ? resynchronise(token, [code, asTyped(nextPassCode, state.digits)])
          : 'current' in token
            ? checkTimeCode(token, code)
            : checkCounterCode(token, code);
      if ('refused' in check) {
        return refuse(tokenFault(check.refused, nextPassCode === undefined ? LOST : NOT_FOUND), check.refused);
      }
      const resynchronised = nextPassCode !== undefined && state.step !== null;
      const drift = resynchronised ? check.counter - timeStep(now, state.step as number) : state.drift;
      return accept({ ...state, last: check.counter, drift }, { result: 'SUCCESS' });
    },

    short: {
      /** Two codes find a token in a wide window: long enough, but not for those who have guessed too much. */
      chance: ({ state }, { nextPassCode }) =>
        nextPassCode === undefined ? chanceOf(codesOf(state), state.digits) : 1,
      // It is not challenged.
      chanceOfChallenge: () => 1,
      verifyLong({ state }, codes, { now }, first) {
        const check = checkLongProof(tokenOf(state, now), codes, first);
        return 'counter' in check ? accept({ ...state, last: check.counter }, { result: 'SUCCESS' }) : check;
      },
      wanted: () => TOKEN_PROOF,
    },
  },

  claims: (state, { id }) => [claimOf(state, id)],
  profile: () => undefined,
  vendorName: ({ vendorName }) => vendorName,
};

/** Codes of the ordinary window: what a guess at one may hit. */
const codesOf = ({ step, window }: State): number => (step === null ? window + 1 : 2 * window + 1);

const LOST =
  'The code is not one the token shows now; if it is the right token, send two consecutive codes as passCode and nextPassCode.';
const NOT_FOUND = 'The two codes are not consecutive codes of this token near where it was last seen.';

/** One token of each profile per user. */
const claimOf = ({ profileId }: State, userId: string) => `${userId}:hotp:${profileId}`;

function tokenOf({ secret, algorithm, digits, last, step, window, drift }: State, now: Temporal.Instant) {
  const token = { key: Buffer.from(secret, 'base64url'), rule: { algorithm, digits }, last };
  return step === null
    ? ({ ...token, lookAhead: window } satisfies CounterToken)
    : ({ ...token, current: timeStep(now, step) + drift, adjacent: window } satisfies TimeToken);
}

function movingOf(settings: OtpSettings): Pick<State, 'algorithm' | 'digits' | 'step' | 'window'> {
  const algorithm = ({ HMacSHA1: 'sha1', HMacSHA256: 'sha256', HMacSHA512: 'sha512' } as const)[settings.hmacAlgorithm];
  return {
    algorithm,
    digits: settings.otpLength,
    step: settings.timeBased ? settings.timeStep : null,
    window: settings.timeBased ? settings.acceptableAdjacentIntervals : settings.lookAhead,
  };
}

const unknownProfile = (id: string) =>
  `${id === '' ? 'The field cannot be left blank' : 'There is no such factor profile'}; GET /api/v1/org/factors/hotp/profiles lists them.`;

const invalid = (cause: string, reason: string): Refused<never> =>
  refuse(fault('validation', { subject: 'factorEnrollRequest' }).because(cause), reason);
