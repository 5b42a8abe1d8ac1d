import { findCounter, findPair, type OtpRule, range, readCode } from '../../domain/hardwareTokens/otp.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';

/**
 * The verdict on a TOTP or HOTP code: the counter it was made from, or the reason to refuse it. `REPLAYED`: it was used
 * before, or a newer one was.
 */
type TokenCheck =
  | { readonly counter: number }
  | { readonly refused: 'WRONG_CODE' | 'REPLAYED' | 'OUTSIDE_WINDOW' | 'CLOCK_SET_BACK' };

/** A token as it is judged. */
interface Token {
  readonly key: Uint8Array;
  readonly rule: OtpRule;
  /** The counter or time step accepted last; -1 before the first. Nothing up to it is accepted again. */
  readonly last: number;
}

/** A token that moves with time (RFC 6238). */
export interface TimeToken extends Token {
  /** The time step it should be in now. */
  readonly current: number;
  /** Steps accepted on either side of that one. */
  readonly adjacent: number;
}

/** A token that moves with each press of its button (RFC 4226). */
export interface CounterToken extends Token {
  /** Presses that may have gone unused in between. */
  readonly lookAhead: number;
}

/**
 * Past steps searched beyond the window, to tell a device whose clock is behind from a wrong code. Never future ones: a
 * guesser who hears that a code is only too early need but wait for it to be right.
 */
const BEYOND = 10;
/** The number of used counters that are recognised as such. */
const REMEMBERED = 10;
/** The distance of a pair of codes from the token's last counter, at most: presses, or steps of a drifted clock. */
const LOST_PRESSES = 1_000;
const LOST_STEPS = 100;

const WRONG: TokenCheck = { refused: 'WRONG_CODE' };

/**
 * Judges a TOTP code (RFC 6238), whatever token made it: the likeliest steps first, anything but acceptance only when none
 * of them fits. A code is accepted once, and none older than it afterwards (section 5.2). A code of the future is a wrong
 * code, and takes as long to judge as any other.
 */
export function checkTimeCode(token: TimeToken, passCode: string): TokenCheck {
  const { key, rule, last, current, adjacent } = token;
  const code = readCode(passCode, rule);
  if (code === undefined) return WRONG;
  const near = around(current, 0, adjacent);
  const counter = findCounter(
    key,
    rule,
    code,
    near.filter((step) => step > last),
  );
  if (counter !== undefined) return { counter };
  const used = findCounter(key, rule, code, [...near.filter((step) => step <= last), last]);
  // Codes of a later time were accepted: until then the right ones are refused, for they may have been used already.
  if (used !== undefined) return { refused: last > current + adjacent ? 'CLOCK_SET_BACK' : 'REPLAYED' };
  const oldest = current - adjacent - 1;
  const late = findCounter(key, rule, code, range(oldest - BEYOND + 1, oldest));
  return late === undefined ? WRONG : { refused: 'OUTSIDE_WINDOW' };
}

/** Judges an HOTP code, that of a token with a button (RFC 4226 section 7.2). */
export function checkCounterCode({ key, rule, last, lookAhead }: CounterToken, passCode: string): TokenCheck {
  const code = readCode(passCode, rule);
  if (code === undefined) return WRONG;
  const counter = findCounter(key, rule, code, range(last + 1, last + 1 + lookAhead));
  if (counter !== undefined) return { counter };
  const used = findCounter(key, rule, code, range(last - REMEMBERED + 1, last));
  return used === undefined ? WRONG : { refused: 'REPLAYED' };
}

/**
 * Finds a token that was lost from sight by two consecutive codes (RFC 4226 section 7.4); gives the second's counter.
 */
export function resynchronise(token: TimeToken | CounterToken, codes: readonly [string, string]): TokenCheck {
  const { key, rule, last } = token;
  const [first, second] = codes.map((typed) => readCode(typed, rule));
  if (first === undefined || second === undefined) return WRONG;
  const where =
    'current' in token
      ? { from: Math.max(last + 1, token.current - LOST_STEPS), to: token.current + LOST_STEPS }
      : { from: last + 1, to: last + 1 + LOST_PRESSES };
  const found = findPair(key, rule, [first, second], where);
  if (found !== undefined) return { counter: found + 1 };
  const used = findCounter(key, rule, first, range(last - REMEMBERED + 1, last));
  return used === undefined ? WRONG : { refused: 'REPLAYED' };
}

/** Steps at a distance of `from` to `to` from the middle, nearest first, the past before the future. */
function around(middle: number, from: number, to: number): readonly number[] {
  return [...range(from, to)].flatMap((distance) =>
    distance === 0 ? [middle] : [middle - distance, middle + distance],
  );
}

/** The fault of a token's code that was not accepted (facts 80 to 82); `wrong` is the cause for a wrong one. */
export function tokenFault(refused: Extract<TokenCheck, { refused: unknown }>['refused'], wrong: string): Fault {
  switch (refused) {
    case 'REPLAYED':
      return fault('passcodeReplayed').because('This code, or a newer one, was already accepted.');
    case 'CLOCK_SET_BACK':
      return fault('passcodeReplayed').because(
        'This code, or a newer one, was already accepted: the clock of the service has been set back since.',
      );
    case 'OUTSIDE_WINDOW':
      return fault('outsideWindow').because(
        'The clock of the device is wrong: set it to automatic and send a new code.',
      );
    default:
      return fault('invalidPasscode').because(wrong);
  }
}
