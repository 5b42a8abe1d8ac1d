import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { lookup as lookUp } from 'node:dns';
import { once } from 'node:events';
import type { LookupFunction } from 'node:net';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createRadiusClient } from '../../../src/remotes/radius/radiusClient.ts';
import { type FakeRadius, fakeRadius, type RadiusReply } from '../../support/radius/fakeRadius.ts';
import { freeUdpPort } from '../../support/radius/freeUdpPort.ts';
import { seededRandom } from '../../support/random.ts';

const REQUEST = { userName: 'alice', password: '111111', nasIdentifier: 'test' };
const RESEND_MS = 150;
const ACCEPT = { code: 2 } as const;
const client = createRadiusClient({
  lookup: () => lookUp as LookupFunction,
  random: seededRandom(),
  resendMs: RESEND_MS,
});

describe('RADIUS client', () => {
  let server: FakeRadius;
  let other: FakeRadius;
  beforeEach(async () => {
    [server, other] = [await fakeRadius(), await fakeRadius('another secret')];
  });
  afterEach(async () => {
    await server.close();
    await other.close();
  });
  const at = ({ port, secret }: Pick<FakeRadius, 'port' | 'secret'>) => ({ host: '127.0.0.1', port, secret });
  const ask = () => client.ask([at(server)], REQUEST);
  const replying = (...replies: readonly RadiusReply[]) => {
    server.answer = (request, send) => replies.forEach((reply) => void send(server.reply(request, reply)));
  };
  const SILENCE = { is: 'none', reason: 'TIMEOUT', sent: true };

  test('the request has Message-Authenticator first, then name, hidden password and our name', async () => {
    replying(ACCEPT);
    assert.deepEqual(await ask(), { is: 'accept', server: 0 });
    const [{ types, userName, password, nasIdentifier, bytes } = assert.fail()] = server.requests;
    assert.deepEqual(types, [80, 1, 2, 32]);
    assert.deepEqual([userName, password, nasIdentifier], ['alice', '111111', 'test']);
    assert.ok(!bytes.includes('111111'));
  });

  test('a challenge comes with its State and all of its message, and the State goes back with the answer', async () => {
    replying({ code: 11, state: 'abc', message: 'next' });
    const challenge = await ask();
    assert.deepEqual(challenge, { is: 'challenge', state: Buffer.from('abc'), message: 'next', server: 0 });
    replying(ACCEPT);
    assert.equal((await client.ask([at(server)], { ...REQUEST, state: Buffer.from('abc') }, 0)).is, 'accept');
    assert.equal(server.requests[1]?.state, 'abc');
  });

  test('what is lost is sent again, three times at most, as the same packet from the same port', async () => {
    assert.deepEqual(await ask(), SILENCE);
    const [first, ...others] = server.requests;
    assert.equal(others.length, 2);
    for (const { bytes, from } of others) {
      assert.deepEqual([bytes, from.port], [first?.bytes, first?.from.port]);
    }
  });

  test('where one server is silent the next one is asked, with a packet of its own', async () => {
    other.answer = (request, send) => send(other.reply(request, ACCEPT));
    assert.deepEqual(await client.ask([at(server), at(other)], REQUEST), { is: 'accept', server: 1 });
    assert.equal(server.requests.length, 3);
    assert.notDeepEqual(server.requests[0]?.bytes.subarray(4, 20), other.requests[0]?.bytes.subarray(4, 20));
  });

  test('where nobody listens the next one is asked at once', async () => {
    other.answer = (request, send) => send(other.reply(request, ACCEPT));
    const nobody = { host: '127.0.0.1', port: await freeUdpPort(), secret: 'none at all' };
    assert.deepEqual(await client.ask([nobody, at(other)], REQUEST), { is: 'accept', server: 1 });
  });

  const lies: Readonly<Record<string, RadiusReply>> = {
    'without Message-Authenticator (CVE-2024-3596)': { ...ACCEPT, messageAuthenticator: 'none' },
    'with a wrong Message-Authenticator': { ...ACCEPT, messageAuthenticator: 'wrong' },
    'with two of them': { ...ACCEPT, messageAuthenticator: 'twice' },
    'made without the secret': { ...ACCEPT, secret: 'guessed' },
    'of a code that is no answer': { code: 5 },
  };
  for (const [what, lie] of Object.entries(lies)) {
    test(`a forged Access-Accept ${what} is passed over, and the server’s own reply counts`, async () => {
      replying(lie, { code: 3 });
      assert.deepEqual(await ask(), { is: 'reject', server: 0 });
    });

    test(`a forged Access-Accept ${what} alone is no answer`, async () => {
      replying(lie);
      assert.deepEqual(await ask(), SILENCE);
    });
  }

  test('an Access-Accept of another identifier is no answer', async () => {
    server.answer = (request, send) =>
      send(server.reply(request, { ...ACCEPT, identifier: (request.bytes.readUInt8(1) + 1) % 256 }));
    assert.deepEqual(await ask(), SILENCE);
  });

  test('a replayed Access-Accept, to an earlier request with the same identifier, is no answer', async () => {
    replying(ACCEPT);
    await ask();
    const [earlier] = server.requests;
    const replies: Buffer[] = [];
    server.answer = (request, send) => {
      const replay = server.reply(request, { ...ACCEPT, to: earlier?.bytes ?? assert.fail() });
      replies.push(replay);
      send(replay);
    };
    assert.deepEqual(await ask(), SILENCE);
    assert.equal(replies.length, 3);
  });

  test('an Access-Accept that is cut off, or has an attribute without room, is no answer', async () => {
    server.answer = (request, send) => {
      const reply = server.reply(request, ACCEPT);
      for (const length of [0, 1, 19, reply.length - 1]) send(reply.subarray(0, length));
      send(Buffer.concat([reply.subarray(0, 21), Buffer.from([1]), reply.subarray(22)]));
    };
    assert.deepEqual(await ask(), SILENCE);
  });

  test('a right Access-Accept from another address, or from another port, is not heard', async () => {
    const strangers = [createSocket('udp4').bind(0, '127.0.0.2'), createSocket('udp4').bind(0, '127.0.0.1')];
    await Promise.all(strangers.map((stranger) => once(stranger, 'listening')));
    let sent = 0;
    server.answer = (request) => {
      for (const stranger of strangers) {
        stranger.send(server.reply(request, ACCEPT), request.from.port, request.from.address, () => {
          sent += 1;
        });
      }
    };
    assert.deepEqual(await ask(), SILENCE);
    assert.equal(sent, 6);
    for (const stranger of strangers) stranger.close();
  });

  test('a second answer changes nothing', async () => {
    replying({ code: 3 }, ACCEPT, ACCEPT);
    assert.deepEqual(await ask(), { is: 'reject', server: 0 });
  });

  test('a challenge without State is no answer: there would be nothing to send back', async () => {
    replying({ code: 11, message: 'next' });
    assert.deepEqual(await ask(), SILENCE);
  });
});
