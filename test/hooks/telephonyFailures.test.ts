import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { disclosures, everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { type Answerer, command, json, takesMessages } from '../support/hooks/hookServer.ts';
import { type HookWorld, hookRequest, hooksPath, hookWorld } from '../support/hooks/hookWorld.ts';
import { person } from '../support/users/people.ts';

for (const engine of ENGINES) {
  describe(`a telephony inline hook that fails: ${engine}`, () => {
    let h: HookWorld;
    let hookId: string;
    let numbers = 0;
    const number = () => `+1802448${3000 + ++numbers}`;
    before(async () => {
      h = await hookWorld(engine);
      hookId = (await h.w.call('POST', hooksPath, hookRequest(h.server.url))).body.id;
      assert.match(hookId, /^cal/);
    });
    after(() => h.close());
    beforeEach(() => {
      h.server.answer = takesMessages;
      h.byProvider.length = 0;
    });
    const newest = () => h.server.calls.at(-1)!;

    const tooLong = { ...command('SUCCESSFUL'), padding: 'x'.repeat(256 * 1024) };
    const failures: readonly (readonly [string, Answerer, result: string, reason: RegExp])[] = [
      ['does not answer in time', () => {}, 'TIMEOUT', /^no answer within 1000 ms$/],
      [
        'answers byte by byte',
        (response) => {
          const timer = setInterval(() => response.write(' '), 20);
          response.once('close', () => clearInterval(timer));
        },
        'TIMEOUT',
        /^no answer/,
      ],
      ['hangs up', (response) => response.socket?.destroy(), 'FAILED', /^ECONNRESET$/],
      ['answers 500', (response) => json(response, command('SUCCESSFUL'), 500), 'FAILED', /^status 500$/],
      ['answers 201', (response) => json(response, command('SUCCESSFUL'), 201), 'FAILED', /^status 201$/],
      [
        'answers 204',
        (response) => {
          response.writeHead(204).end();
        },
        'FAILED',
        /^status 204$/,
      ],
      [
        'redirects',
        (response) => {
          response.writeHead(307, { location: `${h.server.url}?again` }).end();
        },
        'FAILED',
        /^status 307$/,
      ],
      ['answers too much', (response) => json(response, tooLong), 'FAILED', /^the answer is longer than 262144 bytes$/],
      [
        'answers without end',
        (response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          const more = () => {
            while (!response.destroyed && response.write(' '.repeat(65_536)));
          };
          response.on('drain', more);
          more();
        },
        'FAILED',
        /^the answer is longer/,
      ],
      [
        'answers compressed',
        (response) => {
          response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('x');
        },
        'FAILED',
        /compressed/,
      ],
      [
        'answers HTML',
        (response) => {
          response.writeHead(200, { 'content-type': 'text/html' }).end('{}');
        },
        'FAILED',
        /^the answer is not application\/json$/,
      ],
      [
        'answers no JSON',
        (response) => {
          response.writeHead(200, { 'content-type': 'application/json' }).end('{"commands":');
        },
        'FAILED',
        /^the answer is not JSON$/,
      ],
      ['answers null', (response) => json(response, null), 'FAILED', /not a JSON object/],
      ['has no commands', (response) => json(response, { commands: [] }), 'FAILED', /no commands/],
      [
        'has an unknown command',
        (response) => json(response, { commands: [{ type: 'com.okta.action.update', value: [] }] }),
        'FAILED',
        /^commands\.0/,
      ],
      [
        'has a value that is no array',
        (response) => {
          const [first] = command('SUCCESSFUL').commands;
          json(response, { commands: [{ ...first, value: first?.value[0] }] });
        },
        'FAILED',
        /^commands\.0\.value/,
      ],
      [
        'has an unknown status',
        (response) => json(response, command('DONE')),
        'FAILED',
        /^commands\.0\.value\.0\.status/,
      ],
      ['says FAILED', (response) => json(response, command('FAILED')), 'REFUSED', /^FAILED \(VONAGE\)$/],
      [
        'answers an error object',
        (response, { body }) => {
          const { phoneNumber } = body.data.messageProfile;
          const cause = { errorSummary: 'No route', reason: `No carrier for ${phoneNumber}`, location: 'South Africa' };
          json(response, { error: { errorSummary: 'Failed to deliver', errorCauses: [cause] } });
        },
        'REFUSED',
        /^Failed to deliver: No carrier for …$/,
      ],
      [
        "answers an error in the form of the OpenAPI file's example",
        (response) => {
          const cause = { errorSummary: 'Provider could not', reason: 'Content', location: 'South Africa' };
          json(response, { error: [{ errorSummary: 'Failed to deliver SMS' }, { errorCauses: cause }] });
        },
        'REFUSED',
        /^Failed to deliver SMS: Content$/,
      ],
      [
        'answers an error without a summary',
        (response) => json(response, { error: {} }),
        'REFUSED',
        /^The callback service returned an error$/,
      ],
    ];
    for (const [what, answer, result, reason] of failures) {
      test(`own providers take over when it ${what}`, async () => {
        const user = await person(h.w);
        const { length } = h.server.calls;
        h.server.answer = answer;
        const enrolled = await factorCalls(h.w, user.id).sms(number());
        assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
        assert.equal(h.server.calls.length, length + 1, 'it is called once');
        const code = newest().body.data.messageProfile.otpCode;
        assert.deepEqual(h.byProvider, [code], 'the provider sends the same code, once');
        const [message] = await h.w.store.messages.ofUser(user.id);
        assert.deepEqual(
          message?.attempts.map((attempt) => [attempt.provider, attempt.result]),
          [
            ['hook', result],
            ['own', 'ACCEPTED'],
          ],
        );
        assert.match(message?.attempts[0]?.reason ?? '', reason);
        const log = await h.w.store.log.ofUser(user.id);
        const failed = log.find(({ event }) => event === 'inline_hook.executed');
        assert.equal(failed?.outcome, 'FAILURE');
        assert.match(failed?.reason ?? '', reason);
        const sent = log.find(({ event }) => event === 'system.sms.send_phone_verification_message');
        assert.deepEqual([sent?.outcome, sent?.detail?.isSmsHookFailover], ['SUCCESS', 'true']);
      });
    }

    test('what a hook repeats of the message is not kept', async () => {
      const user = await person(h.w);
      const to = number();
      h.server.answer = (response, { body }) => {
        json(response, { error: { errorSummary: `cannot send ${JSON.stringify(body.data.messageProfile)}` } });
      };
      await factorCalls(h.w, user.id).sms(to);
      const { otpCode } = newest().body.data.messageProfile;
      const rows = (await everyRow(h.w)).filter((row) => /^(messages|log) /.test(row) && row.includes(user.id));
      assert.ok(rows.length > 0);
      assert.deepEqual(disclosures(rows, [otpCode, to, to.slice(1)]), []);
    });
  });
}
