import { TRANSACTION_LIFETIME } from '../devices/transaction.ts';
import { callsOf } from './calls.ts';
import type { Diagnosis, DiagnosisCode, History, LoggedEvent } from './history.ts';
import { clock } from './words.ts';

/** The end of a question on a device that was not approved, and the remedy. */
interface PushMistake {
  readonly code: DiagnosisCode;
  readonly text: string;
  readonly next: (calls: ReturnType<typeof callsOf>) => string;
}

const again: PushMistake['next'] = (calls) => `Ask once more: ${calls.again}.`;
const device: PushMistake['next'] = (calls) =>
  `Have the user open the app, which shows what waits and why it was not told; then ask once more: ${calls.again}.`;
const attack: PushMistake['next'] = () =>
  'Somebody else may know the password of this user: have it changed before anybody is asked again.';

const NOBODY: PushMistake = { code: 'PUSH_TIMEOUT', text: 'nobody answered the push in five minutes', next: device };

/** By the log's reason. */
export const pushMistakes: ReadonlyMap<string, PushMistake> = new Map([
  ['DENIED', { code: 'PUSH_DENIED', text: 'the push was denied on the device', next: again }],
  ['NOT_ME', { code: 'PUSH_DENIED', text: 'the user said on the device that it was somebody else', next: attack }],
  ['WRONG_NUMBER', { code: 'PUSH_DENIED', text: 'another number was picked than the one that was shown', next: again }],
  ['TIMEOUT', NOBODY],
]);

/** The last question on a device, when nothing has come of it as far as the log knows. */
export function diagnoseQuestion(asked: LoggedEvent, { userId, factors, now }: History): Diagnosis {
  const { factorId = '' } = asked;
  const calls = callsOf(userId, factorId, factors);
  const over = Temporal.Instant.compare(now, asked.at.add(TRANSACTION_LIFETIME)) >= 0;
  const isQuiet = asked.detail?.ring === 'QUIET';
  const since = isQuiet
    ? `A push was asked for at ${clock(asked.at)}, for which the phone does not ring because so many were not approved`
    : `A push was sent at ${clock(asked.at)}`;
  return over
    ? { code: NOBODY.code, text: `${since}, and ${NOBODY.text}.`, next: NOBODY.next(calls), factorId }
    : {
        code: 'WAITING',
        text: `${since}, and has not been answered yet.`,
        next: isQuiet
          ? 'Ask the user to open the app, and to pick the number that the sign-in page shows.'
          : 'Ask the user to look at the device.',
        factorId,
      };
}

export const isQuestion = ({ event }: LoggedEvent): boolean => event === 'system.push.send_factor_verify_push';
