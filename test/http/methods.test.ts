import assert from 'node:assert/strict';
import { METHODS } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { ENGINES } from '../support/engines.ts';
import { head, sendBytes } from '../support/http/bytes.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

describe('methods and headers', () => {
  let w: World;
  before(async () => {
    w = await world();
    await w.app.listen({ port: 0, host: '127.0.0.1' });
  });
  after(() => w.close());

  test('every path of the contract answers every method it does not have with 405 and Allow', async () => {
    const known = Map.groupBy(Object.values<Operation>(operations), ({ path }) => path);
    for (const [path, routes] of known) {
      const has = new Set<string>(routes.map(({ method }) => method));
      const allow = [...has, ...(has.has('GET') ? ['HEAD'] : [])];
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND']) {
        if (has.has(method)) continue;
        const answer = await w.call(method, path.replace(/:\w+/g, 'none'));
        assert.deepEqual([answer.status, answer.body.errorCode], [405, 'E0000022'], `${method} ${path}`);
        assert.equal(answer.headers.allow, allow.join(', '), `${method} ${path}`);
      }
    }
  });

  test('pages, health and links answer methods they do not have with 405 and Allow', async () => {
    const read = [
      '/',
      '/healthz',
      '/readyz',
      '/docs',
      '/docs/',
      '/openapi.json',
      '/authenticator',
      '/authenticator/',
      '/authenticator/app.js',
      '/password.css',
      '/favicon.svg',
    ];
    const allowed = new Map([
      ...read.map((path) => [path, 'GET, HEAD'] as const),
      ['/tokens/none/verify', 'GET, POST, HEAD'],
      ['/reset_password/none', 'GET, POST, HEAD'],
      ['/hooks/providers/none', 'GET, POST'],
      ['/api/v1/users/none/factors/none/qr/none', 'GET'],
    ]);
    for (const [path, allow] of allowed) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY']) {
        if (allow.split(', ').includes(method)) continue;
        const answer = await w.call(method, path);
        assert.deepEqual([answer.status, answer.body.errorCode], [405, 'E0000022'], `${method} ${path}`);
        assert.equal(answer.headers.allow, allow, `${method} ${path}`);
      }
    }
  });

  test('every method that Node reads is 405 on a known path and 404 on others', async () => {
    for (const method of METHODS.filter((one) => !['GET', 'HEAD', 'POST', 'CONNECT'].includes(one))) {
      const bytes = (path: string) => `${head(method, path, 'Content-Length: 0')}\r\n`;
      assert.equal((await sendBytes(w.app, bytes('/api/v1/users?limit=1'))).status, 405, method);
      assert.equal((await sendBytes(w.app, bytes('/api/v1/nothing'))).status, 404, method);
    }
  });

  test('the body of a request with the wrong method does not matter', async () => {
    const headers = { 'content-type': 'text/xml', 'content-encoding': 'gzip' };
    assert.equal((await w.call('PATCH', '/api/v1/users', 'x'.repeat(300_000), { headers })).status, 405);
  });

  test('an empty Accept is no Accept', async () => {
    for (const accept of ['Accept:', 'Accept: ']) {
      const asked = head('GET', '/api/v1/users', accept, `Authorization: SSWS ${w.token}`);
      assert.equal((await sendBytes(w.app, `${asked}\r\n`)).status, 200);
    }
  });
});

for (const engine of ENGINES) {
  test(`a NUL in a query string makes no path unknown (${engine})`, async (t) => {
    const w = await world(engine);
    t.after(() => w.close());
    const { id } = await person(w);
    for (const [name, { method, path, query }] of Object.entries<Operation>(operations)) {
      const names = Object.keys((query as { properties?: object }).properties ?? {});
      const text = ['unknown', ...names].map((one) => `${one}=%00a`);
      for (const asked of text) {
        const at = path.replace(':userId', id).replace(/:\w+/g, 'none');
        const { status, body } = await w.call(method, `${at}?${asked}`);
        assert.ok(status < 500, `${name} ${asked}`);
        assert.notEqual(body?.errorCode, 'E0000008', `${name} ${asked}`);
      }
    }
  });
}
