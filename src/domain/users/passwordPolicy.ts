import { type Fault, fault } from '../values/fault.ts';
import { hasLostLetters } from '../values/lostLetters.ts';

/** The requirements of passwords, as an administrator sets them. */
export interface PasswordPolicy {
  readonly minLength: number;
  readonly lowercase: boolean;
  readonly uppercase: boolean;
  readonly number: boolean;
  /** No part of the login, cut at punctuation, of at least four characters. */
  readonly noUsernameParts: boolean;
}

export const defaultPasswordPolicy: PasswordPolicy = {
  minLength: 8,
  lowercase: true,
  uppercase: true,
  number: true,
  noUsernameParts: true,
};

/** Longer ones only cost memory; no person types them. */
const MAX_LENGTH = 256;
const MIN_PART = 4;

/** The fault of a chosen password, in the policy's own words (fact 158); undefined when it has none. */
export function weakPassword(password: string, login: string, policy: PasswordPolicy): Fault | undefined {
  const weak =
    [...password].length < policy.minLength ||
    (policy.lowercase && !/\p{Ll}/u.test(password)) ||
    (policy.uppercase && !/\p{Lu}/u.test(password)) ||
    (policy.number && !/\p{Nd}/u.test(password)) ||
    (policy.noUsernameParts && containsPart(password, login));
  const invalid = fault('validation', { subject: 'password' });
  if (weak) return invalid.because(`password: Password requirements were not met. ${requirements(policy)}`);
  if (password.length > MAX_LENGTH || hasLostLetters(password)) {
    return invalid.because(`password: The password must be text of at most ${MAX_LENGTH} characters.`);
  }
  return undefined;
}

/** The requirements of passwords as a sentence, which refusals and the page for choosing one have in them. */
export function requirements({ minLength, lowercase, uppercase, number, noUsernameParts }: PasswordPolicy): string {
  const parts = [
    `at least ${minLength} characters`,
    lowercase && 'a lowercase letter',
    uppercase && 'an uppercase letter',
    number && 'a number',
    noUsernameParts && 'no parts of your username',
  ];
  return `Password requirements: ${parts.filter((part) => part !== false).join(', ')}.`;
}

function containsPart(password: string, login: string): boolean {
  const folded = password.toLowerCase();
  return login
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((part) => part.length >= MIN_PART && folded.includes(part));
}

const CLASSES = ['abcdefghijkmnopqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'] as const;
const TEMPORARY_LENGTH = 12;

/** A password to be read out once and changed at the next login: no look-alikes, every kind of character (fact 166). */
export function temporaryPassword(
  random: (bytes: number) => Uint8Array,
  login: string,
  policy: PasswordPolicy,
): string {
  const length = Math.max(TEMPORARY_LENGTH, policy.minLength);
  for (;;) {
    const drawn = draw(random, length);
    if (!weakPassword(drawn, login, policy)) return drawn;
  }
}

function draw(random: (bytes: number) => Uint8Array, length: number): string {
  const alphabet = CLASSES.join('');
  // Beyond the largest multiple of the alphabet's size some letters would be likelier.
  const bound = 256 - (256 % alphabet.length);
  let drawn = '';
  while (drawn.length < length) {
    for (const byte of random(length)) {
      if (byte < bound && drawn.length < length) drawn += alphabet[byte % alphabet.length];
    }
  }
  return drawn;
}
