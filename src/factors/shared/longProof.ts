import { findCounter, findPair, range, readCode } from '../../domain/hardwareTokens/otp.ts';
import type { CounterToken, TimeToken } from './judgeOtp.ts';

/** A code as a caller sends it: as text, or as a number that has lost the zeros before it. */
export const asTyped = (code: string | number, digits: number): string =>
  typeof code === 'number' ? String(code).padStart(digits, '0') : code;

/** The two codes of a long proof, or one of them. */
export interface ProofCodes {
  readonly passCode: string | number;
  readonly nextPassCode?: string | number | undefined;
}

/** The verdict on a long proof: the counter of its second code, or the first half of one that has been shown. */
export type ProofCheck = { readonly counter: number } | { readonly half: number | undefined };

/** Halves are kept as numbers of 31 bits. */
const halfOf = (counter: number): number => counter % 2 ** 31;

/**
 * Judges two consecutive codes inside the ordinary window, never the wide one of resynchronisation. Of a caller that
 * sends one code a call, `first` is the half it has shown before. Every code of the window is made, found or not: the time
 * taken must not tell that a half is right.
 */
export function checkLongProof(
  token: TimeToken | CounterToken,
  { passCode, nextPassCode }: ProofCodes,
  first: number | undefined,
): ProofCheck {
  const { key, rule } = token;
  const { from, to } = proofWindow(token);
  const one = readCode(asTyped(passCode, rule.digits), rule);
  if (nextPassCode !== undefined) {
    const two = readCode(asTyped(nextPassCode, rule.digits), rule);
    const found =
      one === undefined || two === undefined ? undefined : findPair(key, rule, [one, two], { from, to: to - 1 });
    return found === undefined ? { half: undefined } : { counter: found + 1 };
  }
  if (one === undefined) return { half: undefined };
  const shown = [...range(from, to)].filter((counter) => findCounter(key, rule, one, [counter]) !== undefined);
  const second = shown.find((counter) => first !== undefined && halfOf(counter) === halfOf(first + 1));
  return second === undefined ? { half: shown[0] === undefined ? undefined : halfOf(shown[0]) } : { counter: second };
}

/** The ordinary window; where that has room for one code only, the neighbour that a second one needs. */
function proofWindow(token: TimeToken | CounterToken): { readonly from: number; readonly to: number } {
  const { last } = token;
  if (!('current' in token)) return { from: last + 1, to: last + 1 + Math.max(1, token.lookAhead) };
  const { current, adjacent } = token;
  return { from: Math.max(0, last + 1, current - Math.max(1, adjacent)), to: current + adjacent };
}

/** Says in the cause of a refusal which proof is wanted of a token. */
export const TOKEN_PROOF =
  'Send two consecutive codes as passCode and nextPassCode; or one as passCode and, when the token shows the next, that one, with the stateToken of this reply.';

/** The chance in millionths that a guess at one of so many codes is right. */
export const chanceOf = (codes: number, digits: number): number => Math.max(1, Math.ceil((codes * 1e6) / 10 ** digits));
