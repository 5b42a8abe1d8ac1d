import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { type EventWorld, eventHookRequest, eventWorld, path, SECRET } from '../support/hooks/eventWorld.ts';
import { BASE } from '../support/world.ts';

const uri = 'https://hooks.example.com/events';

for (const engine of ENGINES) {
  describe(`event hooks: ${engine}`, () => {
    let e: EventWorld;
    before(async () => {
      e = await eventWorld(engine);
    });
    after(() => e.close());
    const create = async (over: object = {}, to = uri) => {
      const { status, body } = await e.w.call('POST', path, eventHookRequest(to, over));
      assert.equal(status, 200, JSON.stringify(body));
      return body;
    };
    const link = (id: string, rest: string, method: string) => ({
      href: `${BASE}${path}/${id}${rest}`,
      hints: { allow: [method] },
    });

    test('a new one is as Okta shows it: active, unverified, without its secret', async () => {
      const body = await create();
      assert.match(body.id, /^who[0-9A-Za-z]{17}$/);
      assert.match(body.createdBy, /^00T/);
      assert.deepEqual(body, {
        id: body.id,
        status: 'ACTIVE',
        verificationStatus: 'UNVERIFIED',
        name: 'Event Hook Test',
        description: null,
        created: '2026-01-01T00:00:00.000Z',
        createdBy: body.createdBy,
        lastUpdated: '2026-01-01T00:00:00.000Z',
        events: { type: 'EVENT_TYPE', items: ['user.account.lock'], filter: null },
        channel: {
          type: 'HTTP',
          version: '1.0.0',
          config: {
            uri,
            headers: [{ key: 'X-Other-Header', value: 'my-header-value' }],
            method: 'POST',
            authScheme: { type: 'HEADER', key: 'Authorization' },
          },
        },
        _links: {
          self: { href: `${BASE}${path}/${body.id}` },
          verify: link(body.id, '/lifecycle/verify', 'POST'),
          deactivate: link(body.id, '/lifecycle/deactivate', 'POST'),
        },
      });
      assert.deepEqual((await e.w.call('GET', `${path}/${body.id}`)).body, body);
      assert.ok((await e.w.call('GET', path)).body.some(({ id }: { id: string }) => id === body.id));
    });

    test('one that is inactive has other links, and only it can be deleted', async () => {
      const { id } = await create();
      const refused = await e.w.call('DELETE', `${path}/${id}`);
      assert.deepEqual([refused.status, refused.body.errorCode], [400, 'E0000001']);
      assert.match(refused.body.errorCauses[0].errorSummary, /deactivate it first/);
      const { body } = await e.step(id, 'deactivate');
      assert.equal(body.status, 'INACTIVE');
      assert.deepEqual(body._links, {
        activate: link(id, '/lifecycle/activate', 'POST'),
        self: { href: `${BASE}${path}/${id}` },
        delete: link(id, '', 'DELETE'),
      });
      assert.equal((await e.step(id, 'activate')).body.status, 'ACTIVE');
      await e.step(id, 'deactivate');
      assert.equal((await e.w.call('DELETE', `${path}/${id}`)).status, 204);
      const gone = await e.w.call('GET', `${path}/${id}`);
      assert.deepEqual([gone.status, gone.body.errorCode], [404, 'E0000007']);
      assert.match(gone.body.errorSummary, /\(Webhook\)/);
    });

    test('it is verified by repeating the challenge, with its headers and its secret', async () => {
      const { id } = await create({}, e.at.url);
      e.at.calls.length = 0;
      const { status, body } = await e.step(id, 'verify');
      assert.deepEqual([status, body.verificationStatus], [200, 'VERIFIED']);
      const [call] = e.at.calls;
      assert.deepEqual([call?.method, call?.body], ['GET', undefined]);
      assert.equal(call?.headers.authorization, SECRET);
      assert.equal(call?.headers['x-other-header'], 'my-header-value');
      assert.ok(String(call?.headers['x-okta-verification-challenge']).length >= 43);
    });

    test('another channel has to be verified again, the same one and another name have not', async () => {
      const { id } = await create({}, e.at.url);
      await e.step(id, 'verify');
      const again = { ...eventHookRequest(e.at.url), name: 'Again', description: 'Words' };
      const renamed = await e.w.call('PUT', `${path}/${id}`, again);
      assert.deepEqual(
        [renamed.body.name, renamed.body.description, renamed.body.verificationStatus],
        ['Again', 'Words', 'VERIFIED'],
      );
      // As clients send it back: without the secret.
      const shown = await e.w.call('PUT', `${path}/${id}`, renamed.body);
      assert.equal(shown.body.verificationStatus, 'VERIFIED');
      const moved = await e.w.call('PUT', `${path}/${id}`, eventHookRequest(`${e.at.url}/2`));
      assert.deepEqual([moved.body.verificationStatus, moved.body.description], ['UNVERIFIED', null]);
    });

    test('filters are kept as they were written', async () => {
      const expression = "event.target.?[type eq 'User'].size()>0 && event.target.?[displayName eq 'Sales'].size()>0";
      const eventFilterMap = [{ event: 'user.account.lock', condition: { expression } }];
      const filter = { type: 'EXPRESSION_LANGUAGE', eventFilterMap };
      const body = await create({ events: { type: 'EVENT_TYPE', items: ['user.account.lock'], filter } });
      assert.deepEqual(body.events.filter, {
        type: 'EXPRESSION_LANGUAGE',
        eventFilterMap: [{ event: 'user.account.lock', condition: { version: null, expression } }],
      });
      const sent = await e.w.call('PUT', `${path}/${body.id}`, body);
      assert.deepEqual(sent.body.events, body.events);
    });

    test('all that is wrong is said at once, and what is right', async () => {
      const { status, body } = await e.w.call('POST', path, {
        name: ' ',
        events: {
          type: 'ALL',
          items: ['nothing.like.it', 'system.push.send_factor_verify_push'],
          filter: { eventFilterMap: [{ event: 'user.account.lock', condition: { expression: 'nothing' } }] },
        },
        channel: { type: 'SMTP', version: '2', config: { uri: 'http://10.0.0.1/', method: 'GET' } },
      });
      assert.deepEqual([status, body.errorCode], [400, 'E0000001']);
      const causes = body.errorCauses.map(({ errorSummary }: { errorSummary: string }) => errorSummary.split(':')[0]);
      assert.deepEqual(causes, [
        'name',
        'events.type',
        'events.items',
        'events.items',
        'events.filter.eventFilterMap[user.account.lock]',
        'events.filter.eventFilterMap[user.account.lock]',
        'channel.type',
        'channel.version',
        'channel.config.method',
        'channel.config.uri',
      ]);
    });

    test('types that Okta has and that never happen here may be brought along', async () => {
      const events = { type: 'EVENT_TYPE', items: ['group.user_membership.add'] };
      assert.deepEqual((await create({ events })).events.items, ['group.user_membership.add']);
    });

    test('the log tells of each change, and of the hook it was made to', async () => {
      const { id } = await create({}, e.at.url);
      await e.step(id, 'verify');
      await e.step(id, 'deactivate');
      await e.step(id, 'deactivate');
      await e.step(id, 'activate');
      await e.w.call('PUT', `${path}/${id}`, eventHookRequest(e.at.url));
      await e.step(id, 'deactivate');
      await e.w.call('DELETE', `${path}/${id}`);
      const filter = encodeURIComponent(`target.id eq "${id}"`);
      const until = '2026-01-02T00:00:00.000Z';
      const { body } = await e.w.call('GET', `/api/v1/logs?filter=${filter}&until=${until}`);
      assert.deepEqual(
        body.map(({ eventType }: { eventType: string }) => eventType.replace('event_hook.', '')),
        ['created', 'verified', 'deactivated', 'activated', 'updated', 'deactivated', 'deleted'],
      );
      assert.deepEqual([body[0].target[0].type, body[0].target[0].displayName], ['EventHook', 'Event Hook Test']);
    });

    test('the secret is in no row, and in no answer', async () => {
      const answers = [await create(), (await e.w.call('GET', path)).body];
      for (const text of [JSON.stringify(answers), JSON.stringify(await everyRow(e.w))]) {
        assert.doesNotMatch(text, /4711/);
      }
    });
  });
}

test('25 are active and verified, as at Okta, and no more', async (t) => {
  const e = await eventWorld('sqlite');
  t.after(() => e.close());
  for (let n = 0; n < 25; n++) await e.hook();
  const { body } = await e.w.call('POST', path, eventHookRequest(e.at.url));
  const refused = await e.step(body.id, 'verify');
  assert.deepEqual([refused.status, refused.body.errorCode], [400, 'E0000001']);
  const [first] = (await e.w.call('GET', path)).body;
  await e.step(first.id, 'deactivate');
  assert.equal((await e.step(body.id, 'verify')).status, 200);
  assert.equal((await e.step(first.id, 'activate')).status, 400);
});
