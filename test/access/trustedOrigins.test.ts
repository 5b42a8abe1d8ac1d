import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { atOnce, count } from '../support/parallel.ts';
import { BASE, type World } from '../support/world.ts';

const path = '/api/v1/trustedOrigins';
const request = (over: object = {}) => ({
  name: 'Portal',
  origin: 'https://portal.example.com',
  scopes: [{ type: 'CORS' }, { type: 'REDIRECT' }],
  ...over,
});

for (const engine of ENGINES) {
  describe(`trusted origins: ${engine}`, () => {
    let w: World;
    eachWorld(engine, (begun) => {
      w = begun;
    });
    const create = (over: object = {}) => w.call('POST', path, request(over));

    test('a new one is active and is shown as Okta shows it', async () => {
      const { status, body } = await create();
      assert.equal(status, 200);
      assert.match(body.id, /^tos[0-9A-Za-z]{17}$/);
      const self = `${BASE}${path}/${body.id}`;
      assert.deepEqual(body, {
        id: body.id,
        ...request(),
        status: 'ACTIVE',
        created: '2026-01-01T00:00:00.000Z',
        createdBy: body.createdBy,
        lastUpdated: '2026-01-01T00:00:00.000Z',
        lastUpdatedBy: body.createdBy,
        _links: {
          self: { href: self, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
          deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ['POST'] } },
        },
      });
      assert.deepEqual((await w.call('GET', `${path}/${body.id}`)).body, body);
      assert.deepEqual((await w.call('GET', path)).body, [body]);
    });

    test('one is replaced, switched off and on, and deleted; the log has each step once', async () => {
      const { id } = (await create()).body;
      w.clock.advance({ seconds: 5 });
      const replaced = await w.call('PUT', `${path}/${id}`, request({ name: 'Other', scopes: [{ type: 'CORS' }] }));
      assert.equal(replaced.status, 200);
      assert.deepEqual([replaced.body.name, replaced.body.scopes], ['Other', [{ type: 'CORS' }]]);
      assert.equal(replaced.body.lastUpdated, '2026-01-01T00:00:05.000Z');
      for (const [to, status] of [
        ['deactivate', 'INACTIVE'],
        ['deactivate', 'INACTIVE'],
        ['activate', 'ACTIVE'],
      ]) {
        assert.equal((await w.call('POST', `${path}/${id}/lifecycle/${to}`)).body.status, status);
      }
      assert.equal((await w.call('DELETE', `${path}/${id}`)).status, 204);
      assert.equal((await w.call('GET', `${path}/${id}`)).status, 404);
      const events = (await w.store.log.ofUser('')).map(({ event }) => event);
      assert.deepEqual(
        events.filter((event) => event.startsWith('security.trusted_origin.')),
        ['create', 'update', 'deactivate', 'activate', 'delete'].map((step) => `security.trusted_origin.${step}`),
      );
    });

    test('an origin belongs to one of them, however many ask for it at once', async () => {
      const made = await atOnce(5, () => create());
      assert.equal(count(made, 200), 1);
      const refused = made.find(({ status }) => status !== 200);
      assert.equal(refused?.body.errorSummary, 'Api validation failed: origin');
      const { id } = (await create({ origin: 'https://other.example.com' })).body;
      const moved = await w.call('PUT', `${path}/${id}`, request());
      assert.equal(moved.body.errorSummary, 'Api validation failed: origin');
      assert.equal((await w.call('GET', `${path}/${id}`)).body.origin, 'https://other.example.com');
    });

    test('the list is narrowed by what a name or an origin begins with', async () => {
      await create();
      await create({ name: 'Shop', origin: 'http://localhost:3000' });
      const found = async (q: string) =>
        (await w.call('GET', `${path}?q=${q}`)).body.map((one: { name: string }) => one.name);
      assert.deepEqual(await found('sho'), ['Shop']);
      assert.deepEqual(await found('https'), ['Portal']);
      assert.deepEqual(await found('example'), []);
      assert.equal((await w.call('GET', `${path}?filter=name+eq+%22x%22`)).body.errorCode, 'E0000031');
    });

    test('what a browser would not send word for word as its origin is refused, with the right spelling', async () => {
      for (const [origin, cause] of [
        ['https://*.example.com', /Wildcards/],
        ['*', /Wildcards/],
        ['null', /scheme/],
        ['portal.example.com', /scheme/],
        ['ftp://example.com', /scheme/],
        ['javascript:alert(1)', /scheme/],
        ['https://portal.example.com/', /https:\/\/portal\.example\.com\.$/],
        ['https://portal.example.com:443', /https:\/\/portal\.example\.com\.$/],
        ['https://Portal.example.com', /https:\/\/portal\.example\.com\.$/],
        ['https://user@portal.example.com', /https:\/\/portal\.example\.com\.$/],
      ] as const) {
        const { status, body } = await create({ origin });
        assert.deepEqual([status, body.errorSummary], [400, 'Api validation failed: origin'], origin);
        assert.match(body.errorCauses[0].errorSummary, cause, origin);
      }
      for (const scopes of [[], undefined, [{ type: 'IFRAME_EMBED' }]]) {
        assert.equal((await create({ scopes })).body.errorSummary, 'Api validation failed: scopes');
      }
      assert.equal((await create({ name: ' ' })).body.errorSummary, 'Api validation failed: name');
    });
  });
}
