import type { FactorProfileRequest } from '../../contract/hardwareTokens/factorProfile.ts';
import { type Fault, fault } from '../values/fault.ts';
import { hasLostLetters } from '../values/lostLetters.ts';

/** A kind of token the organization hands out: how it makes codes and how its secrets are written. */
export interface FactorProfile extends ProfileFields {
  readonly id: string;
  readonly created: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
}

/** The fields that an administrator sets. */
interface ProfileFields {
  /** Unique in the organization. */
  readonly name: string;
  /** The vendor name that its factors show (fact 26). */
  readonly vendorName: string;
  readonly settings: OtpSettings;
}

/** Never changes: what was enrolled with it was enrolled for it. */
export type OtpSettings = CommonSettings & (TimeSettings | CounterSettings);

interface CommonSettings {
  /** Digits of a code. */
  readonly otpLength: number;
  readonly encoding: (typeof ENCODINGS)[number];
  readonly hmacAlgorithm: (typeof ALGORITHMS)[number];
}

interface TimeSettings {
  readonly timeBased: true;
  /** Seconds. */
  readonly timeStep: number;
  /** Steps accepted to either side of the present one. */
  readonly acceptableAdjacentIntervals: number;
}

interface CounterSettings {
  readonly timeBased: false;
  /** Presses that may have gone unused (RFC 4226 section 7.4). */
  readonly lookAhead: number;
}

/** Changes of profiles, and the note that a factor was enrolled with one: `claim` is the factor's. */
export type FactorProfileWrite =
  | { readonly do: 'insertFactorProfile'; readonly profile: FactorProfile }
  | { readonly do: 'renameFactorProfile'; readonly profile: FactorProfile }
  | { readonly do: 'removeFactorProfile'; readonly id: string }
  | { readonly do: 'useFactorProfile'; readonly profileId: string; readonly claim: string };

const ENCODINGS = ['base32', 'base64', 'hexadecimal'] as const;
const ALGORITHMS = ['HMacSHA1', 'HMacSHA256', 'HMacSHA512'] as const;
const TIME_STEPS = [15, 30, 60] as const;

/** The fields of a request with their defaults, or everything that is wrong with them at once. */
export function profileFields(request: FactorProfileRequest): ProfileFields | Fault {
  const wrong: string[] = [];
  const { settings = {} } = request;
  const given = <K extends keyof typeof settings>(name: K, allowed: string, fits: boolean) => {
    if (!fits) wrong.push(`settings.${name}: ${allowed}`);
  };
  const name = text('name', request.name ?? '', wrong);
  const vendorName = text('vendorName', request.vendorName ?? name, wrong);
  const { timeBased = true, otpLength = 6, encoding = 'base32', hmacAlgorithm = 'HMacSHA1' } = settings;
  given('otpLength', 'From 6 to 10 digits', isWithin(otpLength, 6, 10));
  given('encoding', `One of ${ENCODINGS.join(', ')}`, isOneOf(ENCODINGS, encoding));
  given('hmacAlgorithm', `One of ${ALGORITHMS.join(', ')}`, isOneOf(ALGORITHMS, hmacAlgorithm));
  const { timeStep = 30, acceptableAdjacentIntervals = 3, lookAhead = 10 } = settings;
  if (timeBased) {
    given('timeStep', `One of ${TIME_STEPS.join(', ')} seconds`, isOneOf(TIME_STEPS, timeStep));
    given('acceptableAdjacentIntervals', 'From 0 to 10', isWithin(acceptableAdjacentIntervals, 0, 10));
    given('lookAhead', 'Only with timeBased false', settings.lookAhead === undefined);
  } else {
    given('lookAhead', 'From 0 to 100 presses', isWithin(lookAhead, 0, 100));
    // Clients with fixed structures send zeros for what they leave out.
    given('timeStep', 'Only with timeBased true', !settings.timeStep);
    given('acceptableAdjacentIntervals', 'Only with timeBased true', !settings.acceptableAdjacentIntervals);
  }
  if (wrong.length > 0) return fault('validation', { subject: 'factorProfile' }).because(...wrong);
  const common = { otpLength, encoding, hmacAlgorithm } as CommonSettings;
  const moving = timeBased
    ? ({ timeBased, timeStep, acceptableAdjacentIntervals } as const)
    : ({ timeBased, lookAhead } as const);
  return { name, vendorName, settings: { ...moving, ...common } };
}

/** Two profiles whose tokens are the same. */
export const sameSettings = (a: OtpSettings, b: OtpSettings): boolean => ordered(a) === ordered(b);

/** Another profile has the name. */
export const nameTaken = (name: string): Fault =>
  fault('validation', { subject: 'factorProfile' }).because(`name: There is already a factor profile named ${name}`);

/** Nothing can be deleted that factors are judged by. */
export const profileInUse = (id: string): Fault =>
  fault('validation', { subject: 'factorProfile' }).because(
    `The factor profile ${id} is in use; DELETE the token:hotp factors that were enrolled with it first.`,
  );

function text(field: string, value: string, wrong: string[]): string {
  const trimmed = value.trim();
  const unprintable = /\p{Cc}/u.test(trimmed) || hasLostLetters(trimmed);
  if (trimmed === '') wrong.push(`${field}: The field cannot be left blank`);
  else if (trimmed.length > 100 || unprintable) wrong.push(`${field}: At most 100 printable characters`);
  return trimmed;
}

const ordered = (settings: OtpSettings) => JSON.stringify(Object.entries(settings).sort());
const isWithin = (n: number, min: number, max: number) => n >= min && n <= max;
const isOneOf = (list: readonly (string | number)[], value: string | number) => list.includes(value);
