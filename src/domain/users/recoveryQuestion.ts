import { type Fault, fault } from '../values/fault.ts';
import { hasLostLetters } from '../values/lostLetters.ts';

const MAX_LENGTH = 100;
const MIN_ANSWER = 4;

/**
 * The part of an answer that is compared: case and blanks around and within it are how people remember them, not part of it.
 * To upper case and back folds more than lower case alone: the German sharp s, both Greek sigmas.
 */
export const foldAnswer = (answer: string): string =>
  answer.normalize('NFKC').trim().replace(/\s+/g, ' ').toUpperCase().toLowerCase().normalize('NFKC');

/** The fault of a recovery question and its answer; undefined when they have none. */
export function invalidRecovery(question: string, answer: string): Fault | undefined {
  const wrong: string[] = [];
  if (question.trim() === '') wrong.push('recovery_question.question: The field cannot be left blank');
  if (answer.trim() === '') wrong.push('recovery_question.answer: The field cannot be left blank');
  else if ([...foldAnswer(answer)].length < MIN_ANSWER) {
    wrong.push(`recovery_question.answer: The answer must have at least ${MIN_ANSWER} characters`);
  }
  if (question.length > MAX_LENGTH || answer.length > MAX_LENGTH) {
    wrong.push(`recovery_question: Question and answer have at most ${MAX_LENGTH} characters each`);
  }
  if (question.includes('\0') || hasLostLetters(question)) {
    wrong.push('recovery_question.question: The field has unprintable characters');
  }
  if (hasLostLetters(answer)) wrong.push('recovery_question.answer: The field has unprintable characters');
  return wrong.length === 0 ? undefined : fault('validation', { subject: 'recovery_question' }).because(...wrong);
}
