import { type Static, Type } from 'typebox';
import type { Context } from '../../domain/factors/context.ts';
import { type Accepted, accept, type Refused, refuse } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import { foldAnswer } from '../../domain/users/recoveryQuestion.ts';
import { fault } from '../../domain/values/fault.ts';
import { onlyFactor } from '../shared/onlyFactor.ts';
import { invalidAnswer, questionText } from './answer.ts';
import { questionContract } from './contract.ts';

const State = Type.Object({ question: Type.String(), answerHash: Type.String() });
type State = Static<typeof State>;

/** Whether an answer is the one that a hash was made of. */
interface Compared {
  readonly with: string;
  readonly same: boolean;
}

/**
 * The answer to a security question. A right answer may be given again; answers have little to guess, hence only a slow
 * hash of them is kept, which is made and checked outside of the event loop.
 */
export const question: FactorKind<typeof questionContract, typeof State, string | undefined, Compared> = {
  contract: questionContract,
  idPrefix: { pending: 'ufs', active: 'ufs' },
  state: State,
  authenticator: { key: 'security_question', method: 'security_question' },
  wire: { noVerifyLink: true, questionsLink: true },

  async lookup({ profile }, _org, { passwords }) {
    const { question, answer } = profile;
    return invalidAnswer(question, answer) ? undefined : passwords.hash(foldAnswer(answer));
  },

  enroll({ profile }, context, answerHash) {
    const state = stateOf(profile, context, answerHash);
    if (!state.ok) return state;
    const only = onlyFactor(context);
    return only.ok ? { ...state, status: 'ACTIVE' } : only;
  },

  update(_factor, { profile }, context, answerHash) {
    const state = stateOf(profile, context, answerHash);
    return state.ok ? { ...state, changed: true } : state;
  },

  answers: {
    hashes: true,
    knowledge: true,

    gather: async ({ state: { answerHash } }, { answer }, { passwords }) => ({
      with: answerHash,
      same: await passwords.matches(answerHash, foldAnswer(answer)),
    }),

    verify({ state }, _answer, _context, compared) {
      if (compared.same && compared.with === state.answerHash) return accept(state, { result: 'SUCCESS' });
      return refuse(fault('invalidAnswer').because('The answer is not the one given at enrollment.'), 'WRONG_ANSWER');
    },
  },

  claims: (_state, { id }) => [`${id}:question`],
  profile: ({ question }) => ({ question, questionText: questionText(question) ?? question }),
};

/** A question and its answer as they are kept, or what is wrong with them (facts 39, 49). */
function stateOf(
  { question, answer }: { readonly question: string; readonly answer: string },
  { user }: Pick<Context, 'user'>,
  answerHash: string | undefined,
): Accepted<State> | Refused<State> {
  const invalid = invalidAnswer(question, answer);
  if (invalid) {
    const list = `GET /api/v1/users/${user.id}/factors/questions lists them.`;
    return refuse<State>(invalid.because(...(questionText(question) ? [] : [list])), 'INVALID');
  }
  if (answerHash === undefined) throw new Error('the answer has not been hashed');
  return accept<State>({ question, answerHash });
}
