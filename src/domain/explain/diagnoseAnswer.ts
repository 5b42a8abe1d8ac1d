import type { MessageRecord } from '../messages/messageRecord.ts';
import { callsOf } from './calls.ts';
import type { Diagnosis, DiagnosisCode, History, LoggedEvent } from './history.ts';
import { keyMistakes } from './keyMistakes.ts';
import { diagnoseGuessing, LONG_PROOF_WANTED, SENT } from './longProof.ts';
import { pushMistakes } from './pushes.ts';
import { capital, clock, nouns } from './words.ts';

type Advice = Pick<Diagnosis, 'code' | 'text' | 'next'>;

/** Whether an entry of the log is an answer that was judged. */
export const isAnswer = ({ event }: LoggedEvent): boolean =>
  event === 'user.authentication.auth_via_mfa' || event === 'user.mfa.factor.activate';

/** The mistake in an answer, by the log's reason for refusing it. */
const mistakes: ReadonlyMap<string, { readonly code: DiagnosisCode; readonly text: string }> = new Map([
  ['WRONG_CODE', { code: 'WRONG_CODE', text: 'a wrong code was typed' }],
  ['WRONG_ANSWER', { code: 'WRONG_CODE', text: 'a wrong answer was given' }],
  ['SUPERSEDED', { code: 'SUPERSEDED', text: 'the code of an older message was typed' }],
  ['EXPIRED', { code: 'EXPIRED', text: 'the right code was typed after it had expired' }],
  ['USED', { code: 'USED', text: 'a code was typed that had been used before' }],
  ['REPLAYED', { code: 'USED', text: 'a code was typed that had been used before' }],
  [
    'CLOCK_SET_BACK',
    {
      code: 'USED',
      text: 'a code was typed that counts as used, for the clock of the service was set back after one of a later time was accepted',
    },
  ],
  ['CHALLENGED', { code: 'WRONG_CODE', text: 'the token server asked for more before it believes the token' }],
  [
    'BYPASSED',
    { code: 'WRONG_CODE', text: 'Duo would have let the user in without asking them, which verifies nothing' },
  ],
  ['NOT_ENROLLED', { code: 'WRONG_CODE', text: 'Duo knows no device of the user’s' }],
  [
    'LOCKED_OUT',
    { code: 'WRONG_CODE', text: 'Duo has locked the user out, until an administrator of Duo’s unlocks them' },
  ],
  ['NOT_USABLE', { code: 'WRONG_CODE', text: 'VIP has the credential locked, disabled or not active' }],
  ['NEVER_SENT', { code: 'WRONG_CODE', text: 'a code was typed although none was waiting to be' }],
  [
    'OUTSIDE_WINDOW',
    { code: 'OUTSIDE_WINDOW', text: 'a code of another time was typed: the clock of the device is wrong' },
  ],
]);

/** All is well. */
export const verifiedAt = (at: Temporal.Instant): Advice => ({
  code: 'VERIFIED',
  text: `The user was verified at ${clock(at)}.`,
  next: 'Nothing: all is well.',
});

/** The outcome of a user's last answer; `message` is the one whose code was asked for, where there is one. */
export function diagnoseAnswer(answer: LoggedEvent, message: MessageRecord | undefined, history: History): Advice {
  const { userId, factors, now } = history;
  const when = `at ${clock(answer.at)}`;
  if (answer.outcome === 'SUCCESS') return verifiedAt(answer.at);
  const sends = factors.some(({ id, factorType }) => id === answer.factorId && SENT.has(factorType));
  if (answer.reason === LONG_PROOF_WANTED) return diagnoseGuessing(answer, history, sends);
  const calls = callsOf(userId, answer.factorId ?? '', factors);
  const key = keyMistakes.get(answer.reason ?? '');
  const pushed = pushMistakes.get(answer.reason ?? '');
  const { code, text } = pushed ??
    (key && { code: 'KEY_REFUSED' as const, text: key.text }) ??
    mistakes.get(answer.reason ?? '') ?? {
      code: 'WRONG_CODE' as const,
      text: `an answer was refused (${answer.reason ?? 'no reason given'})`,
    };
  const sent = message === undefined ? '' : `${sentenceOf(message)}, but `;
  const said = `${sent === '' ? capital(text) : `${sent}${text}`} ${when}`;
  const pause = pauseOf(answer, now);
  const tooMany = (so: string, next: string): Advice => ({
    code: 'TOO_MANY_TRIES',
    text: `${said}, and that was one try too many: ${so}.`,
    next,
  });
  // A challenge has its own number of tries: a new one ends that at once, and what else there is to wait is short.
  const isOver = sends && answer.detail?.challenge === 'OVER';
  if (isOver && (pause === undefined || answer.event === 'user.authentication.auth_via_mfa')) {
    const next = `Send a new code: ${calls.again}. Where an answer to it is refused with 429, its cause says when to try again.`;
    return tooMany('this code is not judged any more', next);
  }
  if (pause !== undefined) {
    const fresh = sends ? `send a new code: ${calls.again}` : `try again: ${key ? calls.key : calls.answer}`;
    return tooMany(
      `there is a pause until ${clock(pause)}${shared(answer)}`,
      `Wait until ${clock(pause)}, then ${fresh}.`,
    );
  }
  const left = answer.detail?.attemptsLeft;
  const more = left === undefined || left === '0' ? '' : `, with ${left} more before a pause`;
  return {
    code,
    text: `${said}${more}.`,
    next: (pushed ?? key)?.next(calls) ?? remedy(code, message, { ...calls, sends }, now),
  };
}

/** Without an end user's address, the tries of somebody else who knows the login are taken from the user's. */
function shared({ address }: LoggedEvent): string {
  if (address !== undefined) return '';
  return '; the tries of everybody count together, for the caller named no end-user address (X-Forwarded-For)';
}

/** Until when no more answers are judged, as the last one was told. */
function pauseOf({ detail }: LoggedEvent, now: Temporal.Instant): Temporal.Instant | undefined {
  if (detail?.attemptsLeft !== '0' || detail.retryAt === undefined) return undefined;
  const until = Temporal.Instant.from(detail.retryAt);
  return Temporal.Instant.compare(until, now) > 0 ? until : undefined;
}

function remedy(
  code: DiagnosisCode,
  message: MessageRecord | undefined,
  { again, answer, sends }: ReturnType<typeof callsOf> & { readonly sends: boolean },
  now: Temporal.Instant,
): string {
  if (code === 'OUTSIDE_WINDOW') return 'Have the user set the clock of the device to automatic, then try a new code.';
  if (!sends) return code === 'USED' ? 'Wait for the next code and type that one.' : `Try again: ${answer}.`;
  const over = message === undefined || Temporal.Instant.compare(now, message.expires) >= 0;
  if (code === 'USED' || code === 'EXPIRED' || over) return `Send a new code: ${again}.`;
  if (code === 'SUPERSEDED') return `Have the user type the code of the newest message: ${answer}.`;
  return `Have the user read the newest message again: ${answer}. Or send a new code: ${again}.`;
}

function sentenceOf({ channel, recipient, status }: MessageRecord): string {
  return `The ${nouns[channel]} to ${recipient} was ${status === 'DELIVERED' ? 'delivered' : 'sent'}`;
}
