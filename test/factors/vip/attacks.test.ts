import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eachWorld } from '../../support/eachWorld.ts';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { atOnce, from } from '../../support/parallel.ts';
import { person } from '../../support/users/people.ts';
import { issuer } from '../../support/vip/certificates.ts';
import { type FakeVip, fakeVip } from '../../support/vip/fakeVip.ts';
import { hurry, setVip, vipConfiguration } from '../../support/vip/setVip.ts';
import type { VipCredential } from '../../support/vip/vipCredentials.ts';
import type { VipReplyOptions } from '../../support/vip/vipMessages.ts';
import type { World } from '../../support/world.ts';

const FAILED = 'E0000074';
const BOMB = `<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY code "0000">]>`;
const THEFT = '<!DOCTYPE r [<!ENTITY code SYSTEM "file:///etc/hostname">]>';

for (const engine of ENGINES) {
  // What is said on the network is the same, whatever the database.
  const onWire = engine === 'sqlite' ? test : undefined;
  describe(`attacks on a VIP service: ${engine}`, () => {
    let w: World;
    let vip: FakeVip;
    let settings: Awaited<ReturnType<typeof vipConfiguration>>;
    let honest: FakeVip['answer'];
    let calls: ReturnType<typeof factorCalls>;
    let credential: VipCredential;
    let userId: string;
    let authenticatorId: string;
    let id: string;
    before(async () => {
      vip = await fakeVip();
      settings = await vipConfiguration(vip);
      honest = vip.answer;
    });
    after(() => vip.close());
    beforeEach(() => {
      vip.answer = honest;
    });
    eachWorld(engine, async (fresh) => {
      w = fresh;
      vip.answer = honest;
      credential = vip.credential();
      authenticatorId = await setVip(w, settings);
      userId = (await person(w)).id;
      calls = factorCalls(w, userId);
      const verify = { passCode: credential.press(), nextPassCode: credential.press() };
      const profile = { credentialId: credential.id };
      const enrolled = await calls.enroll({ factorType: 'token', provider: 'SYMANTEC', profile, verify });
      assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
      id = enrolled.body.id;
      vip.messages.length = 0;
      vip.counted.requests = 0;
    });
    const replying = (options: VipReplyOptions) => {
      vip.answer = (message, send) => send(vip.reply(message, options));
    };
    const tried = async (passCode = '271828') => {
      const reply = await calls.verify(id, passCode);
      return [heard(reply).code, reply.headers['cofactor-reason']];
    };
    const moved = (configuration: object) =>
      w.call('PUT', `/api/v1/authenticators/${authenticatorId}`, { provider: { configuration } });

    test('a service that never answers lets nobody in, and the guess stays spent', async () => {
      hurry(w, 4_000);
      vip.answer = () => {};
      const answers = await atOnce(5, () => tried());
      assert.deepEqual(answers, Array(5).fill(['E0000067', 'VIP_TIMEOUT']));
      assert.equal((await calls.verify(id, '271828')).status, 429);
    });

    const lies: Readonly<Record<string, VipReplyOptions>> = {
      'for another request': { code: '0000', requestId: '00000000000000000000000000000000' },
      'to no request at all': { code: '0000', requestId: '' },
      'of another operation': { code: '0000', operation: 'DeactivateToken' },
      'of another schema': { code: '0000', namespace: 'http://www.example.com/' },
      'that says two things': { code: '49b5', second: '0000' },
      'that says one thing twice': { code: '0000', second: '0000' },
      'with a second status': { code: '49b5', inside: '<Status><ReasonCode>0000</ReasonCode></Status>' },
      'whose entities multiply (billion laughs)': { code: '&b;&b;&b;&b;', before: BOMB },
      'whose entity is the verdict': { code: '&code;', before: BOMB },
      'whose entity is a file of this machine (XXE)': { code: '&code;', before: THEFT },
      'with an entity that nobody defined': { code: '&code;' },
      'with markup in its verdict': { code: '<b>0000</b>' },
      'with more than the verdict': { code: '00000000' },
      'longer than any of the schema': { code: '0000', inside: `<!-- ${'x'.repeat(70_000)} -->` },
    };
    onWire?.('a success lets nobody in that is none to this request, and the guess stays spent', async () => {
      for (const [what, lie] of Object.entries(lies)) {
        replying(lie);
        assert.deepEqual(await tried(credential.press()), [FAILED, 'VIP_NOT_BELIEVED'], what);
        w.clock.advance({ hours: 24 });
      }
    });

    onWire?.('a success that is replayed, for this credential or another, lets nobody in', async () => {
      let recorded = '';
      vip.answer = (message, send) => {
        recorded = vip.reply(message, vip.honest(message));
        send(recorded);
      };
      assert.equal((await calls.verify(id, credential.press())).status, 200);
      vip.answer = (_message, send) => send(recorded);
      assert.deepEqual(await tried(), [FAILED, 'VIP_NOT_BELIEVED']);
    });

    onWire?.('the code of another credential lets nobody in, and the request names no other credential', async () => {
      const other = vip.credential();
      assert.equal((await tried(other.press()))[0], 'E0000068');
      const body = { passCode: other.press(), credentialId: other.id, profile: { credentialId: other.id } };
      assert.equal((await w.call('POST', `${calls.factors}/${id}/verify`, body)).status, 400);
      assert.deepEqual(new Set(vip.messages.map(({ tokenId }) => tokenId)), new Set([credential.id]));
    });

    onWire?.('of a service that answers twice on one connection the first answer counts', async () => {
      vip.answer = (message, _send, socket) => {
        const replies = ['49b5', '0000'].map((code) => vip.reply(message, { code }));
        for (const text of replies) socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
      };
      assert.deepEqual(await tried(), ['E0000068', 'WRONG_CODE']);
    });

    onWire?.('a fault, a redirect and an error page with a success in them are none', async () => {
      for (const status of [500, 302, 204, 403]) {
        vip.answer = (message, send) => send(vip.reply(message, { code: '0000' }), status);
        assert.equal((await tried())[1], 'VIP_REFUSED', `${status}`);
        w.clock.advance({ hours: 24 });
      }
    });

    test('a service whose certificate somebody else signed hears nothing, and the guess is given back', async () => {
      const [stranger, here] = await Promise.all([issuer('somebody'), fakeVip()]);
      const other = createTlsServer({ ...(await stranger.issue('localhost')) }, (_request, reply) => reply.end());
      other.listen(0, '127.0.0.1');
      await once(other, 'listening');
      await moved({ authPort: (other.address() as AddressInfo).port });
      for (let n = 0; n < 3; n++) assert.deepEqual(await tried(), [FAILED, 'VIP_UNREACHABLE']);
      assert.equal((await moved({ authPort: here.port })).status, 200);
      // An authority of the same name, and another key.
      for (let n = 0; n < 5; n++) assert.deepEqual(await tried(), [FAILED, 'VIP_UNREACHABLE']);
      assert.equal((await calls.verify(id, '271828')).status, 429);
      assert.equal(here.counted.requests, 0);
      other.close();
      await here.close();
    });

    onWire?.('a customer’s certificate that the service does not know is sent away', async () => {
      const { cert, key } = await (await issuer('VIP of the tests')).issue('customer');
      await moved({ clientCertificate: cert, clientKey: key });
      assert.deepEqual(await tried(credential.press()), [FAILED, 'VIP_UNREACHABLE']);
      assert.equal(vip.counted.requests, 0);
    });

    onWire?.('a service that speaks without TLS hears no code, whatever it answers', async () => {
      let heardOf = '';
      const plain = createServer((request, reply) => {
        heardOf += request.url;
        reply.end();
      });
      plain.listen(0, '127.0.0.1');
      await once(plain, 'listening');
      await moved({ authPort: (plain.address() as AddressInfo).port });
      assert.deepEqual(await tried(), [FAILED, 'VIP_UNREACHABLE']);
      assert.equal(heardOf, '');
      plain.close();
    });

    test('strangers have three wrong answers a day all together, so that they cannot have the credential locked', async () => {
      const statuses: number[] = [];
      for (let n = 0; n < 6; n++) statuses.push((await calls.verify(id, '271828', from(n))).status);
      assert.deepEqual([statuses, vip.messages.length], [[403, 403, 403, 429, 429, 429], 3]);
      w.clock.advance({ hours: 8 });
      assert.equal((await calls.verify(id, credential.press(), from(9))).status, 200);
    });

    test('whoever guesses a code that will be right later hears of it what a wrong code hears, be it a stranger or nobody', async () => {
      assert.equal((await calls.verify(id, credential.press(), from(9))).status, 200);
      credential.skip(20);
      const later = credential.press();
      for (const options of [from(1), undefined]) {
        const hears = async (code: string) => {
          const { status, body, headers } = await calls.verify(id, code, options);
          const { errorId: _, ...told } = body;
          const { date: _date, ...other } = headers;
          const varying = /^(?:x-okta-request-id|x-rate-limit-.*|cofactor-(?:guesses|attempts).*)$/;
          const same = Object.entries(other).filter(([name]) => !varying.test(name));
          return { status, told, same };
        };
        const wrong = await hears('271828');
        w.clock.advance({ hours: 24 });
        const right = await hears(later);
        w.clock.advance({ hours: 24 });
        assert.deepEqual(right, wrong);
        assert.equal(right.told.errorCode, 'E0000068');
      }
      const logged = (await w.store.log.ofUser(userId)).filter(({ outcome }) => outcome === 'FAILURE');
      assert.deepEqual(new Set(logged.map(({ reason }) => reason)), new Set(['WRONG_CODE', 'OUTSIDE_WINDOW']));
      assert.equal((await calls.verify(id, later, from(9))).headers['cofactor-reason'], 'OUTSIDE_WINDOW');
    });

    onWire?.('enrolling with codes that are out of step tells nobody of them', async () => {
      const other = (await person(w)).id;
      const fresh = vip.credential();
      vip.answer = (message, send) => send(vip.reply(message, { code: '4923' }));
      const verify = { passCode: fresh.press(), nextPassCode: fresh.press() };
      const request = { factorType: 'token', provider: 'SYMANTEC', profile: { credentialId: fresh.id }, verify };
      const refused = await factorCalls(w, other).enroll(request);
      assert.deepEqual([heard(refused).code, refused.headers['cofactor-reason']], ['E0000068', 'WRONG_CODE']);
    });

    test('whoever guesses for months has no chances left, and two codes in a row are taken all the same', async () => {
      const codes = async () => (await calls.verify(id, '271828', from(1))).status;
      const statuses: number[] = [];
      for (let day = 0; day < 20; day++) {
        statuses.push(await codes());
        w.clock.advance({ hours: 24 });
      }
      assert.deepEqual(new Set(statuses.slice(0, 13)), new Set([403]));
      assert.deepEqual(new Set(statuses.slice(14)), new Set([429]));
      const used = await calls.verify(id, credential.press(), from(1));
      assert.match(heard(used).causes.join(), /nextPassCode/);
      const both = { passCode: credential.press(), nextPassCode: credential.press() };
      const path = `${calls.factors}/${id}/verify`;
      assert.equal((await w.call('POST', path, both, from(2))).status, 200);
    });
  });
}
