import { Type } from 'typebox';
import { kindContract } from '../../contract/shared/primitives.ts';

const Question = Type.String({
  description: 'The key of one of the questions GET …/factors/questions lists (fact 39)',
  examples: ['disliked_food'],
});
const QuestionText = Type.String({ description: 'The question as the user reads it' });

/** The wire of question/OKTA: the answer to a question that only the user knows. */
export const questionContract = kindContract({
  factorType: 'question',
  provider: 'OKTA',
  vendorName: 'OKTA',
  alwaysShown: true,
  enroll: Type.Object(
    {
      profile: Type.Object(
        {
          question: Question,
          answer: Type.String({
            description: 'Four to 256 characters, blanks around and within it aside (fact 49)',
            examples: ['mayonnaise'],
          }),
          /** Clients send whole profiles back; the text belongs to the key, whatever they say. */
          questionText: Type.Optional(QuestionText),
        },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
  answer: Type.Object({ answer: Type.String() }, { additionalProperties: false }),
  profile: Type.Object({ question: Question, questionText: QuestionText }),
});
