import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { eachWorld } from '../../support/eachWorld.ts';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { from } from '../../support/parallel.ts';
import { type FakeRadius, fakeRadius, type RadiusReply } from '../../support/radius/fakeRadius.ts';
import { freeUdpPort } from '../../support/radius/freeUdpPort.ts';
import { hurry, setTokenServer } from '../../support/radius/tokenServer.ts';
import { person } from '../../support/users/people.ts';
import type { World } from '../../support/world.ts';

const SILENT = [504, 'E0000067'];

for (const engine of ENGINES) {
  describe(`attacks on a token server: ${engine}`, () => {
    let w: World;
    let server: FakeRadius;
    let calls: ReturnType<typeof factorCalls>;
    let userId: string;
    let authenticatorId: string;
    let id: string;
    beforeEach(async () => {
      server = await fakeRadius();
    });
    afterEach(() => server.close());
    eachWorld(engine, async (fresh) => {
      w = fresh;
      hurry(w);
      authenticatorId = await setTokenServer(w, server);
      userId = (await person(w)).id;
      calls = factorCalls(w, userId);
      replying({ code: 2 });
      const verify = { passCode: '5275875498' };
      const enrolled = await calls.enroll({ factorType: 'token', provider: 'RSA', verify });
      assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
      id = enrolled.body.id;
    });
    const replying = (...replies: readonly RadiusReply[]) => {
      server.answer = (request, send) => replies.forEach((reply) => void send(server.reply(request, reply)));
    };
    const refused = async (passCode = '5275000000') => {
      const { status, code } = heard(await calls.verify(id, passCode));
      return [status, code];
    };
    const lastReason = async () => (await w.store.log.ofUser(userId)).at(-1)?.reason;

    test('a server that never answers lets nobody in, and the guess stays spent', async () => {
      server.answer = () => {};
      for (let n = 0; n < 5; n++) assert.deepEqual(await refused(), SILENT);
      assert.equal(await lastReason(), 'TOKEN_SERVER_TIMEOUT');
      assert.deepEqual(await refused(), [429, 'E0000047']);
    });

    const lies: Readonly<Record<string, RadiusReply>> = {
      'without Message-Authenticator': { code: 2, messageAuthenticator: 'none' },
      'with a wrong Message-Authenticator': { code: 2, messageAuthenticator: 'wrong' },
      'made without the secret': { code: 2, secret: 'not the secret' },
    };
    for (const [what, lie] of Object.entries(lies)) {
      test(`a forged Access-Accept ${what} lets nobody in, alone or before the server’s own reply`, async () => {
        replying(lie);
        assert.deepEqual(await refused(), SILENT);
        replying(lie, { code: 3 });
        assert.deepEqual(await refused(), [403, 'E0000068']);
      });
    }

    test('an Access-Accept that is replayed, or is for another request, lets nobody in', async () => {
      const [earlier = assert.fail()] = server.requests;
      server.answer = (request, send) => {
        send(server.reply(request, { code: 2, to: earlier.bytes }));
        send(server.reply(earlier, { code: 2 }));
        send(server.reply(request, { code: 2, identifier: (request.bytes.readUInt8(1) + 1) % 256 }));
      };
      assert.deepEqual(await refused(), SILENT);
    });

    test('attack: a right Access-Accept that comes from another address, or another port, lets nobody in', async () => {
      const strangers = [createSocket('udp4').bind(0, '127.0.0.2'), createSocket('udp4').bind(0, '127.0.0.1')];
      await Promise.all(strangers.map((stranger) => once(stranger, 'listening')));
      let sent = 0;
      server.answer = (request) => {
        for (const stranger of strangers) {
          stranger.send(server.reply(request, { code: 2 }), request.from.port, request.from.address, () => {
            sent += 1;
          });
        }
      };
      assert.deepEqual(await refused(), SILENT);
      for (const stranger of strangers) stranger.close();
      assert.equal(sent, 6, 'each of the three packets was answered by both');
    });

    test('of a server that answers twice the first answer counts', async () => {
      replying({ code: 3 }, { code: 2 });
      assert.deepEqual(await refused(), [403, 'E0000068']);
      assert.equal(await lastReason(), 'WRONG_CODE');
    });

    test('where nobody listens it is 400 E0000074, and the guess stays spent: somebody may have heard it', async () => {
      const change = { hostName: '127.0.0.1', authPort: await freeUdpPort(), sharedSecret: 'another secret' };
      const provider = { configuration: change };
      assert.equal((await w.call('PUT', `/api/v1/authenticators/${authenticatorId}`, { provider })).status, 200);
      for (let n = 0; n < 5; n++) assert.deepEqual(await refused(), [400, 'E0000074']);
      assert.deepEqual(await refused(), [429, 'E0000047']);
    });

    test('a guess that was certainly not sent is given back, three times an hour and no more', async () => {
      const { tokenServer } = w.services;
      const ask = async () => ({ is: 'unanswered', reason: 'FORBIDDEN_ADDRESS', sent: false }) as const;
      Object.assign(w.services, { tokenServer: { ...tokenServer, ask } });
      for (let n = 0; n < 3 + 5; n++) assert.deepEqual(await refused(), [400, 'E0000074'], `call ${n}`);
      assert.deepEqual(await refused(), [429, 'E0000047']);
    });

    test('strangers have three wrong answers a day all together, so that they cannot have the token locked', async () => {
      replying({ code: 3 });
      server.requests.length = 0;
      const statuses: number[] = [];
      for (let n = 0; n < 6; n++) statuses.push((await calls.verify(id, '5275000000', from(n))).status);
      assert.deepEqual([statuses, server.requests.length], [[403, 403, 403, 429, 429, 429], 3]);
      replying({ code: 2 });
      assert.equal((await calls.verify(id, '5275875498', from(9))).status, 429);
      w.clock.advance({ hours: 8 });
      assert.equal((await calls.verify(id, '5275875498', from(9))).status, 200);
      assert.equal((await calls.verify(id, '5275875498', from(9))).status, 200, 'and is known there from now on');
    });

    test('the stateToken of one user’s challenge is worth nothing to another, nor after five minutes', async () => {
      replying({ code: 11, state: 'of the first', message: 'Enter the next tokencode' });
      const { body } = await calls.verify(id, '5275875498');
      const answer = { stateToken: body.stateToken, passCode: '5275402817' };
      replying({ code: 2 });
      const other = factorCalls(w, (await person(w)).id);
      const verify = { passCode: '5275875498' };
      const { body: theirs } = await other.enroll({ factorType: 'token', provider: 'RSA', verify });
      server.requests.length = 0;
      assert.equal((await w.call('POST', `${other.factors}/${theirs.id}/verify`, answer)).status, 403);
      w.clock.advance({ minutes: 5 });
      assert.equal((await w.call('POST', `${calls.factors}/${id}/verify`, answer)).status, 403);
      assert.deepEqual([server.requests.length, await lastReason()], [0, 'CHALLENGE_OVER']);
    });
  });
}
