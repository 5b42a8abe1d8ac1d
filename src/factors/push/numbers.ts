import type { Question } from '../../domain/devices/transaction.ts';

/**
 * The number the caller shows, and the three of which the user picks it: 1 to 99, each as likely as the others.
 * A guess is right once in three times, and a wrong one ends the question (fact 100).
 */
export function numberChallenge(random: (bytes: number) => Uint8Array): NonNullable<Question['number']> {
  const choices = new Set<number>();
  while (choices.size < 3) {
    for (const byte of random(8)) {
      // 198 is the largest multiple of 99 in a byte: beyond it some numbers would be likelier.
      if (byte < 198 && choices.size < 3) choices.add((byte % 99) + 1);
    }
  }
  const [correct = 0] = choices;
  return { correct, choices: [...choices].sort((a, b) => a - b) };
}
