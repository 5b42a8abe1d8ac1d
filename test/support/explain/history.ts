import type { DiagnosisCode, History, LoggedEvent } from '../../../src/domain/explain/history.ts';
import type { MessageRecord } from '../../../src/domain/messages/messageRecord.ts';

/** A history with its diagnosis, and the words that the explanation and its advice must have. */
export type ExplainCase = readonly [what: string, DiagnosisCode, History, text: RegExp, next: RegExp];

/** The instant at which the message of these histories is written. */
export const t0 = Temporal.Instant.from('2026-01-01T12:00:00Z');

/** So many seconds later than `t0`. */
export const after = (seconds: number) => t0.add({ milliseconds: seconds * 1000 });

/** A provider that took the message. */
export const took = { provider: 'p', name: 'Twilio', result: 'ACCEPTED', milliseconds: 210, reference: 'SM1' } as const;

/** A text message that a provider took. */
export const sent: MessageRecord = {
  id: 'msg1',
  userId: 'u',
  factorId: 'sms1',
  channel: 'sms',
  purpose: 'verify',
  recipient: '+18XXXXXXX36',
  country: 'US',
  status: 'ACCEPTED',
  attempts: [took],
  created: t0,
  sent: after(0.3),
  expires: after(300),
  requestId: 'r',
};

/** The log entry of an answer: right without a reason, else wrong for it. */
export const answer = (reason: string | undefined, seconds: number, over: Partial<LoggedEvent> = {}): LoggedEvent => ({
  at: after(seconds),
  event: 'user.authentication.auth_via_mfa',
  outcome: reason === undefined ? 'SUCCESS' : 'FAILURE',
  factorId: 'sms1',
  ...(reason !== undefined && { reason, detail: { attemptsLeft: '3' } }),
  ...over,
});

/** The log entry of a push that was sent. */
export const pushed = (seconds: number): LoggedEvent => ({
  at: after(seconds),
  event: 'system.push.send_factor_verify_push',
  outcome: 'SUCCESS',
  factorId: 'opf1',
});

/** The history of a user with these messages. */
export const history = (messages: readonly MessageRecord[], over: Partial<History> = {}): History => ({
  userId: 'u',
  status: 'ACTIVE',
  now: after(120),
  messages,
  log: [],
  factors: [
    { id: 'sms1', factorType: 'sms', provider: 'OKTA', status: 'ACTIVE' },
    { id: 'mbl1', factorType: 'sms', provider: 'OKTA', status: 'PENDING_ACTIVATION' },
    { id: 'ost1', factorType: 'token:software:totp', provider: 'GOOGLE', status: 'ACTIVE' },
  ],
  tokens: new Map([['00T1', 'portal']]),
  pauses: new Map(),
  sprayers: new Set(),
  ...over,
});

/** The detail of the answer that starts a pause. */
export const pausedFor = { attemptsLeft: '0', retryAt: after(300).toString() };

/** A message that no provider took yet. */
export const unsent = { ...sent, attempts: [], sent: undefined as never };
