import { eventCatalogue } from '../../contract/log/events.ts';
import type { MessageRecord } from '../messages/messageRecord.ts';
import { blockReasons, isBlockReason } from '../pumping/reasons.ts';
import { isAnswer } from './diagnoseAnswer.ts';
import { verbs } from './diagnoseMessage.ts';
import type { Attack, Happening, History, LoggedEvent } from './history.ts';
import { keyMistakes } from './keyMistakes.ts';
import { pushMistakes } from './pushes.ts';
import { capital, clock, named, reasonText, withArticle } from './words.ts';

/** All that happened to a user, oldest first: what was asked for, sent, reported and typed. */
export function timelineOf({ messages, log, tokens, now }: History, attacks: readonly Attack[]): readonly Happening[] {
  const happenings = [
    // Sending and reports are told by the messages themselves.
    ...log.filter(({ detail }) => detail?.messageId === undefined).map((entry) => ofLog(entry, tokens)),
    ...messages.flatMap((message) => ofMessage(message, now)),
    ...attacks.map(({ since: at, text, next, factorId }): Happening => {
      return { at, outcome: 'PROBLEM', text: `${text} ${next}`, ...(factorId !== undefined && { factorId }) };
    }),
  ];
  return happenings.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

function ofMessage(message: MessageRecord, now: Temporal.Instant): readonly Happening[] {
  const { id, factorId, channel, created, expires, sent, reported, status, reason, purpose, attempts } = message;
  const ids = { messageId: id, ...(factorId !== '' && { factorId }) };
  const note = (at: Temporal.Instant, text: string, outcome: Happening['outcome'] = 'NOTE'): Happening => ({
    at,
    outcome,
    text,
    ...ids,
  });
  const why = {
    activate: channel === 'email' ? 'to prove a new address' : 'to prove a new phone',
    verify: 'to verify the user',
    invite: 'to bring the link for a new device',
    password: 'to bring the link for choosing a password',
    notice: 'to tell what the help desk did',
  }[purpose];
  const asked = note(created, `${withArticle(named(message))} was asked for, ${why}`);
  if (status === 'BLOCKED') {
    const text = reason !== undefined && isBlockReason(reason) ? blockReasons[reason].text : reason;
    return [asked, note(created, `The pumping guard kept it back. ${text}`, 'PROBLEM')];
  }
  const tries = attempts.map(({ name, result, milliseconds, reference, reason: said }) => {
    const took = `${name} ${verbs[result]} after ${milliseconds} ms`;
    const more = [reference === undefined ? [] : `reference ${reference}`, said ?? []].flat().join(', ');
    return note(sent ?? created, more ? `${took}: ${more}` : took, result === 'ACCEPTED' ? 'OK' : 'PROBLEM');
  });
  const failed = status === 'FAILED' ? [note(created, `It was not sent: ${reasonText(reason ?? '?')}`, 'PROBLEM')] : [];
  const report = reported
    ? [
        status === 'UNDELIVERED'
          ? note(reported, `The carrier could not deliver it${reason === undefined ? '' : `: ${reason}`}`, 'PROBLEM')
          : note(reported, 'The carrier delivered it', 'OK'),
      ]
    : [];
  const over = sent && !message.verified && factorId !== '' && Temporal.Instant.compare(expires, now) <= 0;
  return [asked, ...tries, ...failed, ...report, ...(over ? [note(expires, 'Its code expired unused')] : [])];
}

/** Words for a user's wrong answer, by the log's reason for refusing it. */
const typed: ReadonlyMap<string, string> = new Map([
  ['WRONG_CODE', 'A wrong code was typed'],
  ['WRONG_ANSWER', 'A wrong answer was given'],
  ['LONG_PROOF_WANTED', 'A longer answer was wanted, after too many guesses'],
  ['SUPERSEDED', 'The code of an older message was typed'],
  ['EXPIRED', 'An expired code was typed'],
  ['USED', 'A code that had been used was typed'],
  ['REPLAYED', 'A code that had been used was typed'],
  ['CHALLENGED', 'The token server asked for more'],
  ['NEVER_SENT', 'A code was typed although none was waiting'],
  ['TOKEN_SERVER_TIMEOUT', 'The token server did not answer'],
  ['TOKEN_SERVER_UNREACHABLE', 'The token server could not be reached'],
  ['TOKEN_SERVER_CERTIFICATE_EXPIRED', 'The client certificate for the token server had expired'],
  ['NOT_USABLE', 'VIP has the credential locked, disabled or not active'],
  ['VIP_TIMEOUT', 'The VIP service did not answer'],
  ['VIP_UNREACHABLE', 'The VIP service could not be reached'],
  ['VIP_CERTIFICATE_EXPIRED', 'The client certificate for VIP had expired'],
  ['DUO_TIMEOUT', 'Duo did not answer'],
  ['DUO_UNREACHABLE', 'Duo could not be reached'],
  ['DUO_REFUSED', 'Duo refused the request'],
  ['DUO_UNREADABLE', 'Duo did not say anything that can be believed'],
  ['BYPASSED', 'Duo would have let the user in unasked'],
  ['NOT_ENROLLED', 'Duo knows no device of the user’s'],
  ['LOCKED_OUT', 'Duo has locked the user out'],
  ['OUTSIDE_WINDOW', 'A code of another time was typed'],
]);

function ofLog(entry: LoggedEvent, tokens: History['tokens']): Happening {
  const { at, outcome, factorId, actor, address } = entry;
  return {
    at,
    outcome: outcome === 'SUCCESS' ? (isAnswer(entry) ? 'OK' : 'NOTE') : 'PROBLEM',
    text: textOf(entry),
    ...(factorId !== undefined && factorId !== '' && { factorId }),
    ...(actor !== undefined && { by: tokens.get(actor) ?? actor }),
    ...(address !== undefined && { address }),
  };
}

/** The words of whoever did it, where they gave some: `, because "lost the phone" (INC-7)`. */
function wordsOf({ detail }: LoggedEvent): string {
  const why = detail?.justification === undefined ? '' : `, because "${detail.justification}"`;
  return detail?.ticket === undefined ? why : `${why} (${detail.ticket})`;
}

function textOf(entry: LoggedEvent): string {
  const { event, outcome, reason, detail } = entry;
  const { label } = eventCatalogue[event];
  if (event === 'system.operation.rate_limit.warning' && detail?.dryRun === 'true') {
    return `The pumping guard, in its dry run, would have kept a message back (${detail.reasons})`;
  }
  if (isAnswer(entry) && outcome === 'SUCCESS') {
    const verified =
      detail?.transactionId === undefined ? 'The right code: verified' : 'Approved on the device: verified';
    const how =
      detail?.deviceId !== undefined ? 'A device joined' : detail?.with !== undefined ? 'Came along' : 'The right code';
    return event === 'user.mfa.factor.activate' ? `${how}: the factor is active` : verified;
  }
  if (outcome === 'SUCCESS') return `${label}${wordsOf(entry)}`;
  if (!isAnswer(entry)) return `${label}: ${outcome.toLowerCase()}${reason === undefined ? '' : ` (${reason})`}`;
  const key = (pushMistakes.get(reason ?? '') ?? keyMistakes.get(reason ?? ''))?.text;
  const what =
    (key && capital(key)) ?? typed.get(reason ?? '') ?? `An answer was refused (${reason ?? 'no reason given'})`;
  if (detail?.attemptsLeft === undefined) return what;
  if (detail.attemptsLeft !== '0') return `${what}; attempts left before a pause: ${detail.attemptsLeft}`;
  return detail.retryAt === undefined ? what : `${what}; pause until ${clock(Temporal.Instant.from(detail.retryAt))}`;
}
