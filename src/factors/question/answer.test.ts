import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { securityQuestions } from '../../contract/factors/questions.ts';
import { invalidAnswer } from './answer.ts';

const TOO_SHORT = 'profile.answer: The answer must have at least 4 characters';
const TOO_LONG = 'profile.answer: The answer must have at most 256 characters';
const IN_QUESTION = 'profile.answer: The answer must not be part of the question';

describe('which answers may be given to "What is the food you least liked as a child?"', () => {
  const cases: readonly (readonly [name: string, answer: string, outcome?: string])[] = [
    ['four letters', 'tofu'],
    ['three letters', 'egg', TOO_SHORT],
    ['three letters with blanks around them', '  egg  ', TOO_SHORT],
    ['three letters of several code units each', '🥚🥚🥚', TOO_SHORT],
    ['four such letters', '🥚🥚🥚🥚'],
    ['blanks alone', '        ', TOO_SHORT],
    ['two letters with many blanks between', 'a        b', TOO_SHORT],
    ['256 letters', 'x'.repeat(256)],
    ['257 letters', 'x'.repeat(257), TOO_LONG],
    ['a word of the question', 'food', IN_QUESTION],
    ['a word of the question in capitals', ' CHILD ', IN_QUESTION],
    ['the question itself', 'what is the food you least  liked as a child?', IN_QUESTION],
    ['the key', 'disliked_food', IN_QUESTION],
    ['the key as words', 'Disliked Food', IN_QUESTION],
    ['the key in full-width letters', 'ｄｉｓｌｉｋｅｄ＿ｆｏｏｄ', IN_QUESTION],
    ['a longer answer that has a word of the question in it', 'food for dogs'],
    ['half a character', 'tofu\ud83e', 'profile.answer: The field has unprintable characters'],
  ];
  for (const [name, answer, outcome] of cases) {
    test(name, () => assert.deepEqual(invalidAnswer('disliked_food', answer)?.causes, outcome && [outcome]));
  }
});

test('every question of the list can be answered, and no other', () => {
  for (const { question } of securityQuestions) assert.equal(invalidAnswer(question, 'Brussels sprouts'), undefined);
  for (const key of ['', 'custom', 'DISLIKED_FOOD', 'constructor', '__proto__']) {
    assert.match(invalidAnswer(key, 'Brussels sprouts')?.causes[0] ?? '', /^profile\.question: /);
  }
});
