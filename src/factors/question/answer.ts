import { securityQuestions } from '../../contract/factors/questions.ts';
import { foldAnswer } from '../../domain/users/recoveryQuestion.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import { hasLostLetters } from '../../domain/values/lostLetters.ts';

const MIN_LENGTH = 4;
const MAX_LENGTH = 256;

const texts: ReadonlyMap<string, string> = new Map(
  securityQuestions.map(({ question, questionText }) => [question, questionText]),
);

/** The text of a question, by its key. */
export const questionText = (key: string): string | undefined => texts.get(key);

/** The fault of a question and its answer (facts 39, 49); undefined when they have none. */
export function invalidAnswer(key: string, answer: string): Fault | undefined {
  const text = questionText(key);
  if (text === undefined) return invalid('profile.question: Not one of the questions there are');
  const folded = foldAnswer(answer);
  const length = [...folded].length;
  if (length < MIN_LENGTH) return invalid(`profile.answer: The answer must have at least ${MIN_LENGTH} characters`);
  if (length > MAX_LENGTH) return invalid(`profile.answer: The answer must have at most ${MAX_LENGTH} characters`);
  if (hasLostLetters(answer)) return invalid('profile.answer: The field has unprintable characters');
  if ([text, key, key.replaceAll('_', ' ')].some((known) => foldAnswer(known).includes(folded))) {
    return invalid('profile.answer: The answer must not be part of the question');
  }
  return undefined;
}

const invalid = (why: string): Fault => fault('validation', { subject: 'factorEnrollRequest' }).because(why);
