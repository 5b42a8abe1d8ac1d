import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type OperationId, operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { apiToken } from '../support/access/administrators.ts';
import { head, sendBytes } from '../support/http/bytes.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

/** The types that clients name on requests without content, and two that nobody can read. */
const types = {
  'the Java SDK': 'text/xml',
  'aiohttp, which the Python SDK uses': 'application/octet-stream',
  'a script': 'text/plain;charset=UTF-8',
  'an HTML form': 'application/x-www-form-urlencoded',
  'a client that means well': 'application/json; charset=iso-8859-1',
  'a client with a broken header': 'json',
  'a client with an empty header': '',
};

const everyOperation: readonly (readonly [string, Operation])[] = Object.entries(operations);
const methodsWithBody = everyOperation.filter(([, { method }]) => method !== 'GET');
const nowhere = (path: string) => path.replace(/:\w+/g, 'none');

describe('a request without content', () => {
  let w: World;
  before(async () => {
    w = await world();
    await w.app.listen({ port: 0, host: '127.0.0.1' });
  });
  after(() => w.close());
  /** The world's token, but for the call that revokes the one it comes with. */
  const ownToken = async (id: string) =>
    id === 'revokeCurrentApiToken' ? { token: (await apiToken(w, { role: 'SUPER_ADMIN' })).secret } : {};

  for (const [client, type] of Object.entries(types)) {
    test(`is answered by every operation as if ${client} had not sent Content-Type: ${type}`, async () => {
      for (const [id, { method, path }] of everyOperation) {
        const plain = await w.call(method, nowhere(path), undefined, await ownToken(id));
        const typed = await w.call(method, nowhere(path), undefined, {
          ...(await ownToken(id)),
          headers: { 'content-type': type, 'content-length': '0' },
        });
        const heard = ({ status, body }: typeof plain) => [status, body?.errorCode, body?.errorCauses];
        assert.deepEqual(heard(typed), heard(plain), id);
        assert.notEqual(typed.body?.errorCode, 'E0000019', id);
      }
    });
  }

  test('resets factors and removes a template as the Java SDK asks for it, byte for byte', async () => {
    const { id } = await person(w);
    const template = { name: 'To go', type: 'SMS_VERIFY_CODE', template: `Your code is \${code}.` };
    const made = await w.call('POST', '/api/v1/templates/sms', template);
    const java = ['Accept: application/json', 'Content-Type: text/xml', `Authorization: SSWS ${w.token}`];
    const post = head('POST', `/api/v1/users/${id}/lifecycle/reset_factors`, ...java, 'Content-Length: 0');
    assert.equal((await sendBytes(w.app, `${post}\r\n`)).status, 200);
    const remove = head('DELETE', `/api/v1/templates/sms/${made.body.id}`, ...java);
    assert.equal((await sendBytes(w.app, `${remove}\r\n`)).status, 204);
  });

  test('may come in chunks of which there are none', async () => {
    const { id } = await person(w);
    for (const type of ['text/xml', 'json', 'application/octet-stream']) {
      const chunked = [`Authorization: SSWS ${w.token}`, `Content-Type: ${type}`, 'Transfer-Encoding: chunked'];
      const bytes = `${head('POST', `/api/v1/users/${id}/lifecycle/suspend`, ...chunked)}\r\n0\r\n\r\n`;
      assert.equal((await sendBytes(w.app, bytes)).status, 200, type);
      await w.call('POST', `/api/v1/users/${id}/lifecycle/unsuspend`);
    }
  });
});

describe('content', () => {
  let w: World;
  before(async () => {
    w = await world();
  });
  after(() => w.close());
  const withToken = methodsWithBody.filter(([, { statement }]) => statement === undefined);

  test('of another type than JSON is 400 E0000019 for every operation', async () => {
    for (const [id, { method, path }] of withToken) {
      for (const type of ['text/xml', 'application/octet-stream', 'application/x-www-form-urlencoded', 'json']) {
        const { status, body } = await w.call(method, nowhere(path), '{}', { headers: { 'content-type': type } });
        assert.deepEqual([status, body.errorCode], [400, 'E0000019'], `${id} ${type}`);
      }
    }
  });

  test('that is null is no empty body, for every operation that reads one', async () => {
    for (const [id, { method, path }] of withToken) {
      if (method === 'DELETE') continue;
      const { status, body } = await w.call(method, nowhere(path), 'null');
      assert.deepEqual([status, body.errorCode], [400, 'E0000003'], id);
    }
  });

  test('that is null is no body at all from the Go SDKs that write it for one, to those operations alone that need none', async () => {
    const { id } = await person(w);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'okta-sdk-golang/6.0.0 golang/go1.26.8 linux/amd64',
    };
    const factors = `/api/v1/users/${id}/factors`;
    const profile = { phoneNumber: '+18024482031' };
    const enrolled = await w.call('POST', `${factors}?activate=true`, { factorType: 'sms', provider: 'OKTA', profile });
    const challenge = await w.call('POST', `${factors}/${enrolled.body.id}/verify`, 'null', { headers });
    assert.equal(challenge.body.factorResult, 'CHALLENGE');
    assert.equal((await w.call('POST', factors, 'null', { headers })).status, 400);
  });

  test('in another charset or coding is 415 for every operation, and says what to send', async () => {
    const ids: readonly OperationId[] = ['createUser', 'verifyFactor', 'resetFactors', 'unenrollFactor'];
    assert.ok(ids.every((id) => withToken.some(([known]) => known === id)));
    for (const [id, { method, path }] of withToken) {
      for (const headers of [
        { 'content-type': 'application/json; charset=iso-8859-1' },
        { 'content-type': 'application/json;charset="windows-1252"' },
        { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      ]) {
        const answer = await w.call(method, nowhere(path), '{}', { headers: headers as Record<string, string> });
        assert.deepEqual([answer.status, answer.body.errorCode], [415, 'E0000019'], id);
        assert.equal(answer.headers['accept-encoding'], 'identity');
        assert.match(answer.body.errorCauses[0].errorSummary, /UTF-8|Content-Encoding/);
      }
    }
  });

  test('in UTF-8 is read however that is spelt', async () => {
    const path = `/api/v1/users/${(await person(w)).id}`;
    for (const type of [
      'application/json',
      'Application/JSON; Charset="utf-8"',
      'application/json;charset=UTF8; v=1',
    ]) {
      const profile = { nickName: 'Zoë' };
      const { status, body } = await w.call('POST', path, { profile }, { headers: { 'content-type': type } });
      assert.deepEqual([status, body.profile?.nickName], [200, 'Zoë'], type);
    }
  });
});
