import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

describe('errors and access over HTTP', () => {
  let w: World;
  let path: string;
  before(async () => {
    w = await world();
    path = `/api/v1/users/${(await person(w)).id}/factors`;
  });
  after(() => w.close());

  test('the envelope has five members in this order, and an errorId of its own each time', async () => {
    const { body } = await w.call('GET', `${path}/unknown`);
    assert.deepEqual(Object.keys(body), ['errorCode', 'errorSummary', 'errorLink', 'errorId', 'errorCauses']);
    assert.equal(body.errorLink, body.errorCode);
    assert.match(body.errorId, /^oae[\w-]{22}$/);
    assert.notEqual((await w.call('GET', `${path}/unknown`)).body.errorId, body.errorId);
  });

  for (const [name, authorization] of [
    ['no token', undefined],
    ['a wrong token', 'SSWS 00wrong'],
    ['an empty token', 'SSWS '],
    ['a basic password', 'Basic dXNlcjpwYXNz'],
    ['a token without its scheme', '00wrong'],
  ] as const) {
    test(`${name} is 401 E0000011 with WWW-Authenticate and without rate limits`, async () => {
      const answer = await w.call('GET', path, undefined, {
        token: null,
        ...(authorization && { headers: { authorization } }),
      });
      const { status, code, summary } = heard(answer);
      assert.deepEqual([status, code, summary], [401, 'E0000011', 'Invalid token provided']);
      assert.equal(answer.headers['www-authenticate'], 'SSWS');
      assert.equal(answer.headers['x-rate-limit-limit'], undefined);
      assert.equal(answer.headers['cache-control'], undefined);
    });
  }

  test('a bearer token is 403 E0000005', async () => {
    const answer = await w.call('GET', path, undefined, { headers: { authorization: 'Bearer abc' } });
    assert.deepEqual([answer.status, answer.body.errorCode], [403, 'E0000005']);
  });

  test('the scheme may be written in any case', async () => {
    assert.equal((await w.call('GET', path, undefined, { headers: { authorization: `ssws ${w.token}` } })).status, 200);
  });

  test('a revoked token is refused within a second', async () => {
    const own = await world();
    const user = await person(own);
    const list = () => own.call('GET', `/api/v1/users/${user.id}/factors`);
    assert.equal((await list()).status, 200);
    const [token] = await own.store.tokens.list();
    await own.store.apply([{ do: 'revokeToken', id: token?.id ?? '', at: own.clock.now() }]);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    assert.equal((await list()).status, 401);
    await own.close();
  });

  test('a known path with another method is 405 E0000022, without request id and rate limits', async () => {
    for (const method of ['PUT', 'PATCH', 'OPTIONS', 'DELETE']) {
      const answer = await w.call(method, path);
      assert.deepEqual([answer.status, answer.body.errorCode], [405, 'E0000022'], method);
      assert.equal(answer.headers['x-okta-request-id'], undefined);
      assert.equal(answer.headers['x-rate-limit-limit'], undefined);
    }
  });

  test('an unknown path is 404 E0000008', async () => {
    for (const unknown of ['/api/v1/nothing', '/dev/inbox', '/dev', '/dev/clock']) {
      const { status, code, summary } = heard(await w.call('GET', unknown));
      assert.deepEqual([status, code, summary], [404, 'E0000008', 'The requested path was not found']);
    }
  });

  test('a path that cannot be read, or a part of it longer than any id or login, is 404 E0000008', async () => {
    for (const odd of ['%', '%ZZ', '%ED%A0%80', '%00', 'x'.repeat(321)]) {
      for (const unknown of [`/${odd}`, `/api/v1/users/${odd}/factors`, `${path}/${odd}`]) {
        const answer = await w.call('GET', unknown);
        assert.deepEqual([answer.status, answer.body.errorCode], [404, 'E0000008'], unknown);
        assert.equal(answer.headers['cofactor-version'], '1');
      }
    }
  });

  test('a body that is not JSON is 400 E0000003, with rate limits', async () => {
    const answer = await w.call('POST', path, '{"factorType": "sms"');
    assert.deepEqual([answer.status, answer.body.errorCode], [400, 'E0000003']);
    assert.equal(answer.headers['x-rate-limit-limit'], '100000');
    assert.ok(answer.headers['x-okta-request-id']);
  });

  test('who has no token does not hear what is wrong with the body', async () => {
    const answer = await w.call('POST', path, '{"factorType": "sms"', { token: null });
    assert.deepEqual([answer.status, answer.body.errorCode], [401, 'E0000011']);
  });

  test('an object that nobody turned into JSON resends, enrolls nothing and challenges nobody', async () => {
    const raw = '[object Object]';
    const calls = factorCalls(w, (await person(w)).id);
    const { id } = (await calls.sms('+18024482036')).body;
    w.clock.advance({ seconds: 30 });
    assert.equal((await w.call('POST', `${calls.factors}/${id}/resend`, raw)).status, 200);
    assert.equal((await w.call('POST', `${calls.factors}/${id}/resend`, '{"factorType":')).status, 400);
    const active = (await calls.activate(id, w.lastCode())).body.id;
    w.clock.advance({ seconds: 30 });
    const messages = w.sent.length;
    for (const other of [calls.factors, `${calls.factors}/${active}/verify`]) {
      const answer = await w.call('POST', other, raw);
      assert.deepEqual([answer.status, answer.body.errorCode], [400, 'E0000003']);
    }
    assert.equal(w.sent.length, messages);
  });

  test('a field that does not exist is named', async () => {
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036', colour: 'blue' } };
    assert.deepEqual(heard(await w.call('POST', path, body)).causes, ['profile.colour: There is no such field']);
    const { causes } = heard(await w.call('POST', '/api/v1/users', { profile: {}, colour: 'blue' }));
    assert.deepEqual(causes, ['colour: There is no such field']);
  });

  test('a body that pollutes prototypes is refused', async () => {
    const answer = await w.call('POST', path, '{"__proto__": {"factorType": "sms"}, "provider": "OKTA"}');
    assert.deepEqual([answer.status, answer.body.errorCode], [400, 'E0000003']);
  });

  test('a body of more than 256 KB is refused', async () => {
    const answer = await w.call('POST', path, { factorType: 'x'.repeat(300_000) });
    assert.deepEqual([answer.status, answer.body.errorCode], [400, 'E0000003']);
  });

  test('other content types are 400 E0000019', async () => {
    const form = await w.call('POST', path, 'factorType=sms', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    assert.deepEqual([form.status, form.body.errorCode], [400, 'E0000019']);
    const xml = await w.call('GET', path, undefined, { headers: { accept: 'application/xml' } });
    assert.deepEqual([xml.status, xml.body.errorCode], [400, 'E0000019']);
    assert.equal((await w.call('GET', path, undefined, { headers: { accept: 'text/html, */*;q=0.8' } })).status, 200);
  });

  test('trailing and doubled slashes are accepted', async () => {
    assert.equal((await w.call('GET', `${path}/`)).status, 200);
    assert.equal((await w.call('GET', path.replace('/factors', '//factors'))).status, 200);
  });

  test('unknown query parameters are ignored; booleans are read in any case; nonsense names its parameter', async () => {
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024481111' } };
    const refused = heard(await w.call('POST', `${path}?activate=maybe`, body));
    assert.deepEqual([refused.status, refused.summary], [400, 'Api validation failed: activate']);
    const { body: factor } = await w.call('POST', `${path}?activate=True&colour=blue`, body);
    assert.equal(factor.status, 'ACTIVE');
  });

  test('an unexpected failure is 500 E0000009 without a word about its cause, which is logged', async () => {
    const failures: unknown[] = [];
    const broken = await world('sqlite', { log: { request: () => {}, failure: (error) => failures.push(error) } });
    const user = await person(broken);
    Object.assign(broken.services.store.factors, {
      ofUser: () => Promise.reject(new Error('disk on fire, password hunter2')),
    });
    const answer = await broken.call('GET', `/api/v1/users/${user.id}/factors`);
    assert.deepEqual(heard(answer), { status: 500, code: 'E0000009', summary: 'Internal Server Error', causes: [] });
    assert.match(String(failures[0]), /disk on fire/);
    await broken.close();
  });
});
