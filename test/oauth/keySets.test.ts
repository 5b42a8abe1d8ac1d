import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { loopbackAllowed, nothingAllowed } from '../../src/outgoing/guard.ts';
import { askToken, assertion, type KeyPair, keyPair, newApp } from '../support/oauth/app.ts';
import { type World, world } from '../support/world.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Somebody’s server of keys, which counts how often it is asked. */
async function keyServer(t: TestContext, answer: Answer): Promise<{ readonly url: string; asked: number }> {
  const server = createServer((request, response) => {
    state.asked += 1;
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  const state = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, asked: 0 };
  return state;
}

const json =
  (value: unknown): Answer =>
  (_request, response) =>
    response.end(JSON.stringify(value));

async function begin(t: TestContext, policy = loopbackAllowed): Promise<World> {
  const w = await world('sqlite', { outgoingPolicy: policy });
  t.after(() => w.close());
  return w;
}

const ask = async (w: World, clientId: string, key: KeyPair) =>
  (await askToken(w, { client_assertion: await assertion(w, clientId, key) })).body;

test('keys at an address are asked for once in five minutes, and at once for a new kid, but not again within half a minute', async (t) => {
  const w = await begin(t);
  const [first, second, stranger] = [await keyPair('RS256'), await keyPair('ES256'), await keyPair('ES256')];
  const keys = [first.jwk];
  const server = await keyServer(t, (_request, response) => response.end(JSON.stringify({ keys })));
  const app = await newApp(w, { jwksUri: server.url });
  for (let n = 0; n < 3; n += 1) assert.ok((await ask(w, app.id, first)).access_token);
  assert.equal(server.asked, 1);
  keys.push(second.jwk);
  assert.match((await ask(w, app.id, second)).error_description, /no active key/);
  w.clock.advance({ seconds: 30 });
  assert.ok((await ask(w, app.id, second)).access_token);
  assert.equal(server.asked, 2);
  for (let n = 0; n < 5; n += 1) assert.equal((await ask(w, app.id, stranger)).error, 'invalid_client');
  assert.equal(server.asked, 2, 'strangers do not make us ask');
  w.clock.advance({ minutes: 5 });
  assert.ok((await ask(w, app.id, first)).access_token);
  assert.equal(server.asked, 3);
});

test('keys that were read go on for an hour when their server is gone', async (t) => {
  const w = await begin(t);
  const key = await keyPair();
  let works = true;
  const server = await keyServer(t, (_request, response) => {
    response.statusCode = works ? 200 : 500;
    response.end(JSON.stringify({ keys: [key.jwk] }));
  });
  const app = await newApp(w, { jwksUri: server.url });
  assert.ok((await ask(w, app.id, key)).access_token);
  works = false;
  w.clock.advance({ minutes: 50 });
  assert.ok((await ask(w, app.id, key)).access_token);
  w.clock.advance({ minutes: 11 });
  assert.match((await ask(w, app.id, key)).error_description, /cannot be read from its jwks_uri/);
});

test('attack: many requests at once make one to the server of keys', async (t) => {
  const w = await begin(t);
  const key = await keyPair();
  const server = await keyServer(t, json({ keys: [key.jwk] }));
  const app = await newApp(w, { jwksUri: server.url });
  await Promise.all(Array.from({ length: 10 }, () => ask(w, app.id, key)));
  assert.equal(server.asked, 1);
});

test('attack: a huge key set, and one of too many keys', async (t) => {
  const w = await begin(t);
  const key = await keyPair();
  const huge = await keyServer(t, (_request, response) => {
    response.write(`{"keys":[${JSON.stringify(key.jwk)}],"pad":"`);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  const many = await keyServer(t, json({ keys: Array.from({ length: 51 }, () => key.jwk) }));
  for (const { url } of [huge, many]) {
    const app = await newApp(w, { jwksUri: url });
    assert.match((await ask(w, app.id, key)).error_description, /cannot be read from its jwks_uri/);
  }
});

test('attack: a key set by way of a redirect', async (t) => {
  const w = await begin(t);
  const key = await keyPair();
  const real = await keyServer(t, json({ keys: [key.jwk] }));
  const redirecting = await keyServer(t, (_request, response) => {
    response.writeHead(302, { location: real.url }).end();
  });
  const app = await newApp(w, { jwksUri: redirecting.url });
  assert.match((await ask(w, app.id, key)).error_description, /cannot be read from its jwks_uri/);
  assert.equal(real.asked, 0);
});

test('attack: a key set at a private address, by number and by name', async (t) => {
  const w = await begin(t, nothingAllowed);
  const key = await keyPair();
  const server = await keyServer(t, json({ keys: [key.jwk] }));
  for (const url of [server.url, server.url.replace('127.0.0.1', 'localhost'), 'http://169.254.169.254/keys']) {
    const app = await newApp(w, { jwksUri: url });
    assert.match((await ask(w, app.id, key)).error_description, /cannot be read from its jwks_uri/);
  }
  assert.equal(server.asked, 0);
});

test('keys of other kinds in a set are passed over', async (t) => {
  const w = await begin(t);
  const key = await keyPair();
  const server = await keyServer(
    t,
    json({ keys: [{ kty: 'RSA', use: 'enc' }, null, { kty: 'oct', k: 'AA' }, key.jwk] }),
  );
  const app = await newApp(w, { jwksUri: server.url });
  assert.ok((await ask(w, app.id, key)).access_token);
});
