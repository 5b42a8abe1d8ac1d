import type { MessageRecord } from '../messages/messageRecord.ts';
import type { UserStatus } from '../users/user.ts';
import { callsOf } from './calls.ts';
import { diagnoseAnswer, isAnswer, verifiedAt } from './diagnoseAnswer.ts';
import { diagnoseDelivery, diagnoseSilence } from './diagnoseMessage.ts';
import type { Diagnosis, History, LoggedEvent } from './history.ts';
import { diagnoseQuestion, isQuestion } from './pushes.ts';
import { named } from './words.ts';

/** Why a user is not verified, or that all is well: judged by what happened last. */
export function diagnose(history: History): Diagnosis {
  const said = withSubject(history);
  const hurdle = history.status && hurdles[history.status];
  if (!hurdle || history.status === undefined) return said;
  const first = `First of all, POST /api/v1/users/${history.userId}/lifecycle/${hurdle}`;
  return {
    ...said,
    text: `${said.text} The user is ${history.status} and cannot be verified.`,
    next: `${first}. ${said.next}`,
  };
}

/** Which lifecycle call lets a user be verified again (fact 84). */
const hurdles: { readonly [S in UserStatus]?: string } = {
  STAGED: 'activate',
  SUSPENDED: 'unsuspend',
  LOCKED_OUT: 'unlock',
  DEPROVISIONED: 'activate',
};

function withSubject(history: History): Diagnosis {
  const message = history.messages.at(-1);
  const answer = history.log.findLast(isAnswer);
  const last = history.log.findLast((entry) => isQuestion(entry) || isAnswer(entry));
  if (last && isQuestion(last) && (!message || Temporal.Instant.compare(last.at, message.created) > 0)) {
    return diagnoseQuestion(last, history);
  }
  if (answer && !concerns(answer, message)) {
    return { ...diagnoseAnswer(answer, undefined, history), ...about(undefined, answer.factorId) };
  }
  if (!message) {
    const { enroll } = callsOf(history.userId, '', history.factors);
    return {
      code: 'NOTHING_SENT',
      text: 'No message was ever asked for, and no code was typed.',
      next:
        history.factors.length === 0
          ? `Enroll a factor: ${enroll}.`
          : 'Have the application ask for a code: it has not called this service yet.',
    };
  }
  return { ...diagnoseLast(message, answer, history), ...about(message, message.factorId) };
}

/** An answer that came after a message but has nothing to do with it, or came after its code was accepted, stands alone. */
function concerns({ at, factorId, outcome }: LoggedEvent, message: MessageRecord | undefined): boolean {
  if (!message) return false;
  const after = Temporal.Instant.compare(at, message.verified ?? message.created) > 0;
  return !after || (factorId === message.factorId && !(message.verified && outcome === 'FAILURE'));
}

function diagnoseLast(
  message: MessageRecord,
  answer: LoggedEvent | undefined,
  history: History,
): Pick<Diagnosis, 'code' | 'text' | 'next'> {
  if (message.verified) return verifiedAt(message.verified);
  const trouble = diagnoseDelivery(message, history);
  const typed =
    answer?.factorId === message.factorId && Temporal.Instant.compare(answer.at, message.created) >= 0
      ? answer
      : undefined;
  // What was typed says more than a carrier does: some messages arrive that are reported lost.
  if (trouble && !typed) return trouble;
  const gone = message.factorId !== '' && !history.factors.some(({ id }) => id === message.factorId);
  if (gone) {
    const { enroll } = callsOf(history.userId, message.factorId, history.factors);
    return {
      code: 'FACTOR_GONE',
      text: `The factor that the ${named(message)} was for has been removed; its code is good for nothing any more.`,
      next: `Enroll again: ${enroll}.`,
    };
  }
  return typed ? diagnoseAnswer(typed, message, history) : diagnoseSilence(message, history);
}

function about(message: MessageRecord | undefined, factorId: string | undefined) {
  return {
    ...(message && { messageId: message.id }),
    ...(factorId !== undefined && factorId !== '' && { factorId }),
  };
}
