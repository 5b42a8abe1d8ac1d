import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerCases } from '../../../test/support/explain/answerCases.ts';
import { after, answer, history, sent, t0, took } from '../../../test/support/explain/history.ts';
import { messageCases } from '../../../test/support/explain/messageCases.ts';
import { explain } from './explain.ts';
import { diagnosisCodes, type LoggedEvent } from './history.ts';

const cases = [...messageCases, ...answerCases];

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

  for (const [channel, purpose, words] of [
    ['sms', 'activate', 'A text message to it was asked for, to prove a new phone'],
    ['call', 'activate', 'A phone call to it was asked for, to prove a new phone'],
    ['email', 'activate', 'An e-mail to it was asked for, to prove a new address'],
    ['email', 'invite', 'An e-mail to it was asked for, to bring the link for a new device'],
  ] as const) {
    test(`the timeline is English: ${words}`, () => {
      const { country: _, ...message } = { ...sent, channel, purpose, recipient: 'it' };
      assert.equal(explain(history([message])).timeline[0]?.text, words);
    });
  }

  test('the timeline merges what was asked, sent, reported and typed, in the order of time', () => {
    const log: readonly LoggedEvent[] = [
      { at: after(-5), event: 'cofactor.factor.challenge', outcome: 'SUCCESS', actor: '00T1', address: '192.0.2.1' },
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
