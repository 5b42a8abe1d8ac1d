import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { heard } from '../support/factors/factorCalls.ts';
import { type Answerer, command, json, takesMessages } from '../support/hooks/hookServer.ts';
import { type HookWorld, hookRequest, hooksPath, hookWorld } from '../support/hooks/hookWorld.ts';
import { oktaRequest } from '../support/hooks/oktaRequest.ts';

/** Numbers where the schema has strings, and no `requestType` (facts 182, 184). */
const payload = oktaRequest();

describe('the preview of an inline hook', () => {
  let h: HookWorld;
  let path: string;
  before(async () => {
    h = await hookWorld('sqlite', 1_000);
    const { id } = (await h.w.call('POST', hooksPath, hookRequest(h.server.url))).body;
    path = `${hooksPath}/${id}`;
  });
  after(() => h.close());
  beforeEach(() => {
    h.server.calls.length = 0;
    h.server.answer = takesMessages;
  });
  const execute = () => h.w.call('POST', `${path}/execute`, payload);

  test('sends the body as it is given and shows the answer, without a code or a message of ours', async () => {
    const { status, body } = await execute();
    assert.deepEqual([status, body], [200, command('SUCCESSFUL', `transaction-${payload.eventId}`)]);
    assert.deepEqual(
      h.server.calls.map((call) => call.body),
      [payload],
    );
    assert.deepEqual(h.byProvider, []);
    assert.deepEqual(await h.w.store.messages.ofUser(payload.data.userProfile.userId), []);
  });

  test('FAILED is an answer of the contract', async () => {
    h.server.answer = (response) => json(response, command('FAILED'));
    assert.deepEqual((await execute()).body, command('FAILED'));
  });

  test('what failed once may succeed the second time', async () => {
    h.server.answer = (response, call) =>
      h.server.calls.length === 1 ? json(response, {}, 503) : takesMessages(response, call);
    assert.equal((await execute()).status, 200);
    assert.equal(h.server.calls.length, 2);
  });

  const failures: readonly (readonly [string, Answerer, calls: number, status: number, code: string, cause: RegExp])[] =
    [
      ['does not answer', () => {}, 2, 504, 'E0000137', /no answer within 1000 ms/],
      ['hangs up', (response) => response.socket?.destroy(), 2, 504, 'E0000137', /ECONNRESET/],
      ['answers 500', (response) => json(response, {}, 500), 2, 502, 'E0000134', /status 500/],
      ['answers 404', (response) => json(response, {}, 404), 1, 502, 'E0000134', /status 404/],
      ['answers nonsense', (response) => json(response, {}), 1, 502, 'E0000134', /no commands/],
      [
        'answers an error',
        (response) => json(response, { error: { errorSummary: 'No carrier' } }),
        1,
        400,
        'E0000135',
        /^No carrier$/,
      ],
    ];
  for (const [what, answer, calls, status, code, cause] of failures) {
    test(`a hook that ${what} is ${status} ${code} after ${calls} of at most two calls`, async () => {
      h.server.answer = answer;
      const refused = heard(await execute());
      assert.deepEqual([refused.status, refused.code], [status, code]);
      assert.match(refused.causes[0] ?? '', cause);
      assert.equal(h.server.calls.length, calls);
    });
  }

  test('a body that is none of the contract is not sent', async () => {
    const refused = heard(await h.w.call('POST', `${path}/execute`, { data: {} }));
    assert.deepEqual([refused.status, refused.code], [400, 'E0000003']);
    assert.deepEqual(h.server.calls, []);
  });

  test('an inactive hook has to be activated first', async () => {
    await h.w.call('POST', `${path}/lifecycle/deactivate`);
    assert.match(heard(await execute()).causes[0] ?? '', /INACTIVE; activate it first with POST/);
    await h.w.call('POST', `${path}/lifecycle/activate`);
    assert.deepEqual(h.server.calls, []);
  });
});
