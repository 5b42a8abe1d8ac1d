import { counted } from '../values/spoken.ts';
import { callsOf } from './calls.ts';
import { isAnswer } from './diagnoseAnswer.ts';
import type { Attack, AttackKind, History, LoggedEvent } from './history.ts';
import { LONG_PROOF_WANTED, ownerCanAnswer, SENT } from './longProof.ts';
import { isQuestion, pushMistakes } from './pushes.ts';
import { clock } from './words.ts';

/** The attacks on a user that go on or ended less than a day ago: since when, and what the owner can do meanwhile. */
export const attacksOn = (history: History): readonly Attack[] =>
  [
    ...history.factors.map(({ id }) => guesses(history, id)),
    pushes(history),
    secrets(history, 'PASSWORDS'),
    secrets(history, 'RECOVERY_ANSWERS'),
    messages(history),
    ...spraying(history),
  ].filter((attack) => attack !== undefined);

const A_DAY = Temporal.Duration.from({ hours: 24 });
/** Nobody is kept waiting, or asked for more, at these. */
const HOME = 'at an address or a device that this user was verified from before';

/** Those at the end of a list that follow one another within a day, the last less than a day ago. */
function runOf<T>(all: readonly T[], at: (one: T) => Temporal.Instant, now: Temporal.Instant): readonly T[] {
  let next = now;
  const first = all.findLastIndex((one) => {
    const isApart = Temporal.Instant.compare(at(one).add(A_DAY), next) < 0;
    next = at(one);
    return isApart;
  });
  return all.slice(first + 1);
}

const failuresIn = ({ log, now }: History, wanted: (entry: LoggedEvent) => boolean): readonly LoggedEvent[] =>
  runOf(
    log.filter((entry) => entry.outcome !== 'SUCCESS' && wanted(entry)),
    ({ at }) => at,
    now,
  );

function attack(kind: AttackKind, since: Temporal.Instant, what: string, owner: string, factorId?: string): Attack {
  const text = `Under attack since ${clock(since)}: ${what}.`;
  return { kind, since, text, next: `The owner can ${owner}.`, ...(factorId !== undefined && { factorId }) };
}

const wasOrWere = ({ length }: readonly unknown[]): string => (length === 1 ? 'was' : 'were');

function whence(entries: readonly LoggedEvent[]): string {
  const from = new Set(entries.map(({ address }) => address ?? 'no address')).size;
  return from === 1 ? 'one address' : `${from} addresses`;
}

/** Short answers to one factor that are used up. */
function guesses(history: History, factorId: string): Attack | undefined {
  const run = failuresIn(history, (entry) => isAnswer(entry) && entry.factorId === factorId);
  const [first] = run;
  const factor = history.factors.find(({ id }) => id === factorId);
  if (!first || !factor || !run.some(({ reason }) => reason === LONG_PROOF_WANTED)) return undefined;
  const what = `${counted(run.length, 'answer')} from ${whence(run)} to ${factor.factorType} ${wasOrWere(run)} refused, and short ones from there are not judged any more`;
  const owner = ownerCanAnswer(callsOf(history.userId, factorId, history.factors), SENT.has(factor.factorType));
  return attack('SHORT_ANSWERS', first.at, what, `sign in as ever ${HOME}; elsewhere ${owner}`, factorId);
}

/** Pushes that nobody approved, so that the phone does not ring or strangers have to wait. */
function pushes(history: History): Attack | undefined {
  const { log, now, pauses } = history;
  const told = log.filter(
    (entry) =>
      isQuestion(entry) ||
      entry.event === 'user.account.report_suspicious_activity_by_enduser' ||
      (isAnswer(entry) && (entry.detail?.transactionId !== undefined || pushMistakes.has(entry.reason ?? ''))),
  );
  const approved = told.findLastIndex((entry) => isAnswer(entry) && entry.outcome === 'SUCCESS');
  const run = runOf(told.slice(approved + 1), ({ at }) => at, now);
  const asked = run.filter(isQuestion);
  const [first] = asked;
  const isQuiet = pauses.has('rings') || asked.some(({ detail }) => detail?.ring === 'QUIET');
  const isReported = run.some(
    ({ event, reason }) => event === 'user.account.report_suspicious_activity_by_enduser' || reason === 'NOT_ME',
  );
  if (!first || !(isQuiet || isReported || pauses.has('pushes'))) return undefined;
  const waiting = pauses.has('pushes') ? ', and strangers have to wait' : '';
  const quiet = isQuiet ? ', and the phone does not ring' : '';
  return attack(
    'PUSHES',
    first.at,
    `${counted(asked.length, 'push', 'pushes')} ${wasOrWere(asked)} asked for from ${whence(asked)} and not approved${quiet}${waiting}`,
    `open the app, which shows what waits, and pick the number that the sign-in page shows; ${HOME} nobody has to wait`,
  );
}

/** Wrong passwords or recovery answers, so many that somebody has to wait. */
function secrets(history: History, kind: 'PASSWORDS' | 'RECOVERY_ANSWERS'): Attack | undefined {
  const field = 'recovery_question';
  const run = failuresIn(
    history,
    ({ reason, detail }) =>
      reason === 'WRONG_CREDENTIALS' && (detail?.field === field) === (kind === 'RECOVERY_ANSWERS'),
  );
  const [first] = run;
  const until = history.pauses.get('passwords');
  if (!first || !(until || run.some(({ detail }) => detail?.attemptsLeft === '0'))) return undefined;
  const [tried, other] =
    kind === 'PASSWORDS' ? ['wrong password', 'the right one'] : ['wrong recovery answer', 'the right answer'];
  const elsewhere = until ? `from ${clock(until)} on` : 'at once';
  return attack(
    kind,
    first.at,
    `${counted(run.length, tried ?? '')} from ${whence(run)} ${wasOrWere(run)} given`,
    `give ${other} at once ${HOME}, and elsewhere ${elsewhere}; or set another password by a link, after which that address has guesses of its own: POST /api/v1/users/${history.userId}/credentials/forgot_password`,
  );
}

const HELD_BACK = new Set(['NUMBER_LIMIT', 'USER_LIMIT']);

/** Messages that nobody answered, so many that strangers have to wait for the next. */
function messages({ messages: all, log, now, pauses }: History): Attack | undefined {
  const answered = all.findLastIndex(({ verified }) => verified !== undefined);
  const run = runOf(all.slice(answered + 1), ({ created }) => created, now);
  const [first] = run;
  const held = run.filter(({ status, reason }) => status === 'BLOCKED' && HELD_BACK.has(reason ?? ''));
  const isHeldBack = held.length > 0;
  const [enrolling, verifying] = [true, false].map((isNew) =>
    pauseOf(log, new Set(held.filter(({ factorId }) => (factorId === '') === isNew).map(({ id }) => id))),
  );
  const until = latest([pauses.get('mailedCodes'), pauses.get('mailedLinks'), verifying], now);
  const enrolls = latest([enrolling], now);
  if (!first || !(until || isHeldBack)) return undefined;
  const elsewhere = until ? `; elsewhere from ${clock(until)} on` : '';
  const another = enrolls ? `; elsewhere another phone is enrolled from ${clock(enrolls)} on` : '';
  return attack(
    'MESSAGES',
    first.created,
    `${counted(run.length, 'message')} ${wasOrWere(run)} asked for and nobody used what stood in ${run.length === 1 ? 'it' : 'them'}, and strangers have to wait`,
    `ask for one ${HOME}, or use a factor that needs no message${elsewhere}${another}`,
  );
}

/**
 * Until when text messages and calls like these are kept back from whoever the user does not know, as the last of them was told.
 * Enrollments have a budget of their own.
 */
function pauseOf(log: History['log'], ids: ReadonlySet<string>): Temporal.Instant | undefined {
  const told = log.findLast(
    ({ detail }) => detail?.retryAt && detail.requester !== 'KNOWN' && ids.has(detail.messageId ?? ''),
  );
  return told && Temporal.Instant.from(told.detail?.retryAt ?? '');
}

const latest = (all: readonly (Temporal.Instant | undefined)[], now: Temporal.Instant): Temporal.Instant | undefined =>
  all
    .filter((one) => one !== undefined)
    .filter((one) => Temporal.Instant.compare(one, now) > 0)
    .sort(Temporal.Instant.compare)
    .at(-1);

/** Addresses that gave wrong answers for many users. */
function spraying(history: History): readonly Attack[] {
  const run = failuresIn(history, ({ address }) => address !== undefined && history.sprayers.has(address));
  return [...Map.groupBy(run, ({ address }) => address)].map(([address, [first]]) =>
    attack(
      'SPRAYING',
      first?.at ?? history.now,
      `${address} gave wrong answers for more than 20 users within an hour, this one among them`,
      `sign in as ever: ${HOME} nothing changes. Have that address kept away in front of the service`,
    ),
  );
}
