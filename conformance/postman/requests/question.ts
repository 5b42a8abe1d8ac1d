import { inFolder } from './wanted.ts';

/** A security question, which is changed. */
export const question = inFolder('Factors: question', [
  { operation: 'listSecurityQuestions', holds: ['reply.length > 0'] },
  {
    operation: 'enrollFactor',
    body: { factorType: 'question', provider: 'OKTA', profile: { question: 'disliked_food', answer: 'mayonnaise' } },
    keep: { factorId: 'reply.id' },
  },
  { operation: 'verifyFactor', body: { answer: 'mayonnaise' }, holds: ["reply.factorResult === 'SUCCESS'"] },
  {
    operation: 'verifyFactor',
    name: 'A wrong answer',
    body: { answer: 'mustard' },
    status: 403,
    holds: ["reply.errorCode === 'E0000068'"],
  },
  {
    operation: 'updateFactor',
    body: { profile: { question: 'favorite_art_piece', answer: 'the great wave' } },
    holds: ["reply.profile.question === 'favorite_art_piece'"],
  },
  { operation: 'verifyFactor', body: { answer: 'The Great Wave' }, holds: ["reply.factorResult === 'SUCCESS'"] },
]);
