import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { hookRequest, hookUrl, hooksPath as path, SECRET } from '../support/hooks/hookWorld.ts';
import { atOnce, count } from '../support/parallel.ts';
import { type World, world } from '../support/world.ts';

const uri = 'https://hooks.example.com/telephony';

for (const engine of ENGINES) {
  describe(`inline hooks: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    // Only one is active: each test begins without any.
    beforeEach(async () => {
      for (const { id } of (await w.call('GET', path)).body) {
        await w.call('POST', `${path}/${id}/lifecycle/deactivate`);
        assert.equal((await w.call('DELETE', `${path}/${id}`)).status, 204);
      }
    });
    const create = (over: object = {}) => w.call('POST', path, hookRequest(uri, over));
    const created = async () => {
      const { status, body } = await create();
      assert.equal(status, 200, JSON.stringify(body));
      return body;
    };
    const lifecycle = (id: string, to: string) => w.call('POST', `${path}/${id}/lifecycle/${to}`);
    const link = (id: string, rest: string, method: string) => ({
      href: `${hookUrl(id)}${rest}`,
      hints: { allow: [method] },
    });

    test('a new one is active, and shows everything but its secret', async () => {
      const body = await created();
      assert.match(body.id, /^cal[0-9A-Za-z]{17}$/);
      assert.deepEqual(body, {
        id: body.id,
        status: 'ACTIVE',
        name: 'Telephony',
        type: 'com.okta.telephony.provider',
        version: '1.0.0',
        channel: {
          type: 'HTTP',
          version: '1.0.0',
          config: {
            uri,
            headers: [{ key: 'X-Any-Key', value: 'my-header-value' }],
            method: 'POST',
            authScheme: { type: 'HEADER', key: 'Authorization' },
          },
        },
        created: '2026-01-01T00:00:00.000Z',
        lastUpdated: '2026-01-01T00:00:00.000Z',
        _links: {
          self: { href: hookUrl(body.id) },
          execute: link(body.id, '/execute', 'POST'),
          deactivate: link(body.id, '/lifecycle/deactivate', 'POST'),
        },
      });
      assert.deepEqual((await w.call('GET', `${path}/${body.id}`)).body, body);
      assert.deepEqual((await w.call('GET', path)).body, [body]);
    });

    test('its URL, headers and secret lie sealed in the database', async () => {
      await created();
      for (const secret of [SECRET, 'my-header-value', 'hooks.example.com']) {
        assert.deepEqual(
          (await everyRow(w)).filter((row) => row.includes(secret)),
          [],
        );
      }
    });

    test('the list can be filtered by type', async () => {
      const { id } = await created();
      const ids = async (type: string) =>
        (await w.call('GET', `${path}?type=${type}`)).body.map((hook: { id: string }) => hook.id);
      assert.deepEqual(await ids('com.okta.telephony.provider'), [id]);
      assert.deepEqual(await ids('com.okta.import.transform'), []);
    });

    test('it is deactivated, deleted when inactive, and then not there', async () => {
      const { id } = await created();
      const refused = heard(await w.call('DELETE', `${path}/${id}`));
      assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
      assert.match(refused.causes[0] ?? '', /ACTIVE; deactivate it first with POST .*lifecycle\/deactivate/);
      const { status, body } = await lifecycle(id, 'deactivate');
      assert.deepEqual([status, body.status], [200, 'INACTIVE']);
      assert.deepEqual(body._links, {
        activate: link(id, '/lifecycle/activate', 'POST'),
        self: { href: hookUrl(id) },
        delete: link(id, '', 'DELETE'),
      });
      assert.equal((await lifecycle(id, 'deactivate')).status, 200);
      assert.equal((await lifecycle(id, 'activate')).body.status, 'ACTIVE');
      await lifecycle(id, 'deactivate');
      assert.equal((await w.call('DELETE', `${path}/${id}`)).status, 204);
      for (const [method, rest] of [
        ['GET', ''],
        ['PUT', ''],
        ['POST', ''],
        ['DELETE', ''],
        ['POST', '/lifecycle/activate'],
        ['POST', '/lifecycle/deactivate'],
      ] as const) {
        const { status, code, summary } = heard(await w.call(method, `${path}/${id}${rest}`, hookRequest(uri)));
        assert.deepEqual([status, code], [404, 'E0000007'], `${method} ${rest}`);
        assert.equal(summary, `Not found: Resource not found: ${id} (InlineHook)`);
      }
    });

    test('of several created or activated at once, one is active', async () => {
      const answers = await atOnce(5, () => create());
      assert.deepEqual([count(answers, 200), count(answers, 400)], [1, 4]);
      const refused = heard(answers.find(({ status }) => status === 400)!);
      assert.match(refused.causes[0] ?? '', /Only one hook of the type .* POST \/api\/v1\/inlineHooks\/cal/);
      const [first] = (await w.call('GET', path)).body;
      await lifecycle(first.id, 'deactivate');
      const second = await created();
      await lifecycle(second.id, 'deactivate');
      const activated = await atOnce(6, (n) => lifecycle(n % 2 === 0 ? first.id : second.id, 'activate'));
      const active = (await w.call('GET', path)).body.filter(({ status }: { status: string }) => status === 'ACTIVE');
      assert.equal(active.length, 1);
      assert.deepEqual([count(activated, 200), count(activated, 400)], [3, 3]);
    });

    test('deleted and activated at once, it is either gone or active', async () => {
      for (let n = 0; n < 5; n++) {
        const { id } = await created();
        await lifecycle(id, 'deactivate');
        await Promise.all([w.call('DELETE', `${path}/${id}`), lifecycle(id, 'activate')]);
        const left = await w.call('GET', `${path}/${id}`);
        if (left.status === 200) {
          assert.equal(left.body.status, 'ACTIVE');
          await lifecycle(id, 'deactivate');
        } else assert.equal(await w.store.inlineHooks.active('com.okta.telephony.provider'), undefined);
      }
    });

    test('PUT replaces and drops what is left out, but for the secret nobody can repeat', async () => {
      const { id } = await created();
      w.clock.advance({ seconds: 1 });
      const { channel } = hookRequest(`${uri}/2`);
      const { headers, authScheme, ...config } = channel.config;
      const { value, ...scheme } = authScheme;
      const sent = {
        name: 'Renamed',
        version: '1.0.0',
        channel: { ...channel, config: { ...config, authScheme: scheme } },
      };
      const { status, body } = await w.call('PUT', `${path}/${id}`, sent);
      assert.deepEqual(
        [status, body.name, body.channel.config.uri],
        [200, 'Renamed', `${uri}/2`],
        JSON.stringify(body),
      );
      assert.deepEqual(body.channel.config.headers, []);
      assert.notEqual(body.lastUpdated, body.created);
      assert.equal((await w.store.inlineHooks.byId(id))?.target.authScheme?.value, value);
      assert.ok(headers.length > 0);
      const blank = heard(await w.call('PUT', `${path}/${id}`, {}));
      assert.deepEqual(blank.causes, [
        'name: The field cannot be left blank',
        'channel.config.uri: The field cannot be left blank',
        'channel.config.authScheme.value: Another server needs a secret of its own; send it again',
      ]);
    });

    test('POST changes what it is given', async () => {
      const { id, channel } = await created();
      const { status, body } = await w.call('POST', `${path}/${id}`, { name: 'Renamed' });
      assert.deepEqual([status, body.name, body.channel], [200, 'Renamed', channel]);
      const config = { authScheme: { value: 'another secret' } };
      assert.equal((await w.call('POST', `${path}/${id}`, { channel: { config } })).status, 200);
      assert.deepEqual((await w.store.inlineHooks.byId(id))?.target.authScheme, {
        key: 'Authorization',
        value: 'another secret',
      });
    });

    test('a caller who moves a hook to a server of their own does not get the secret of the old one', async () => {
      const { id } = await created();
      const config = { uri: 'https://evil.example/' };
      for (const method of ['POST', 'PUT']) {
        const { status, causes } = heard(await w.call(method, `${path}/${id}`, { name: 'x', channel: { config } }));
        assert.equal(status, 400);
        assert.match(causes.join(), /authScheme\.value: Another server needs a secret of its own/);
      }
      assert.equal((await w.store.inlineHooks.byId(id))?.target.uri, uri);
    });

    test('what is wrong is said, field by field', async () => {
      const config = {
        uri: 'ftp://x',
        method: 'GET',
        headers: [{ key: 'a b', value: '' }],
        authScheme: { type: 'BODY' },
      };
      const channel = { type: 'OAUTH', version: '2.0.0', config };
      const answer = await create({ name: ' ', type: 'com.okta.weather', version: '2', channel });
      const { code, summary, causes } = heard(answer);
      assert.deepEqual([code, summary], ['E0000001', 'Api validation failed: name']);
      assert.deepEqual(causes, [
        'name: The field cannot be left blank',
        'type: There are com.okta.import.transform, com.okta.oauth2.tokens.transform, com.okta.saml.tokens.transform, com.okta.telephony.provider, com.okta.user.credential.password.import, com.okta.user.pre-registration',
        'version: Only 1.0.0 is supported',
        'channel.version: Only 1.0.0 is supported',
        'channel.type: Only HTTP is supported, with a secret in channel.config.authScheme',
        'channel.config.method: Only POST is supported',
        'channel.config.uri: It must begin with https://, unless its host is allowed with --allow-private',
        'channel.config.headers: "a b" is no name of a header',
        'channel.config.authScheme.type: Only HEADER is supported',
        'channel.config.authScheme.key: The field cannot be left blank',
        'channel.config.authScheme.value: The field cannot be left blank',
      ]);
      assert.equal(heard(await w.call('POST', path, {})).code, 'E0000001');
    });

    const badHeaders: readonly (readonly [string, object])[] = [
      ['a line break that would begin a header of its own', { key: 'X-A', value: 'a\r\nX-B: b' }],
      ['a length of its own', { key: 'Content-Length', value: '0' }],
      ['another host', { key: 'host', value: 'internal' }],
      ['a secret that would be shown', { key: 'Cookie', value: 'session' }],
      ['the header of the secret', { key: 'authorization', value: 'x' }],
    ];
    for (const [what, header] of badHeaders) {
      test(`headers cannot have ${what}`, async () => {
        const { channel } = hookRequest(uri);
        const config = { ...channel.config, headers: [header] };
        const { status, causes } = heard(await create({ channel: { ...channel, config } }));
        assert.equal(status, 400);
        assert.match(causes.join(), /^channel\.config\.headers: /);
      });
    }

    test('there are at most a hundred', async () => {
      for (let n = 0; n < 100; n++) await lifecycle((await created()).id, 'deactivate');
      const { status, causes } = heard(await create());
      assert.deepEqual(
        [status, causes],
        [400, ['There are 100 inline hooks already; DELETE one that is INACTIVE first.']],
      );
    });
  });
}
