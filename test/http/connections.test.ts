import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { ServerOptions } from '../../src/http/server.ts';
import { head, sendBytes } from '../support/http/bytes.ts';
import { type World, world } from '../support/world.ts';

async function listening(t: TestContext, options: Partial<ServerOptions>): Promise<World> {
  const w = await world('sqlite', options);
  t.after(() => w.close());
  await w.app.listen({ port: 0, host: '127.0.0.1' });
  return w;
}

/** A connection, and whether the service still holds it open 100 ms later. */
async function opened(t: TestContext, w: World): Promise<{ socket: Socket; open: boolean }> {
  const socket = connect((w.app.server.address() as AddressInfo).port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.on('error', () => {});
  socket.resume();
  await once(socket, 'connect');
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { socket, open: !socket.closed && !socket.readableEnded };
}

const limits = (all: number, strangersPerAddress: number) => ({ connectionLimits: { all, strangersPerAddress } });

test('flood of connections from one address: those beyond the limit are closed, and one that ends makes room', async (t) => {
  const w = await listening(t, limits(100, 3));
  const three = await Promise.all([opened(t, w), opened(t, w), opened(t, w)]);
  assert.deepEqual(
    three.map(({ open }) => open),
    [true, true, true],
  );
  assert.equal((await opened(t, w)).open, false);
  three[0]?.socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal((await opened(t, w)).open, true);
});

test('connections on which an API token was shown do not count among those of strangers', async (t) => {
  const w = await listening(t, limits(100, 1));
  const { socket } = await opened(t, w);
  socket.write(`${head('GET', '/api/v1/users', `Authorization: SSWS ${w.token}`)}\r\n`);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal((await opened(t, w)).open, true);
  assert.equal((await opened(t, w)).open, false);
});

test('connections of a trusted proxy count all together only', async (t) => {
  const proxies = { proxies: ['127.0.0.0/8'], endUserHeader: 'x-forwarded-for', privateEndUsers: false };
  const warnings: object[] = [];
  const log = { request: () => {}, failure: assert.fail, warn: (_text: string, about: object) => warnings.push(about) };
  const w = await listening(t, { ...limits(3, 1), proxies, log });
  for (const open of [true, true, true, false, false]) assert.equal((await opened(t, w)).open, open);
  assert.deepEqual(warnings, [{ limit: 'all' }], 'a flood of refusals is no flood of lines in the log');
});

const body = (path: string, length: number, ...more: string[]) =>
  `${head('POST', path, 'Content-Type: application/json', `Content-Length: ${length}`, ...more)}\r\n`;

test('slowloris: the token is looked at before the body is there', async (t) => {
  const w = await listening(t, {});
  const asked = performance.now();
  const answer = await sendBytes(w.app, `${body('/api/v1/users', 200_000, 'Authorization: SSWS 00wrong')}{`);
  assert.equal(answer.status, 401);
  assert.ok(performance.now() - asked < 2_000);
});

test('slowloris: who was refused before the end of a body does not hold the connection for the rest of its time', async (t) => {
  const w = await listening(t, { deadlines: { requestMs: 9_000, headersMs: 1_000 } });
  const { text, ms } = await dripped(w, `${body('/api/v1/users', 200_000, 'Authorization: SSWS 00wrong')}{`, ' ');
  assert.match(text, /^HTTP\/1\.1 401 /);
  assert.ok(ms > 2_500 && ms < 7_000, `${ms} ms`);
});

test('slowloris: a report of no provider is refused before its body is there', async (t) => {
  const w = await listening(t, {});
  assert.equal((await sendBytes(w.app, `${body('/hooks/providers/oct00000000000000000', 60_000)}{`)).status, 404);
});

const late = { deadlines: { requestMs: 1_500, headersMs: 1_000 } };

/** The bytes that come back until the connection is closed, and the milliseconds that took. */
async function dripped(w: World, start: string, drip: string): Promise<{ text: string; ms: number }> {
  const socket = connect((w.app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => {});
  let text = '';
  socket.on('data', (part) => {
    text += part;
  });
  const began = performance.now();
  socket.write(start);
  const timer = setInterval(() => socket.write(drip), 200);
  const over = setTimeout(() => socket.destroy(), 10_000);
  await once(socket, 'close');
  clearInterval(timer);
  clearTimeout(over);
  return { text, ms: performance.now() - began };
}

test('slowloris: a body that comes byte by byte is answered 408 when its time is over', async (t) => {
  const w = await listening(t, late);
  const { text, ms } = await dripped(w, body('/api/v1/users', 60_000, `Authorization: SSWS ${w.token}`), ' ');
  assert.match(text, /^HTTP\/1\.1 408 /);
  assert.ok(ms > 1_400 && ms < 5_000, `${ms} ms`);
});

test('slowloris: headers that come byte by byte, and a connection without a word, are closed', async (t) => {
  const w = await listening(t, late);
  for (const [start, drip] of [
    ['GET / HTTP/1.1\r\nX: ', 'x'],
    ['', ''],
  ] as const) {
    const { ms } = await dripped(w, start, drip);
    assert.ok(ms > 900 && ms < 4_000, `${ms} ms`);
  }
});

test('slowloris: one that was refused and goes on sending is cut off without another answer', async (t) => {
  const w = await listening(t, late);
  const { text, ms } = await dripped(w, body('/api/v1/users', 60_000), ' ');
  assert.equal(text.match(/HTTP\/1\.1/g)?.length, 1);
  assert.match(text, /^HTTP\/1\.1 401 /);
  assert.ok(ms < 5_000, `${ms} ms`);
});
