import type { Decision } from '../core/device.ts';
import { browserInWords } from '../core/words.ts';
import type { Request } from '../state/requests.ts';
import { Icon } from '../ui/icons.tsx';
import { Notice } from '../ui/Notice.tsx';

interface AskProps {
  readonly request: Request;
  /** Milliseconds until it expires. */
  readonly left: number;
  readonly now: number;
  readonly busy: Decision | undefined;
  readonly problem: string;
  readonly decide: (decision: Decision, number?: number) => void;
  readonly later: () => void;
}

/** A request's service, place and time, and the buttons to answer it. */
export function Ask({ request: { account, transaction }, left, now, busy, problem, decide, later }: AskProps) {
  const { from, numbers, created, expiresAt } = transaction;
  const length = Date.parse(expiresAt) - Date.parse(created);
  const off = busy !== undefined;
  return (
    <>
      <button type="button" class="round later" onClick={later} aria-label="Decide later">
        <Icon name="close" />
      </button>
      <p class="org">
        <span class="initial" aria-hidden="true">
          {[...account.organization][0]?.toLocaleUpperCase()}
        </span>
        <span>
          <strong>{account.organization}</strong>
          <span>{account.login}</span>
        </span>
      </p>
      <dl class="card facts">
        <dt>With</dt>
        <dd>{(from.userAgent && (browserInWords(from.userAgent) ?? from.userAgent.slice(0, 80))) || 'Not known'}</dd>
        <dt>From</dt>
        <dd>{from.address ?? 'An address that is not known'}</dd>
        <dt>When</dt>
        <dd>
          <time dateTime={created}>{clock.format(Date.parse(created))}</time>, {ago(now - Date.parse(created))}
        </dd>
      </dl>
      <p class="left" role="timer">
        <meter class="time" min={0} max={length} value={Math.max(0, left)} aria-label="Time left" />
        <span>{minutes(left)} left to answer</span>
      </p>
      {problem && (
        <Notice icon="alert" tone="alert">
          <p>{problem}</p>
        </Notice>
      )}
      {numbers && (
        <fieldset class="numbers" disabled={off}>
          <legend>Which number do you see where you are signing in?</legend>
          {numbers.map((number) => (
            <button key={number} type="button" class="number" onClick={() => decide('APPROVE', number)}>
              {number}
            </button>
          ))}
        </fieldset>
      )}
      <div class="answers">
        <button type="button" class="secondary" onClick={() => decide('DENY')} disabled={off}>
          {busy === 'DENY' ? 'Denying…' : 'Deny'}
        </button>
        {!numbers && (
          <button type="button" class="primary" onClick={() => decide('APPROVE')} disabled={off}>
            {busy === 'APPROVE' ? 'Approving…' : 'Approve'}
          </button>
        )}
      </div>
      <button type="button" class="danger quiet wide" onClick={() => decide('NOT_ME')} disabled={off}>
        <Icon name="flag" />
        This was not me
      </button>
    </>
  );
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds < 10
    ? relative.format(0, 'second')
    : seconds < 60
      ? relative.format(-seconds, 'second')
      : relative.format(-Math.round(seconds / 60), 'minute');
}

function minutes(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
