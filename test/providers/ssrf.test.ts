import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { nothingAllowed } from '../../src/outgoing/guard.ts';
import { ENGINES } from '../support/engines.ts';
import { routedWorld } from '../support/messages/routedWorld.ts';
import type { World, WorldOptions } from '../support/world.ts';

const SECRET = 'AKIAINTERNALSECRET';
const http = (url: string, over: object = {}) => ({
  type: 'http',
  name: url,
  channels: ['sms'],
  settings: { method: 'GET', url, referencePath: 'AccessKeyId', ...over },
});
const smtp = (host: string, over: object = {}) => ({
  type: 'smtp',
  name: host,
  channels: ['email'],
  settings: { host, from: 'a@example.com', ...over },
});
const smpp = (host: string, over: object = {}) => ({
  type: 'smpp',
  name: host,
  channels: ['sms'],
  settings: { host, systemId: 'a', password: 'b', from: '1', ...over },
});
const twilio = (baseUrl: string) => ({
  type: 'twilio',
  name: baseUrl,
  channels: ['sms'],
  settings: { accountSid: 'AC1', authToken: 'secret', from: '+15005550006', baseUrl },
});

/** Loopback, private, link-local and metadata addresses, each in spellings that a check of text would miss. */
const INTERNAL = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0', '0.0.0.0', 'localhost', 'a.localhost'],
  ...['10.0.0.1', '172.16.0.1', '192.168.1.1', '100.64.0.1', '169.254.169.254', '2852039166', '0xA9FEA9FE'],
  ...['168.63.129.16', '100.100.100.200', '[::1]', '[::]', '[fd00::1]', '[fe80::1]', '[fd00:ec2::254]'],
  ...['[::ffff:127.0.0.1]', '[::ffff:169.254.169.254]', '[64:ff9b::7f00:1]', '[2002:7f00:1::1]'],
];

for (const engine of ENGINES) {
  describe(`SSRF through message providers (${engine})`, () => {
    let w: World;
    let metadata: Server;
    let mail: TcpServer;
    const asked: string[] = [];
    before(async () => {
      w = await routedWorld(engine, {}, { outgoingPolicy: nothingAllowed });
      metadata = createServer((request, response) => {
        asked.push(request.url ?? '');
        response.end(JSON.stringify({ AccessKeyId: SECRET }));
      }).listen(0, '127.0.0.1');
      mail = createTcpServer((socket) => {
        asked.push('smtp');
        socket.end('220 hello\r\n');
      }).listen(0, '127.0.0.1');
      await Promise.all([once(metadata, 'listening'), once(mail, 'listening')]);
    });
    after(async () => {
      metadata.close();
      mail.close();
      await w.close();
    });

    const create = (body: object) => w.call('POST', '/api/v1/message-providers', body);
    const port = (server: Server | TcpServer) => (server.address() as AddressInfo).port;

    for (const host of INTERNAL) {
      test(`SSRF: no provider of any type is set up at ${host}`, async () => {
        const bare = host.replace(/^\[|\]$/g, '');
        const bodies = [
          http(`https://${host}/latest/meta-data`),
          twilio(`https://${host}`),
          smtp(bare),
          smpp(bare, { tls: true }),
        ];
        for (const body of bodies) {
          const { status, body: said } = await create(body);
          assert.equal(status, 400, `${body.type}: ${JSON.stringify(said)}`);
          assert.match(JSON.stringify(said), /settings\.\w+: The address is not public/);
        }
      });
    }

    test('SSRF: what is not encrypted is for hosts that are allowed alone', async () => {
      for (const body of [
        http('http://gateway.example.com/'),
        twilio('http://api.example.com'),
        smtp('mail.example.com', { security: 'none' }),
        smpp('smpp.example.com'),
      ]) {
        const { status, body: said } = await create(body);
        assert.equal(status, 400, body.type);
        assert.match(JSON.stringify(said), /--allow-private/);
      }
    });

    test('SSRF: a provider that leads inside by a change is refused too', async () => {
      const { body } = await create(http('https://gateway.example.com/'));
      const moved = http('https://169.254.169.254/latest/meta-data');
      assert.equal((await w.call('PUT', `/api/v1/message-providers/${body.id}`, moved)).status, 400);
    });

    /** One that is in the database, by whatever way: stored by an earlier version, or a name that leads elsewhere today. */
    async function stored(body: ReturnType<typeof http>, settings: object): Promise<string> {
      const made = await create(body);
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const known = await w.store.messageProviders.byId(made.body.id);
      assert.ok(known);
      const provider = { ...known, settings: { ...known.settings, ...settings } };
      await w.store.apply([{ do: 'saveMessageProvider', provider }]);
      return made.body.id;
    }

    test('SSRF: the guard stands at the connection as well, and nothing of the inside is told', async () => {
      const inside = `http://127.0.0.1:${port(metadata)}/latest`;
      const ids = [
        await stored(http('https://a.example.com/'), { url: inside }),
        await stored(http('https://b.example.com/'), { url: inside.replace('127.0.0.1', 'localhost') }),
        await stored(http('https://c.example.com/'), { url: inside.replace('http:', 'https:') }),
        await stored(smpp('d.example.com', { tls: true }) as never, {
          host: '127.0.0.1',
          port: port(mail),
          tls: false,
        }),
        await stored(smpp('e.example.com', { tls: true }) as never, {
          host: 'localhost',
          port: port(mail),
          tls: false,
        }),
      ];
      for (const id of ids) {
        const test = await w.call('POST', `/api/v1/message-providers/${id}/test`, {
          channel: 'sms',
          to: `+1802448${Math.floor(1000 + ids.indexOf(id))}`,
        });
        assert.deepEqual([test.status, test.body.result], [200, 'FAILED'], JSON.stringify(test.body));
        assert.match(test.body.reason, /FORBIDDEN_ADDRESS/);
      }
      const mailer = await stored(smtp('f.example.com') as never, {
        host: '127.0.0.1',
        port: port(mail),
        security: 'none',
      });
      const named = await stored(smtp('g.example.com') as never, {
        host: 'localhost',
        port: port(mail),
        security: 'none',
      });
      for (const id of [mailer, named]) {
        const { body } = await w.call('POST', `/api/v1/message-providers/${id}/test`, {
          channel: 'email',
          to: `${id}@example.com`,
        });
        assert.match(body.reason, /FORBIDDEN_ADDRESS/);
      }
      assert.deepEqual(asked, []);
    });
  });
}

describe('what an operator allows', () => {
  const worlds = async (allowed: readonly string[], more: WorldOptions = {}) =>
    routedWorld('sqlite', {}, { outgoingPolicy: { allowed }, ...more });

  test('a host by its name, a network by its addresses: without TLS too; the others stay as they were', async () => {
    const w = await worlds(['gateway.internal', '10.1.0.0/16']);
    const created = async (body: object) => (await w.call('POST', '/api/v1/message-providers', body)).status;
    assert.equal(await created(http('http://gateway.internal/')), 201);
    assert.equal(await created(http('http://10.1.2.3/')), 201);
    assert.equal(await created(smtp('10.1.2.4', { security: 'none' })), 201);
    assert.equal(await created(smpp('10.1.2.5')), 201);
    assert.equal(await created(http('http://10.2.0.1/')), 400);
    assert.equal(await created(http('https://127.0.0.1/')), 400);
    await w.close();
  });

  test('the reply of a test says nothing that the remote said', async () => {
    const server = createServer((_request, response) => response.end(JSON.stringify({ AccessKeyId: SECRET })));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const w = await worlds(['127.0.0.1']);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { body } = await w.call('POST', '/api/v1/message-providers', http(url));
    const said = await w.call('POST', `/api/v1/message-providers/${body.id}/test`, {
      channel: 'sms',
      to: '+18024481101',
    });
    assert.equal(said.body.result, 'ACCEPTED');
    assert.ok(!JSON.stringify(said.body).includes(SECRET));
    server.close();
    await w.close();
  });

  test('redirects are not followed, wherever they lead', async () => {
    let hits = 0;
    const server = createServer((request, response) => {
      if (request.url === '/inside') hits += 1;
      response.writeHead(302, { location: '/inside' }).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const w = await worlds(['127.0.0.1']);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { body } = await w.call('POST', '/api/v1/message-providers', http(url));
    const said = await w.call('POST', `/api/v1/message-providers/${body.id}/test`, {
      channel: 'sms',
      to: '+18024481101',
    });
    assert.deepEqual([said.body.result, said.body.reason, hits], ['FAILED', 'HTTP 302', 0]);
    server.close();
    await w.close();
  });

  test("the operator's own providers, of a file, go where the operator says", async () => {
    const server = createServer((_request, response) => response.end('ok'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const now = Temporal.Instant.from('2026-01-01T00:00:00Z');
    const own = {
      ...{ id: 'own', type: 'http', name: 'own', enabled: true, channels: ['sms' as const], priority: 10, weight: 100 },
      ...{ routes: { countries: [], prefixes: [] }, settings: { url }, created: now, lastUpdated: now, version: 0 },
      fixed: true as const,
    };
    const { providers: types } = await import('../../src/delivery/providers/index.ts');
    const w = await worlds([], { providers: { types: Object.values(types), fixed: [own] } });
    const said = await w.call('POST', '/api/v1/message-providers/own/test', { channel: 'sms', to: '+18024481101' });
    assert.equal(said.body.result, 'ACCEPTED', JSON.stringify(said.body));
    server.close();
    await w.close();
  });
});
