import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MessageRecord } from '../messages/messageRecord.ts';
import { explain } from './explain.ts';
import { type DiagnosisCode, diagnosisCodes, type History, type LoggedEvent } from './history.ts';

const t0 = Temporal.Instant.from('2026-01-01T12:00:00Z');
const after = (seconds: number) => t0.add({ milliseconds: seconds * 1000 });
const took = { provider: 'p', name: 'Twilio', result: 'ACCEPTED', milliseconds: 210, reference: 'SM1' } as const;

const sent: MessageRecord = {
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
const answer = (reason: string | undefined, seconds: number, over: Partial<LoggedEvent> = {}): LoggedEvent => ({
  at: after(seconds),
  event: 'user.authentication.auth_via_mfa',
  outcome: reason === undefined ? 'SUCCESS' : 'FAILURE',
  factorId: 'sms1',
  ...(reason !== undefined && { reason, detail: { attemptsLeft: '3' } }),
  ...over,
});
const pushed = (seconds: number): LoggedEvent => ({
  at: after(seconds),
  event: 'system.push.send_factor_verify_push',
  outcome: 'SUCCESS',
  factorId: 'opf1',
});
const history = (messages: readonly MessageRecord[], over: Partial<History> = {}): History => ({
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
  ...over,
});

const pausedFor = { attemptsLeft: '0', retryAt: after(300).toString() };
const unsent = { ...sent, attempts: [], sent: undefined as never };
const cases: readonly (readonly [what: string, DiagnosisCode, History, text: RegExp, next: RegExp])[] = [
  [
    'nothing was ever asked for',
    'NOTHING_SENT',
    history([]),
    /No message was ever asked for/,
    /the application ask for a code/,
  ],
  ['nothing, and no factor', 'NOTHING_SENT', history([], { factors: [] }), /No message/, /POST .*\/u\/factors\./],
  [
    'written a moment ago',
    'SENDING',
    history([{ ...unsent, status: 'QUEUED' }], { now: after(5) }),
    /being handed/,
    /Look again/,
  ],
  [
    'a crash between write and send',
    'NOT_SENT',
    history([{ ...unsent, status: 'QUEUED', factorId: 'mbl1' }]),
    /never sent: the service stopped/,
    /POST .*\/mbl1\/resend/,
  ],
  [
    'kept back before enrollment',
    'BLOCKED',
    history([{ ...unsent, status: 'BLOCKED', factorId: '', reason: 'COUNTRY_NOT_ALLOWED' }]),
    /kept back.*country.*not enrolled/,
    /--countries/,
  ],
  [
    'kept back at a resend',
    'BLOCKED',
    history([{ ...unsent, status: 'BLOCKED', reason: 'NUMBER_LIMIT' }]),
    /none of their codes came back\.$/,
    /number is right/,
  ],
  [
    'no provider',
    'NO_PROVIDER',
    history([{ ...unsent, status: 'FAILED', reason: 'NO_SMS_PROVIDER' }]),
    /no provider for text messages is configured/,
    /administrator configure/,
  ],
  [
    'providers refused',
    'PROVIDER_REFUSED',
    history([
      {
        ...unsent,
        status: 'FAILED',
        reason: 'PROVIDERS_FAILED',
        attempts: [
          { ...took, result: 'TIMEOUT' },
          { ...took, name: 'Vonage', result: 'REFUSED', reason: '29 Non-Whitelisted Destination' },
        ],
      },
    ]),
    /Twilio did not answer in time, Vonage refused it \(29 Non-Whitelisted Destination\)/,
    /POST .*\/sms1\/verify with an empty body/,
  ],
  [
    'the recipient opted out',
    'PROVIDER_REFUSED',
    history([{ ...unsent, status: 'FAILED', reason: 'OPTED_OUT', attempts: [{ ...took, result: 'REFUSED' }] }]),
    /opted out/,
    /updatePhone=true/,
  ],
  [
    'the carrier failed',
    'CARRIER_FAILED',
    history([{ ...sent, status: 'UNDELIVERED', reason: '30003 Unreachable', reported: after(20) }]),
    /left by Twilio, but the carrier could not deliver it: 30003 Unreachable/,
    /in reach/,
  ],
  ['it is on its way', 'WAITING', history([sent]), /left by Twilio, and no carrier/, /Ask the user for the code/],
  [
    'nobody typed it',
    'EXPIRED',
    history([{ ...sent, status: 'DELIVERED', reported: after(9) }], { now: after(301) }),
    /was delivered at 2026-01-01 12:00:09 UTC\. Nobody typed its code/,
    /send another one/,
  ],
  [
    'typed too late',
    'EXPIRED',
    history([sent], { now: after(400), log: [answer('EXPIRED', 350)] }),
    /right code was typed after it had expired at 2026-01-01 12:05:50/,
    /Send a new code/,
  ],
  [
    'delivered but a wrong code',
    'WRONG_CODE',
    history([{ ...sent, status: 'DELIVERED', reported: after(9) }], { log: [answer('WRONG_CODE', 40)] }),
    /was delivered, but a wrong code was typed at 2026-01-01 12:00:40 UTC, with 3 more before a pause/,
    /read the newest message again/,
  ],
  [
    'typed although the carrier had given it up',
    'WRONG_CODE',
    history([{ ...sent, status: 'UNDELIVERED', reported: after(9) }], { log: [answer('WRONG_CODE', 40)] }),
    /a wrong code was typed/,
    /newest message/,
  ],
  [
    'the code of an older message',
    'SUPERSEDED',
    history(
      [
        { ...sent, id: 'msg0' },
        { ...sent, created: after(40), expires: after(340) },
      ],
      {
        log: [answer('SUPERSEDED', 60)],
      },
    ),
    /the code of an older message was typed/,
    /code of the newest message/,
  ],
  [
    'the same code again',
    'USED',
    history([{ ...sent, verified: after(30) }], { log: [answer(undefined, 30), answer('USED', 50)] }),
    /had been used before/,
    /Send a new code/,
  ],
  [
    'too many tries of a challenge',
    'TOO_MANY_TRIES',
    history([sent], { log: [answer('WRONG_CODE', 40, { detail: { ...pausedFor, challenge: 'OVER' } })] }),
    /one try too many: this code is not judged any more/,
    /Send a new code/,
  ],
  [
    'too many tries at activation',
    'TOO_MANY_TRIES',
    history([{ ...sent, factorId: 'mbl1' }], {
      log: [answer('WRONG_CODE', 40, { event: 'user.mfa.factor.activate', factorId: 'mbl1', detail: pausedFor })],
    }),
    /there is a pause until 2026-01-01 12:05:00 UTC/,
    /Wait until 2026-01-01 12:05:00 UTC, then send a new code: POST .*\/mbl1\/resend/,
  ],
  [
    'a pause, with more tries of the challenge',
    'TOO_MANY_TRIES',
    history([sent], { log: [answer('WRONG_CODE', 40, { detail: pausedFor })] }),
    /there is a pause until 2026-01-01 12:05:00 UTC/,
    /Wait until 2026-01-01 12:05:00 UTC, then send a new code: POST .*\/verify/,
  ],
  [
    'the pause is over',
    'WRONG_CODE',
    history([sent], { now: after(360), log: [answer('WRONG_CODE', 40, { detail: pausedFor })] }),
    /a wrong code was typed/,
    /Send a new code/,
  ],
  [
    'its factor was removed',
    'FACTOR_GONE',
    history([{ ...sent, factorId: 'sms0' }]),
    /has been removed/,
    /Enroll again/,
  ],
  [
    'an Okta org judges it',
    'HANDED_OVER',
    { ...history([{ ...sent, factorId: '' }], { factors: [] }), status: undefined as never },
    /judged by the Okta org/,
    /System Log/,
  ],
  [
    'verified',
    'VERIFIED',
    history([{ ...sent, verified: after(30) }], { log: [answer('WRONG_CODE', 20), answer(undefined, 30)] }),
    /verified at 2026-01-01 12:00:30 UTC/,
    /all is well/,
  ],
  [
    'verified by another factor, after a message that nobody answered',
    'VERIFIED',
    history([sent], { log: [answer(undefined, 50, { factorId: 'ost1' })] }),
    /12:00:50/,
    /all is well/,
  ],
  [
    'a device whose clock is wrong',
    'OUTSIDE_WINDOW',
    history([], { log: [answer('OUTSIDE_WINDOW', 5, { factorId: 'ost1' })] }),
    /^A code of another time/,
    /clock of the device/,
  ],
  [
    'a push that is not answered yet',
    'WAITING',
    history([], { log: [pushed(5)], now: after(60) }),
    /^A push was sent at .*, and has not been answered yet/,
    /look at the device/,
  ],
  [
    'a push that nobody answered, nor asked after',
    'PUSH_TIMEOUT',
    history([sent], { log: [pushed(5)], now: after(305) }),
    /nobody answered the push in five minutes/,
    /POST .*\/opf1\/verify with an empty body/,
  ],
  [
    'a push that was denied',
    'PUSH_DENIED',
    history([], { log: [pushed(5), answer('DENIED', 9, { factorId: 'opf1' })] }),
    /^The push was denied on the device/,
    /Ask once more: POST/,
  ],
  [
    'a push that somebody else asked for',
    'PUSH_DENIED',
    history([], { log: [pushed(5), answer('NOT_ME', 9, { factorId: 'opf1' })] }),
    /it was somebody else/,
    /password/,
  ],
  [
    'a key that was used on a page of somebody else',
    'KEY_REFUSED',
    history([], { log: [answer('WRONG_ORIGIN', 5, { factorId: 'fwf1' })] }),
    /^The key was used on a page that is not allowed/,
    /allowedOrigins/,
  ],
  [
    'the code of a device twice',
    'USED',
    history([], { log: [answer('REPLAYED', 5, { factorId: 'ost1' })] }),
    /used before/,
    /next code/,
  ],
  [
    'a locked user',
    'WAITING',
    history([sent], { status: 'LOCKED_OUT' }),
    /The user is LOCKED_OUT and cannot be verified/,
    /^First of all, POST .*\/lifecycle\/unlock\. Ask the user/,
  ],
];

describe('why a user was not verified', () => {
  for (const [what, code, known, text, next] of cases) {
    test(`${what}: ${code}`, () => {
      const { diagnosis } = explain(known);
      assert.equal(diagnosis.code, code, diagnosis.text);
      assert.match(diagnosis.text, text);
      assert.match(diagnosis.next, next);
    });
  }

  test('there is a case for every diagnosis', () => {
    assert.deepEqual(
      diagnosisCodes.filter((code) => !cases.some(([, covered]) => covered === code)),
      [],
    );
  });

  test('the timeline merges what was asked, sent, reported and typed, in the order of time', () => {
    const log: readonly LoggedEvent[] = [
      { at: after(-5), event: 'user.mfa.factor.challenge', outcome: 'SUCCESS', actor: '00T1', address: '192.0.2.1' },
      {
        at: after(0.3),
        event: 'system.sms.send_factor_verify_message',
        outcome: 'SUCCESS',
        detail: { messageId: 'msg1' },
      },
      answer('WRONG_CODE', 30, { actor: '00T2' }),
    ];
    const failed = { ...took, name: 'Vonage', result: 'FAILED', reason: '500', reference: undefined as never } as const;
    const message = { ...sent, attempts: [failed, took], status: 'DELIVERED', reported: after(12) } as const;
    const { timeline } = explain(history([message], { log, now: after(900) }));
    assert.deepEqual(
      timeline.map(({ at, outcome, text, by }) => [at.since(t0).total('seconds'), outcome, text, by]),
      [
        [-5, 'NOTE', 'Challenge factor of user', 'portal'],
        [0, 'NOTE', 'A text message to +18XXXXXXX36 (US) was asked for, to verify the user', undefined],
        [0.3, 'PROBLEM', 'Vonage failed after 210 ms: 500', undefined],
        [0.3, 'OK', 'Twilio took it after 210 ms: reference SM1', undefined],
        [12, 'OK', 'The carrier delivered it', undefined],
        [30, 'PROBLEM', 'A wrong code was typed; attempts left before a pause: 3', '00T2'],
        [300, 'NOTE', 'Its code expired unused', undefined],
      ],
    );
  });
});
