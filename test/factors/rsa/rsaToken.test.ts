import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { disclosures, everyRow } from '../../support/disclosure.ts';
import { eachWorld } from '../../support/eachWorld.ts';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { type FakeRadius, fakeRadius } from '../../support/radius/fakeRadius.ts';
import { setTokenServer } from '../../support/radius/tokenServer.ts';
import { person } from '../../support/users/people.ts';
import { type World, world } from '../../support/world.ts';

const isToken = ({ factorType }: { factorType: string }) => factorType === 'token';

for (const engine of ENGINES) {
  describe(`token/RSA: ${engine}`, () => {
    let w: World;
    let server: FakeRadius;
    let calls: ReturnType<typeof factorCalls>;
    let login: string;
    let userId: string;
    beforeEach(async () => {
      server = await fakeRadius();
      server.answer = (request, send) => send(server.reply(request, { code: 2 }));
    });
    afterEach(() => server.close());
    eachWorld(engine, async (fresh) => {
      w = fresh;
      const user = await person(w);
      userId = user.id;
      ({ login } = user.profile);
      calls = factorCalls(w, userId);
    });
    const enroll = (profile?: object) =>
      calls.enroll({
        factorType: 'token',
        provider: 'RSA',
        verify: { passCode: '5275875498' },
        ...(profile && { profile }),
      });
    const change = (id: string, configuration: object) =>
      w.call('PUT', `/api/v1/authenticators/${id}`, { provider: { configuration } });

    test('nobody can enroll before the token server’s settings are complete, and the cause names the call', async () => {
      assert.match(heard(await enroll()).causes.join(), /POST \/api\/v1\/authenticators and key onprem_mfa/);
      const { body } = await w.call('POST', '/api/v1/authenticators', { key: 'onprem_mfa' });
      assert.equal(body.neverUsed, true);
      const refused = heard(await enroll());
      assert.deepEqual([refused.status, refused.causes[0]], [400, 'Factor not enabled.']);
      assert.match(refused.causes[1] ?? '', new RegExp(`PUT /api/v1/authenticators/${body.id} .*sharedSecret`));
      assert.ok(!(await calls.catalog()).body.some(isToken));
      const done = { hostName: '127.0.0.1', authPort: server.port, sharedSecret: server.secret };
      assert.equal((await change(body.id, done)).body.neverUsed, undefined);
      assert.ok((await calls.catalog()).body.some(isToken));
      assert.equal((await enroll()).status, 200);
    });

    test('rsa_token is among the organization’s factors once onprem_mfa is there, and switches it', async () => {
      assert.equal((await w.call('GET', '/api/v1/org/factors/rsa_token')).status, 404);
      await setTokenServer(w, server);
      assert.equal((await w.call('GET', '/api/v1/org/factors/rsa_token')).body.status, 'ACTIVE');
      await w.call('POST', '/api/v1/org/factors/rsa_token/lifecycle/deactivate');
      assert.equal((await enroll()).status, 400);
    });

    test('the factor has the vendor name and is known to the server by what the administrator set', async () => {
      const id = await setTokenServer(w, server);
      await w.call('PUT', `/api/v1/authenticators/${id}`, { name: 'Bank tokens' });
      for (const [template, userName] of [
        ['oktaId', userId],
        ['email', login],
        ['login', login],
      ] as const) {
        assert.equal((await change(id, { userNameTemplate: { template } })).status, 200);
        const other = heard(await enroll({ credentialId: 'somebody.else' }));
        assert.match(other.causes.join(), new RegExp(`profile.credentialId: .*send ${userName}`));
        const { body } = await enroll({ credentialId: userName });
        assert.deepEqual([body.vendorName, body.profile.credentialId], ['Bank tokens', userName]);
        await calls.remove(body.id);
        w.clock.advance({ minutes: 5 });
      }
      assert.deepEqual(
        server.requests.map((request) => request.userName),
        [userId, login, login],
      );
    });

    test('an enrollment that the server rejects leaves nothing, and one with a factor already there asks nobody', async () => {
      await setTokenServer(w, server);
      server.answer = (request, send) => send(server.reply(request, { code: 3 }));
      assert.deepEqual([heard(await enroll()).code, (await calls.list()).body], ['E0000068', []]);
      server.answer = (request, send) => send(server.reply(request, { code: 2 }));
      await enroll();
      server.requests.length = 0;
      assert.equal(heard(await enroll()).summary, 'Api validation failed: factorEnrollRequest');
      assert.equal(server.requests.length, 0);
    });

    test('a challenge is told in the server’s words, and its stateToken takes the answer to the same question', async () => {
      await setTokenServer(w, server);
      const { body: factor } = await enroll();
      server.answer = ({ ...request }, send) =>
        send(
          server.reply(
            request,
            request.state ? { code: 2 } : { code: 11, state: 'q1', message: 'Next\n<b>tokencode</b>:' },
          ),
        );
      const asked = await calls.verify(factor.id, '5275875498');
      assert.deepEqual([asked.status, asked.headers['cofactor-reason']], [403, 'CHALLENGED']);
      assert.match(heard(asked).causes.join(), /The token server says: Next <b>tokencode<\/b>:/);
      const body = { stateToken: asked.body.stateToken, passCode: '5275402817' };
      assert.deepEqual((await w.call('POST', `${calls.factors}/${factor.id}/verify`, body)).body, {
        factorResult: 'SUCCESS',
      });
      assert.deepEqual([server.requests.at(-1)?.state, server.requests.at(-1)?.password], ['q1', '5275402817']);
    });

    test('nextPassCode answers a question for the next tokencode at once, and never one for a new PIN', async () => {
      await setTokenServer(w, server);
      const { body: factor } = await enroll();
      const both = { passCode: '5275875498', nextPassCode: '5275402817' };
      const verify = () => w.call('POST', `${calls.factors}/${factor.id}/verify`, both);
      let message = 'Wait for token to change, then enter the new tokencode:';
      server.answer = (request, send) =>
        send(server.reply(request, request.state ? { code: 2 } : { code: 11, state: 'q1', message }));
      assert.equal((await verify()).body.factorResult, 'SUCCESS');
      message = 'Enter a new PIN having from 4 to 8 digits:';
      server.requests.length = 0;
      assert.equal((await verify()).status, 403);
      assert.equal(server.requests.length, 1);
    });

    test('the secret is sealed, is never shown, and is wanted again where a server changes', async () => {
      const id = await setTokenServer(w, server, { alternates: [{ hostName: '127.0.0.1', authPort: 1 }] });
      const seen = [
        (await w.call('GET', `/api/v1/authenticators/${id}`)).body,
        (await w.call('GET', '/api/v1/authenticators')).body,
      ];
      assert.deepEqual(
        disclosures([...seen.map((body) => JSON.stringify(body)), ...(await everyRow(w))], [server.secret]),
        [],
      );
      for (const moved of [{ hostName: '127.0.0.2' }, { authPort: 1813 }, { alternates: [] }]) {
        assert.match(
          heard(await change(id, moved)).causes.join(),
          /provider\.configuration\.sharedSecret: Send it again/,
        );
      }
      assert.equal((await change(id, { sharedSecret: 'one that is not the server’s' })).status, 200);
      assert.equal((await change(id, { hostName: '127.0.0.2', sharedSecret: 'another for another' })).status, 200);
    });

    test('settings that cannot be right are refused, each with its name', async () => {
      const wrong: Readonly<Record<string, object>> = {
        hostName: { hostName: '10.0.0.1' },
        'hostName: A name': { hostName: 'radius.example.com:1812' },
        authPort: { authPort: 0 },
        'userNameTemplate.template': { userNameTemplate: { template: 'firstName' } },
        sharedSecret: { sharedSecret: 'short' },
      };
      const id = await setTokenServer(w, server);
      for (const [field, configuration] of Object.entries(wrong)) {
        const { status, causes } = heard(await change(id, { sharedSecret: 'long enough', ...configuration }));
        assert.equal(status, 400, field);
        assert.ok(
          causes.some((cause) => cause.startsWith(`provider.configuration.${field}`)),
          causes.join(),
        );
      }
    });
  });
}

test('a token server on the public internet is refused: RADIUS over UDP is not encrypted', async (t) => {
  const w = await world('sqlite', { outgoingPolicy: { allowed: [] } });
  t.after(w.close);
  for (const hostName of ['radius.example.com', '192.0.2.1', '8.8.8.8', '127.0.0.1', 'localhost']) {
    const provider = { configuration: { hostName, sharedSecret: 'long enough' } };
    const { status, causes } = heard(await w.call('POST', '/api/v1/authenticators', { key: 'onprem_mfa', provider }));
    assert.equal(status, 400, hostName);
    assert.match(causes.join(), /provider\.configuration\.hostName: .*--allow-private/);
  }
});
