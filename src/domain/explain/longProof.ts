import { counted } from '../values/spoken.ts';
import { callsOf } from './calls.ts';
import type { Diagnosis, History, LoggedEvent } from './history.ts';
import { clock } from './words.ts';

/** The reason in the log of an answer that was too short after so many wrong ones. */
export const LONG_PROOF_WANTED = 'LONG_PROOF_WANTED';

/** Factor types whose codes are sent, rather than made by a device. */
export const SENT: ReadonlySet<string> = new Set(['sms', 'call', 'email']);

/** The way by which an owner is in while short answers are not judged, after "The owner can". */
export const ownerCanAnswer = ({ again, answer }: ReturnType<typeof callsOf>, sends: boolean): string =>
  sends
    ? `have a new code, whose message has sixteen digits: ${again}; or two of two messages in a row, the second with the stateToken of the first's refusal`
    : `give two consecutive codes: ${answer}, and the one after it as nextPassCode; or one a call, the second with the stateToken of the first's refusal`;

/**
 * Tells since when a user is guessed at, and what the owner can do meanwhile: no attack ends by waiting, and none keeps
 * an owner out. Answers count since the last success, for whoever was verified then was not guessing.
 */
export function diagnoseGuessing(
  answer: LoggedEvent,
  { userId, factors, log }: History,
  sends: boolean,
): Pick<Diagnosis, 'code' | 'text' | 'next'> {
  const judged = log.filter((entry) => entry.event === answer.event && entry.factorId === answer.factorId);
  const refused = judged.slice(judged.findLastIndex(({ outcome }) => outcome === 'SUCCESS') + 1);
  const since = refused[0]?.at ?? answer.at;
  const from = new Set(refused.map(({ address }) => address ?? 'no address')).size;
  const calls = callsOf(userId, answer.factorId ?? '', factors);
  const whence = from === 1 ? 'one address' : `${from} addresses`;
  return {
    code: LONG_PROOF_WANTED,
    text: `Under attack since ${clock(since)}: ${counted(refused.length, 'answer')} from ${whence} ${refused.length === 1 ? 'was' : 'were'} refused, the last at ${clock(answer.at)}. Short answers from there are not judged any more.`,
    next: `The owner can ${ownerCanAnswer(calls, sends)}.`,
  };
}
