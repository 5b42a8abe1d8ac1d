import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RequestLine } from '../../src/http/requestLog.ts';
import { head, sendBytes } from '../support/http/bytes.ts';
import { type World, world } from '../support/world.ts';

describe('bytes that are no request', () => {
  let w: World;
  const lines: RequestLine[] = [];
  before(async () => {
    w = await world('sqlite', { log: { request: (line) => lines.push(line), failure: assert.fail } });
    await w.app.listen({ port: 0, host: '127.0.0.1' });
  });
  after(() => w.close());

  const path = '/api/v1/users';
  const post = (...headers: string[]) => head('POST', path, ...headers, 'Content-Type: application/json');
  const cases: readonly (readonly [name: string, status: number, bytes: string])[] = [
    ['a line that is no request line', 400, 'hello\r\n\r\n'],
    ['a method that does not exist', 400, `${head('BREW', path)}\r\n`],
    ['a header with a blank before its colon', 400, `${head('GET', path, 'Accept : */*')}\r\n`],
    ['a header folded over two lines', 400, `${head('GET', path, 'Accept: application/json,\r\n text/html')}\r\n`],
    [
      'both Content-Length and Transfer-Encoding',
      400,
      `${post('Content-Length: 2', 'Transfer-Encoding: chunked')}\r\n`,
    ],
    ['two lengths', 400, `${post('Content-Length: 2', 'Content-Length: 3')}\r\n{}`],
    ['a length that is no number', 400, `${post('Content-Length: two')}\r\n{}`],
    ['a chunk whose length is no number', 400, `${post('Transfer-Encoding: chunked')}\r\nzz\r\n`],
    [
      'chunk extensions without end',
      413,
      `${post('Transfer-Encoding: chunked')}\r\n2;${'x'.repeat(40_000)}\r\n{}\r\n0\r\n\r\n`,
    ],
    ['headers of more than 16 KB', 431, `${head('GET', path, `X-Long: ${'x'.repeat(20_000)}`)}\r\n`],
    ['no Host', 400, `GET ${path} HTTP/1.1\r\nAccept: */*\r\n\r\n`],
  ];
  for (const [name, status, bytes] of cases) {
    test(`${name}: ${status} in Okta's envelope, and a line in the log`, async () => {
      lines.length = 0;
      const answer = await sendBytes(w.app, bytes);
      assert.equal(answer.status, status);
      assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
      assert.equal(answer.headers['cofactor-version'], '1');
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
      assert.equal(answer.headers['strict-transport-security'], 'max-age=31536000');
      const members = ['errorCode', 'errorSummary', 'errorLink', 'errorId', 'errorCauses'];
      assert.deepEqual(Object.keys(answer.body), members);
      assert.equal(answer.body.errorCode, 'E0000020');
      assert.ok(answer.body.errorCauses.length > 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(
        lines.map((line) => [line.status, line.error]),
        [[status, 'E0000020']],
      );
      assert.match(lines[0]?.requestId ?? '', /^[0-9a-f]{32}$/);
    });
  }

  test('nothing of what was sent is in the answer or in the log', async () => {
    lines.length = 0;
    const answer = await sendBytes(w.app, `${head('GET', path, 'Secret : hunter2')}\r\n`);
    assert.ok(!JSON.stringify([answer, lines]).includes('hunter2'));
  });

  test('the connection is closed, since nobody knows where the next request would begin', async () => {
    const smuggled = `${head('GET', '/healthz')}\r\n`;
    const answer = await sendBytes(w.app, `${head('GET', path, 'Bad Header: 1')}\r\n${smuggled}`);
    assert.equal(answer.headers.connection, 'close');
  });

  test('an expectation that nobody knows is passed over', async () => {
    const asked = head('GET', path, 'Expect: the-unexpected', `Authorization: SSWS ${w.token}`);
    assert.equal((await sendBytes(w.app, `${asked}\r\n`)).status, 200);
  });

  test('HTTP/1.0 needs no Host', async () => {
    const answer = await sendBytes(w.app, `GET ${path} HTTP/1.0\r\nAuthorization: SSWS ${w.token}\r\n\r\n`);
    assert.equal(answer.status, 200);
  });
});
