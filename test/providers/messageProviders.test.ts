import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { startCarrier } from '../support/messages/carrier.ts';
import { orgEvents } from '../support/org/orgCalls.ts';
import { atOnce, count } from '../support/parallel.ts';
import { type World, world } from '../support/world.ts';

const PATH = '/api/v1/message-providers';
const TOKEN = 'a-very-secret-token';
let names = 0;

for (const engine of ENGINES) {
  describe(`message providers over the API: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const body = (over: object = {}) => ({
      type: 'fake',
      name: `provider ${++names}`,
      settings: { url: 'https://carrier.test/send', token: TOKEN },
      ...over,
    });
    // biome-ignore lint/suspicious/noExplicitAny: replies of every shape
    const created = async (over: object = {}): Promise<any> => {
      const answer = await w.call('POST', PATH, body(over));
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body;
    };
    const causes = async (over: object) => heard(await w.call('POST', PATH, body(over))).causes;

    test('one that is created is as asked, with defaults, and read back the same', async () => {
      const one = await created({ routes: { countries: ['us', 'US', 'DE'], prefixes: ['+1802'] }, channels: ['sms'] });
      assert.match(one.id, /^oct\w{17}$/);
      const { id, name, ...rest } = one;
      assert.deepEqual(rest, {
        type: 'fake',
        enabled: true,
        channels: ['sms'],
        routes: { countries: ['US', 'DE'], prefixes: ['+1802'] },
        priority: 10,
        weight: 100,
        settings: { url: 'https://carrier.test/send' },
        secrets: ['token'],
        source: 'API',
        status: 'ACTIVE',
        created: '2026-01-01T00:00:00.000Z',
        lastUpdated: '2026-01-01T00:00:00.000Z',
        _links: {
          self: { href: `https://cofactor.test${PATH}/${id}`, hints: { allow: ['GET', 'PUT'] } },
          deactivate: {
            href: `https://cofactor.test${PATH}/${id}/lifecycle/deactivate`,
            hints: { allow: ['POST'] },
          },
          test: { href: `https://cofactor.test${PATH}/${id}/test`, hints: { allow: ['POST'] } },
        },
      });
      assert.deepEqual((await w.call('GET', `${PATH}/${id}`)).body, one);
      assert.ok((await w.call('GET', PATH)).body.some((listed: { id: string }) => listed.id === id));
    });

    test('secrets are in no reply, no log and no row of the database', async () => {
      const one = await created();
      const replies = [
        await w.call('GET', PATH),
        await w.call('GET', `${PATH}/${one.id}`),
        await w.call('PUT', `${PATH}/${one.id}`, body()),
        await w.call('PUT', `${PATH}/${one.id}`, body({ settings: { url: 5, token: TOKEN } })),
        await w.call('POST', `${PATH}/${one.id}/lifecycle/deactivate`),
      ];
      for (const { body } of replies) {
        assert.ok(!JSON.stringify(body).includes(TOKEN), JSON.stringify(body));
      }
      for (const row of await everyRow(w)) assert.ok(!row.includes(TOKEN), row);
      const [stored] = (await w.store.messageProviders.list()).filter(({ id }) => id === one.id);
      assert.equal(stored?.settings.token, TOKEN);
    });

    test('settings sealed for one row cannot be opened in another', async () => {
      const [a, b] = [await created(), await created()];
      const rows = w.engine.kysely;
      const { settings } = await rows
        .selectFrom('message_providers')
        .select('settings')
        .where('id', '=', a.id)
        .executeTakeFirstOrThrow();
      const own = await rows
        .selectFrom('message_providers')
        .select('settings')
        .where('id', '=', b.id)
        .executeTakeFirstOrThrow();
      await rows.updateTable('message_providers').set({ settings }).where('id', '=', b.id).execute();
      await assert.rejects(w.store.messageProviders.byId(b.id));
      await rows.updateTable('message_providers').set(own).where('id', '=', b.id).execute();
    });

    const wrong: readonly (readonly [string, object, readonly RegExp[]])[] = [
      ['an unknown type', { type: 'carrier pigeon' }, [/^type: One of twilio, /]],
      [
        'a missing secret',
        { settings: { url: 'https://carrier.test/' } },
        [/^settings\.token: The field is required$/],
      ],
      [
        'a wrong and an unknown setting at once',
        { settings: { url: 'nowhere', token: TOKEN, colour: 'red' } },
        [/^settings\.colour: Unknown$/, /^settings\.url: must match format "uri"$/],
      ],
      ['a channel its type does not carry', { channels: ['fax'] }, [/^channels: One or more of sms, call, email/]],
      ['no channel at all', { channels: [] }, [/^channels: /]],
      ['a country that is none', { routes: { countries: ['UK'] } }, [/^routes\.countries: UK is no country code/]],
      [
        'a prefix that is none',
        { routes: { prefixes: ['1802'] } },
        [/^routes\.prefixes: 1802 does not begin an E\.164/],
      ],
      ['routes of e-mail', { channels: ['email'], routes: { countries: ['US'] } }, [/^routes: Only for phones$/]],
      ['a weight below nothing', { weight: -1 }, [/^weight: From 0 to 1000$/]],
      ['an empty name', { name: ' ' }, [/^name: 1 to 100/]],
    ];
    for (const [what, over, expected] of wrong) {
      test(`${what} is refused, and the cause names the field`, async () => {
        const found = await causes(over);
        assert.equal(found.length, expected.length, found.join('; '));
        for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? '', pattern);
      });
    }

    test('a name is given once, also when two ask for it at once', async () => {
      const answers = await atOnce(5, () => w.call('POST', PATH, body({ name: `same ${engine}` })));
      assert.deepEqual([count(answers, 201), count(answers, 400)], [1, 4]);
      const refused = answers.find(({ status }) => status === 400);
      assert.deepEqual(refused && heard(refused).causes, [`name: There is already a provider named same ${engine}`]);
    });

    test('a replace keeps the secrets it leaves out, and takes those it names', async () => {
      const one = await created();
      const settings = { url: 'https://carrier.test/send', sender: 'Acme' };
      const kept = await w.call('PUT', `${PATH}/${one.id}`, { ...one, settings });
      assert.equal(kept.status, 200, JSON.stringify(kept.body));
      assert.deepEqual([kept.body.settings, kept.body.secrets], [settings, ['token']]);
      assert.deepEqual((await w.store.messageProviders.byId(one.id))?.settings, { ...settings, token: TOKEN });
      await w.call('PUT', `${PATH}/${one.id}`, { ...one, settings: { ...settings, token: 'another' } });
      assert.equal((await w.store.messageProviders.byId(one.id))?.settings.token, 'another');
    });

    test('an attacker who may edit a provider cannot have its kept secret sent to a server of their own', async () => {
      const one = await created();
      const stolen = await w.call('PUT', `${PATH}/${one.id}`, { ...one, settings: { url: 'https://evil.test/' } });
      assert.deepEqual(heard(stolen).causes, [
        'settings.token: Send it again, because the settings now lead to another address',
      ]);
      const settings = { url: 'https://moved.test/', token: TOKEN };
      assert.equal((await w.call('PUT', `${PATH}/${one.id}`, { ...one, settings })).status, 200);
    });

    test('only an inactive one is deleted; then it is gone', async () => {
      const { id } = await created();
      const refused = heard(await w.call('DELETE', `${PATH}/${id}`));
      assert.deepEqual(refused.causes, [`It is active; POST ${PATH}/${id}/lifecycle/deactivate first.`]);
      const off = await w.call('POST', `${PATH}/${id}/lifecycle/deactivate`);
      assert.deepEqual([off.body.enabled, off.body.status], [false, 'INACTIVE']);
      assert.deepEqual(Object.keys(off.body._links), ['self', 'activate', 'test']);
      assert.equal((await w.call('POST', `${PATH}/${id}/lifecycle/activate`)).body.status, 'ACTIVE');
      await w.call('POST', `${PATH}/${id}/lifecycle/deactivate`);
      assert.equal((await w.call('DELETE', `${PATH}/${id}`)).status, 204);
      for (const [method, path] of [
        ['GET', ''],
        ['PUT', ''],
        ['DELETE', ''],
        ['POST', '/lifecycle/activate'],
      ] as const) {
        const gone = heard(await w.call(method, `${PATH}/${id}${path}`, method === 'PUT' ? body() : undefined));
        assert.deepEqual([gone.status, gone.code], [404, 'E0000007'], method);
      }
      const events = (await orgEvents(w)).filter(([, detail]) => (detail as { id?: string })?.id === id);
      assert.deepEqual(
        events.map(([event]) => event.replace('cofactor.message_provider.', '')),
        ['create', 'deactivate', 'activate', 'deactivate', 'delete'],
      );
    });

    test('changes made at once all happen, one after the other', async () => {
      const one = await created();
      const answers = await atOnce(10, (n) =>
        w.call('PUT', `${PATH}/${one.id}`, { ...one, settings: { ...one.settings, sender: `${n}` } }),
      );
      assert.equal(count(answers, 200), 10);
      assert.equal((await w.store.messageProviders.byId(one.id))?.version, 11);
    });

    test('the types describe their settings as JSON Schema, with secrets marked', async () => {
      const { body: types } = await w.call('GET', `${PATH}/types`);
      const twilio = types.find(({ id }: { id: string }) => id === 'twilio');
      assert.deepEqual([twilio.label, twilio.channels], ['Twilio', ['sms', 'call']]);
      assert.equal(twilio.settings.properties.authToken.format, 'password');
      assert.deepEqual(twilio.settings.required, ['accountSid', 'authToken']);
    });

    test('one of a type or of settings that this program does not know is shown as such and not used', async () => {
      const one = await created();
      const stored = await w.store.messageProviders.byId(one.id);
      assert.ok(stored);
      await w.store.apply([{ do: 'saveMessageProvider', provider: { ...stored, type: 'gone', enabled: false } }]);
      const shown = (await w.call('GET', `${PATH}/${one.id}`)).body;
      assert.deepEqual([shown.status, shown.settings], ['INVALID', {}]);
      const refused = await w.call('POST', `${PATH}/${one.id}/lifecycle/activate`);
      assert.match(heard(refused).causes[0] ?? '', /not known to this version; PUT/);
      w.providers.changed();
      assert.ok(!(await w.providers.configured()).some(({ id }) => id === one.id));
    });

    test('a test sends one message and says what the provider answered', async () => {
      const carrier = await startCarrier();
      const one = await created({ settings: { url: carrier.url, token: TOKEN }, enabled: false });
      const ask = (to: string, channel = 'sms') => w.call('POST', `${PATH}/${one.id}/test`, { channel, to });
      const sent = await ask('+1 802-448-2036');
      assert.equal(sent.status, 200, JSON.stringify(sent.body));
      assert.deepEqual([sent.body.result, sent.body.reference], ['ACCEPTED', undefined]);
      assert.ok(
        !JSON.stringify(sent.body).includes(String(carrier.accepted[0]?.ref)),
        'nothing of what the remote said',
      );
      assert.deepEqual([carrier.accepted[0]?.to, carrier.accepted.length], ['+18024482036', 1]);
      assert.equal(heard(await ask('+18024482036')).code, 'E0000109');
      carrier.answer = { status: 503 };
      assert.deepEqual(
        [(await ask('+18024482037')).body.result, (await ask('+18024482038')).body.reason],
        ['FAILED', 'HTTP 503'],
      );
      carrier.answer = { status: 200 };
      assert.equal((await ask('\u202a(802) 448-2040\u202c')).status, 200, 'as people write it');
      assert.equal(carrier.accepted.at(-1)?.to, '+18024482040');
      const none = heard(await ask('12'));
      assert.deepEqual([none.code, none.causes[0]?.slice(0, 18)], ['E0000098', 'to must be E.164: ']);
      assert.deepEqual(heard(await ask('ada', 'email')).causes, ['to: Not an e-mail address']);
      assert.deepEqual(heard(await ask('+18024482036', 'fax')).causes, ['channel: One of sms, call, email']);
      await carrier.close();
      assert.equal((await ask('+18024482039')).body.result, 'FAILED');
    });
  });
}
