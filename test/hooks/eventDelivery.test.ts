import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { EVENT, type EventWorld, eventHookRequest, eventWorld, path, SECRET } from '../support/hooks/eventWorld.ts';
import { BASE } from '../support/world.ts';

type LogEvents = readonly {
  readonly outcome: { readonly result: string };
  readonly debugContext: { readonly debugData: Readonly<Record<string, string>> };
}[];

for (const engine of ENGINES) {
  describe(`what event hooks are told: ${engine}`, () => {
    let e: EventWorld;
    before(async () => {
      e = await eventWorld(engine);
    });
    after(() => e.close());
    beforeEach(async () => {
      for (const { id } of (await e.w.call('GET', path)).body) {
        await e.step(id, 'deactivate');
        await e.w.call('DELETE', `${path}/${id}`);
      }
      e.at.calls.length = 0;
      e.at.answer = (response) => void response.writeHead(204).end();
    });
    const status = (code: number) => {
      e.at.answer = (response) => void response.writeHead(code).end();
    };
    const deliveries = async (id: string) => (await e.w.call('GET', `${path}/${id}/deliveries`)).body;

    test("an event of its types, once, in Okta's envelope", async () => {
      const id = await e.hook();
      await e.happens('1');
      await e.happens('other', { event: 'user.account.unlock_by_admin' });
      await e.sweep();
      await e.sweep();
      assert.deepEqual(e.at.numbers(), ['1']);
      const [call] = e.at.calls;
      assert.equal(call?.headers.authorization, SECRET);
      assert.equal(call?.headers['x-other-header'], 'my-header-value');
      assert.equal(call?.headers['content-type'], 'application/json');
      const { eventId, data, ...rest } = call?.body ?? {};
      assert.match(eventId, /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      assert.deepEqual(rest, {
        eventType: 'com.okta.event_hook',
        eventTypeVersion: '1.0',
        cloudEventsVersion: '0.1',
        source: `${BASE}${path}/${id}`,
        eventTime: e.w.clock.now().toString({ fractionalSecondDigits: 3 }),
        contentType: 'application/json',
      });
      const filter = encodeURIComponent(`uuid eq "${data.events[0].uuid}"`);
      const { body } = await e.w.call('GET', `/api/v1/logs?filter=${filter}`);
      assert.deepEqual(data.events, body, 'the event is as the log has it');
    });

    test('all events in the order of the log, however many', async () => {
      await e.hook();
      for (let n = 0; n < 30; n++) await e.happens(String(n));
      await e.sweep();
      const seen = e.at.calls.map(({ body }) => body.data.events[0].uuid);
      assert.equal(new Set(seen).size, 30);
      // Eight are under way at a time: none arrives farther from its place.
      const at = e.at.numbers().map(Number);
      assert.ok(
        at.every((n, index) => Math.abs(n - index) < 8),
        at.join(),
      );
    });

    test('nothing that was before it was verified, nor while it is inactive, but what waited until then', async () => {
      const { body } = await e.w.call('POST', path, eventHookRequest(e.at.url));
      await e.happens('unverified');
      await e.step(body.id, 'verify');
      e.at.calls.length = 0;
      await e.happens('waits');
      await e.step(body.id, 'deactivate');
      await e.happens('inactive');
      await e.sweep();
      assert.deepEqual(e.at.numbers(), []);
      await e.step(body.id, 'activate');
      await e.happens('active');
      await e.sweep();
      assert.deepEqual(e.at.numbers().sort(), ['active', 'waits']);
    });

    test('of a type that it comes to want later, only what happens then', async () => {
      const id = await e.hook();
      const event = 'user.account.unlock_by_admin';
      await e.happens('before', { event });
      await e.happens('wanted');
      const items = [EVENT, event];
      await e.w.call('PUT', `${path}/${id}`, eventHookRequest(e.at.url, { events: { type: 'EVENT_TYPE', items } }));
      await e.happens('later', { event });
      await e.sweep();
      assert.deepEqual(e.at.numbers().sort(), ['later', 'wanted']);
    });

    test('only events that a filter fits', async () => {
      const expression = "event.outcome.result eq 'FAILURE' and event.target.?[id eq 'u2'].size() > 0";
      const eventFilterMap = [{ event: EVENT, condition: { expression } }];
      const items = [EVENT, 'user.account.unlock_by_admin'];
      await e.hook({ events: { type: 'EVENT_TYPE', items, filter: { eventFilterMap } } });
      await e.happens('not it', { outcome: 'FAILURE' });
      for (let n = 0; n < 150; n++) await e.happens('nor these');
      await e.happens('it', { outcome: 'FAILURE', userId: 'u2' });
      await e.happens('no filter', { event: 'user.account.unlock_by_admin' });
      await e.sweep();
      assert.deepEqual(e.at.numbers().sort(), ['it', 'no filter']);
    });

    test('after an error one retry at once, after a 4xx none', async () => {
      await e.hook();
      status(500);
      await e.happens('1');
      await e.sweep();
      assert.deepEqual(e.at.numbers(), ['1', '1']);
      assert.equal(new Set(e.at.calls.map(({ body }) => body.eventId)).size, 1, 'under one id');
      status(404);
      await e.happens('2');
      await e.sweep();
      assert.deepEqual(e.at.numbers(), ['1', '1', '2']);
    });

    test('then again and again, later and later, under the same id, until it is taken', async () => {
      const id = await e.hook();
      status(503);
      await e.happens('1');
      await e.sweep();
      const [waiting] = await deliveries(id);
      assert.deepEqual([waiting.status, waiting.attempts, waiting.reason], ['WAITING', 1, 'status 503']);
      assert.equal(waiting.eventType, EVENT);
      for (const seconds of [10, 30, 120]) {
        e.at.calls.length = 0;
        e.w.clock.advance({ seconds: seconds - 1 });
        await e.sweep();
        assert.deepEqual(e.at.numbers(), [], `not before ${seconds} s`);
        e.w.clock.advance({ seconds: 1 });
        await e.sweep();
        assert.deepEqual(e.at.numbers(), ['1']);
        assert.equal(e.at.calls[0]?.body.eventId, waiting.id);
      }
      status(200);
      e.w.clock.advance({ minutes: 10 });
      await e.sweep();
      assert.deepEqual(await deliveries(id), []);
      e.at.calls.length = 0;
      e.w.clock.advance({ hours: 30 });
      await e.sweep();
      assert.deepEqual(e.at.numbers(), []);
    });

    test('an event that nobody takes for a day is a dead letter, and can be replayed', async () => {
      const id = await e.hook();
      status(500);
      await e.happens('1');
      await e.sweep();
      for (let n = 0; n < 60; n++) {
        e.w.clock.advance({ minutes: 30 });
        await e.sweep();
      }
      const [dead] = await deliveries(id);
      assert.deepEqual([dead.status, dead.attempts, dead.nextAttempt], ['DEAD', 52, null]);
      assert.deepEqual((await e.w.call('GET', `${path}/${id}/deliveries?status=WAITING`)).body, []);
      assert.equal((await e.w.call('GET', `${path}/${id}/deliveries?status=DEAD`)).body.length, 1);
      const filter = encodeURIComponent('eventType eq "event_hook.delivery"');
      const log = (await e.w.call('GET', `/api/v1/logs?filter=${filter}`)).body;
      const ours: LogEvents = log.filter(
        (event: LogEvents[number]) => event.debugContext.debugData.eventId === dead.id,
      );
      assert.deepEqual(
        ours.map((event) => [event.outcome.result, event.debugContext.debugData.status]),
        [
          ['FAILURE', 'WAITING'],
          ['FAILURE', 'DEAD'],
        ],
      );
      status(200);
      e.at.calls.length = 0;
      assert.deepEqual((await e.w.call('POST', `${path}/${id}/deliveries/replay`)).body, { replayed: 1 });
      await e.sweep();
      assert.deepEqual([e.at.numbers(), e.at.calls[0]?.body.eventId], [['1'], dead.id]);
      assert.deepEqual(await deliveries(id), []);
      assert.deepEqual((await e.w.call('POST', `${path}/${id}/deliveries/replay`)).body, { replayed: 0 });
      const replays = encodeURIComponent(`eventType eq "cofactor.event_hook.replay" and target.id eq "${id}"`);
      const told = (await e.w.call('GET', `/api/v1/logs?filter=${replays}`)).body;
      assert.equal(told.length, 1);
    });

    test('one that takes nothing has at most a hundred rows; the log keeps the rest until it is well', async () => {
      const id = await e.hook();
      status(400);
      for (let n = 0; n < 130; n++) await e.happens(String(n));
      await e.sweep();
      const { waiting } = await e.w.store.eventHooks.counts(id);
      assert.ok(waiting >= 100 && waiting < 108, String(waiting));
      status(200);
      e.at.calls.length = 0;
      e.w.clock.advance({ seconds: 10 });
      await e.sweep();
      assert.equal(new Set(e.at.numbers()).size, 130);
      assert.equal(e.at.calls.length, 130);
    });

    test('what happens to a person is told by the names of today: of somebody deleted it has none', async () => {
      await e.hook();
      const profile = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', login: 'ada@example.com' };
      const { body: user } = await e.w.call('POST', '/api/v1/users', { profile });
      await e.happens('1', { userId: user.id });
      await e.sweep();
      assert.equal(e.at.calls[0]?.body.data.events[0].target[0].alternateId, 'ada@example.com');
    });
  });
}
