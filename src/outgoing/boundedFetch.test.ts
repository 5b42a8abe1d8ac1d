import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { createBoundedFetch } from './boundedFetch.ts';

const server = createServer((request, response) => {
  if (request.url === '/silent') return;
  if (request.url === '/away') return void response.writeHead(302, { location: 'https://evil.example/' }).end();
  if (request.url === '/none') return void response.writeHead(204).end();
  response.end('x'.repeat(Number(request.url?.slice(1))));
});
let url = '';
before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});
const bounded = createBoundedFetch(fetch, { timeoutMs: 60_000, maxBytes: 1_000 });

test('a reply that is longer than it may be is none', async () => {
  assert.equal((await (await bounded(`${url}/1000`)).text()).length, 1_000);
  await assert.rejects(bounded(`${url}/1001`), /longer than 1000 bytes/);
  assert.equal((await bounded(`${url}/none`)).status, 204);
});

test('a redirect is an answer, and is not followed', async () => {
  const { status, headers } = await bounded(`${url}/away`);
  assert.deepEqual([status, headers.get('location')], [302, 'https://evil.example/']);
});

test('who says nothing is not waited for, and neither is anybody whom the caller gives up', async () => {
  await assert.rejects(createBoundedFetch(fetch, { timeoutMs: 50, maxBytes: 1 })(`${url}/silent`), {
    name: 'TimeoutError',
  });
  await assert.rejects(bounded(`${url}/silent`, { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' });
});
