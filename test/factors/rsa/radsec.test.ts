import assert from 'node:assert/strict';
import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createRadiusClient } from '../../../src/remotes/radius/radiusClient.ts';
import type { Certificate } from '../../support/certificate.ts';
import type { RadiusReply } from '../../support/radius/fakeRadius.ts';
import { type FakeRadsec, fakeRadsec } from '../../support/radius/fakeRadsec.ts';
import { freeTcpPort } from '../../support/radius/freeTcpPort.ts';
import { seededRandom } from '../../support/random.ts';
import { type Issuer, issuer } from '../../support/vip/certificates.ts';

const REQUEST = { userName: 'alice', password: '111111', nasIdentifier: 'test' };
const ACCEPT = { code: 2 } as const;
const RESEND_MS = 300;
const client = createRadiusClient({
  lookup: () => lookUp as LookupFunction,
  random: seededRandom(),
  resendMs: RESEND_MS,
});

describe('RADIUS over TLS', () => {
  let authority: Issuer;
  let ours: Certificate;
  let theirs: Certificate;
  let server: FakeRadsec;
  const others: FakeRadsec[] = [];
  before(async () => {
    authority = await issuer('The organization');
    [ours, theirs] = await Promise.all([authority.issue('cofactor'), authority.issue('radius')]);
  });
  beforeEach(async () => {
    server = await fakeRadsec(theirs, authority.cert);
  });
  afterEach(() => server.close());
  after(() => Promise.all(others.map((one) => one.close())));
  const at = ({ port }: { readonly port: number }, host = '127.0.0.1') => ({
    ...{ host, port, secret: 'radsec' },
    tls: { authority: authority.cert, credentials: { certificate: ours.cert, key: ours.key } },
  });
  const ask = () => client.ask([at(server)], REQUEST);
  const replying = (...replies: readonly RadiusReply[]) => {
    server.answer = (request, send) => replies.forEach((reply) => void send(server.reply(request, reply)));
  };
  const SILENCE = { is: 'none', reason: 'TIMEOUT', sent: true };
  const UNHEARD = { is: 'none', reason: 'UNREACHABLE', sent: false };

  test('the request is that of UDP, with the secret of everybody, and shows our certificate', async () => {
    replying(ACCEPT);
    assert.deepEqual(await ask(), { is: 'accept', server: 0 });
    const [{ types, userName, password, nasIdentifier, client: shown } = assert.fail()] = server.requests;
    assert.deepEqual(types, [80, 1, 2, 32]);
    assert.deepEqual([userName, password, nasIdentifier, shown], ['alice', '111111', 'test', 'cofactor']);
  });

  test('a server may do without a certificate of ours', async () => {
    replying({ code: 3 });
    const { tls, ...place } = at(server);
    const asked = await client.ask([{ ...place, tls: { authority: tls.authority } }], REQUEST);
    assert.deepEqual([asked, server.requests[0]?.client], [{ is: 'reject', server: 0 }, undefined]);
  });

  test('a challenge comes with its State, which goes back with the answer', async () => {
    replying({ code: 11, state: 'abc', message: 'next' });
    const challenge = await ask();
    assert.deepEqual(challenge, { is: 'challenge', state: Buffer.from('abc'), message: 'next', server: 0 });
    replying(ACCEPT);
    assert.equal((await client.ask([at(server)], { ...REQUEST, state: Buffer.from('abc') }, 0)).is, 'accept');
    assert.equal(server.requests[1]?.state, 'abc');
  });

  test('a reply may come in pieces, or with others before it', async () => {
    server.answer = async (request, send) => {
      const reply = server.reply(request, ACCEPT);
      const stray = server.reply(request, { code: 3, identifier: (request.bytes.readUInt8(1) + 1) % 256 });
      send(Buffer.concat([stray, reply.subarray(0, 3)]));
      await delay(30);
      send(reply.subarray(3, 25));
      await delay(30);
      send(reply.subarray(25));
    };
    assert.deepEqual(await ask(), { is: 'accept', server: 0 });
  });

  test('a server that never answers has its time, is sent the packet once, and then the next one is asked', async () => {
    const other = await fakeRadsec(theirs, authority.cert);
    others.push(other);
    other.answer = (request, send) => send(other.reply(request, ACCEPT));
    assert.deepEqual(await client.ask([at(server), at(other)], REQUEST), { is: 'accept', server: 1 });
    assert.equal(server.requests.length, 1);
    assert.notDeepEqual(server.requests[0]?.bytes.subarray(4, 20), other.requests[0]?.bytes.subarray(4, 20));
  });

  const lies: Readonly<Record<string, RadiusReply>> = {
    'without Message-Authenticator': { ...ACCEPT, messageAuthenticator: 'none' },
    'with a wrong Message-Authenticator': { ...ACCEPT, messageAuthenticator: 'wrong' },
    'with two of them': { ...ACCEPT, messageAuthenticator: 'twice' },
    'made with another secret': { ...ACCEPT, secret: 'guessed' },
    'of a code that is no answer': { code: 5 },
  };
  for (const [what, lie] of Object.entries(lies)) {
    test(`an Access-Accept ${what} is none over TLS either`, async () => {
      replying(lie);
      assert.deepEqual(await ask(), SILENCE);
      replying(lie, { code: 3 });
      assert.deepEqual(await ask(), { is: 'reject', server: 0 });
    });
  }

  test('a replayed Access-Accept, to an earlier request with the same identifier, is no answer', async () => {
    replying(ACCEPT);
    await ask();
    const [earlier = assert.fail()] = server.requests;
    server.answer = (request, send) => {
      send(server.reply(request, { ...ACCEPT, to: earlier.bytes }));
      send(server.reply(earlier, ACCEPT));
    };
    assert.deepEqual(await ask(), SILENCE);
  });

  test('a second answer changes nothing', async () => {
    replying({ code: 3 }, ACCEPT, ACCEPT);
    assert.deepEqual(await ask(), { is: 'reject', server: 0 });
  });

  test('attack: whoever sits at the server’s address with a certificate of another authority hears nothing', async () => {
    const stranger = await issuer('The organization');
    const liar = await fakeRadsec(await stranger.issue('radius'), authority.cert);
    others.push(liar);
    liar.answer = (request, send) => send(liar.reply(request, ACCEPT));
    assert.deepEqual(await client.ask([at(liar)], REQUEST), UNHEARD);
    assert.equal(liar.requests.length, 0);
  });

  test('attack: whoever has a right certificate, but for another host, hears nothing', async () => {
    replying(ACCEPT);
    const lookup = ((_host, options, done) => lookUp('127.0.0.1', options, done)) as LookupFunction;
    const misled = createRadiusClient({ lookup: () => lookup, random: seededRandom(), resendMs: RESEND_MS });
    assert.deepEqual(await misled.ask([at(server, 'radius.example.com')], REQUEST), UNHEARD);
    assert.equal(server.requests.length, 0);
  });

  test('attack: without an authority of the organization’s own only the public ones vouch for a server', async () => {
    replying(ACCEPT);
    assert.deepEqual(await client.ask([{ ...at(server), tls: {} }], REQUEST), UNHEARD);
  });

  test('attack: lengths that no packet has, and a closed connection, end the waiting', async () => {
    const ended = { is: 'none', reason: 'UNREACHABLE', sent: true };
    for (const header of [
      [2, 0, 0, 0],
      [2, 0, 0, 19],
      [2, 0, 16, 1],
    ]) {
      server.answer = (_request, send) => send(Buffer.from([...header, ...new Array(5_000).fill(0)]));
      assert.deepEqual(await ask(), ended, String(header));
    }
    server.answer = () => void server.close().then(() => undefined);
    assert.deepEqual(await ask(), ended);
    server = await fakeRadsec(theirs, authority.cert);
  });

  test('where nobody listens nothing was sent, and the next one is asked at once', async () => {
    replying(ACCEPT);
    const nobody = at({ port: await freeTcpPort() });
    assert.deepEqual(await client.ask([nobody], REQUEST), UNHEARD);
    assert.deepEqual(await client.ask([nobody, at(server)], REQUEST), { is: 'accept', server: 1 });
  });
});
