import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { head, sendBytes } from '../support/http/bytes.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

/** A body in ISO-8859-1, as a client sends it that never heard of UTF-8. */
const latin1 = (body: object): Buffer => Buffer.from(JSON.stringify(body), 'latin1');

describe('a body that is not UTF-8', () => {
  let w: World;
  before(async () => {
    w = await world();
    await w.app.listen({ port: 0, host: '127.0.0.1' });
  });
  after(() => w.close());

  function post(path: string, body: Buffer) {
    const headers = [`Authorization: SSWS ${w.token}`, 'Content-Type: application/json'];
    const length = `Content-Length: ${body.length}`;
    return sendBytes(w.app, Buffer.concat([Buffer.from(`${head('POST', path, ...headers, length)}\r\n`), body]));
  }

  async function refused(path: string, body: Buffer): Promise<void> {
    const answer = await post(path, body);
    assert.deepEqual([answer.status, answer.body.errorCode], [400, 'E0000003']);
    assert.deepEqual(answer.body.errorCauses, [{ errorSummary: 'The body is not valid UTF-8.' }]);
  }

  test('attack: another answer whose letters are lost alike does not verify a security question', async () => {
    const calls = factorCalls(w, (await person(w)).id);
    const question = { factorType: 'question', provider: 'OKTA' };
    const enroll = (answer: string) => ({ ...question, profile: { question: 'disliked_food', answer } });
    await refused(calls.factors, latin1(enroll('Kölnäü')));
    const { id } = (await w.call('POST', calls.factors, enroll('Kölnäü'))).body;
    await refused(`${calls.factors}/${id}/verify`, latin1({ answer: 'Kálnéê' }));
    assert.equal((await w.call('POST', `${calls.factors}/${id}/verify`, { answer: 'Kölnäü' })).status, 200);
  });

  test('attack: another password whose letters are lost alike does not change the password', async () => {
    const profile = { firstName: 'Ada', lastName: 'Lovelace', email: 'pw@example.com', login: 'pw@example.com' };
    const created = { profile, credentials: { password: { value: 'Grünes-Haus-1975' } } };
    await refused('/api/v1/users', latin1(created));
    const { id } = (await w.call('POST', '/api/v1/users', created)).body;
    const change = { oldPassword: { value: 'Gränes-Haus-1975' }, newPassword: { value: 'Another-Secret-77' } };
    await refused(`/api/v1/users/${id}/credentials/change_password`, latin1(change));
  });

  test('is refused whatever is wrong with it: half a letter, surrogates, overlong forms, UTF-16', async () => {
    const path = `/api/v1/users/${(await person(w)).id}`;
    for (const bytes of ['c3', 'eda080', 'c0af', 'f4908080', 'ff', 'fe']) {
      const [start, end] = [Buffer.from('{"profile":{"nickName":"a'), Buffer.from('"}}')];
      await refused(path, Buffer.concat([start, Buffer.from(bytes, 'hex'), end]));
    }
    await refused(path, Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from('{}', 'utf16le')]));
  });

  test('may begin with a byte order mark when it is', async () => {
    const path = `/api/v1/users/${(await person(w)).id}`;
    assert.equal((await post(path, Buffer.from('\ufeff{"profile":{"nickName":"Ada"}}'))).status, 200);
  });
});

test('no login, name, password or answer holds U+FFFD, which is what is left of letters that got lost', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const { id } = await person(w);
  for (const name of ['login', 'email', 'firstName', 'lastName', 'nickName']) {
    const { status, body } = await w.call('POST', `/api/v1/users/${id}`, {
      profile: { [name]: 'J\ufffdrg@example.com' },
    });
    assert.deepEqual([status, body.errorCode], [400, 'E0000001'], name);
    assert.match(body.errorCauses[0].errorSummary, new RegExp(`^${name}: `));
  }
  const weak = { credentials: { password: { value: 'Gr\ufffdnes-Haus-1975' } } };
  assert.equal((await w.call('POST', `/api/v1/users/${id}`, weak)).body.errorCode, 'E0000001');
  const profile = { question: 'disliked_food', answer: 'K\ufffdln' };
  const lost = await w.call('POST', `/api/v1/users/${id}/factors`, {
    factorType: 'question',
    provider: 'OKTA',
    profile,
  });
  assert.equal(lost.status, 400);
  const { body: authenticators } = await w.call('GET', '/api/v1/authenticators');
  const [{ id: authenticatorId, key }] = authenticators;
  const renamed = await w.call('PUT', `/api/v1/authenticators/${authenticatorId}`, { key, name: 'Tel\ufffdfon' });
  assert.deepEqual([renamed.status, renamed.body.errorCode], [400, 'E0000001']);
});
