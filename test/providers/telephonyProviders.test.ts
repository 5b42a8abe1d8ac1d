import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { type World, world } from '../support/world.ts';

const PATH = '/api/v1/telephony-providers';
const TOKEN = '11a9b6c435967abe806f4f0d6ec0f382';
let accounts = 0;

// The request of Okta's documentation, but for the Verify service, which nobody here could check the codes of.
const request = (over: object = {}) => ({
  providerName: 'TWILIO',
  providerCapability: 'ALL',
  providerSid: `ACb49fb19a09b2f5d2f121fe1c2076${String(++accounts).padStart(2, '0')}`,
  providerAuthToken: TOKEN,
  providerSettings: { sms: { twilioPhoneNumber: '+1234567890' }, call: { twilioCallerId: '+1234567891' } },
  ...over,
});

for (const engine of ENGINES) {
  describe(`Okta's telephony providers: ${engine}`, () => {
    let w: World;
    let twilio: Server;
    let heardByTwilio: string[] = [];
    let says: { readonly status: number; readonly body: object };

    before(async () => {
      w = await world(engine);
      twilio = createServer(async (incoming, response) => {
        let text = `${incoming.method} ${incoming.url} `;
        for await (const chunk of incoming) text += chunk;
        heardByTwilio.push(text);
        response.writeHead(says.status, { 'content-type': 'application/json' }).end(JSON.stringify(says.body));
      });
      await new Promise<void>((resolve) => twilio.listen(0, '127.0.0.1', resolve));
    });
    after(async () => {
      twilio.close();
      await w.close();
    });
    beforeEach(async () => {
      heardByTwilio = [];
      says = { status: 201, body: { sid: 'SM1', status: 'queued' } };
      for (const one of await w.store.messageProviders.list()) {
        await w.store.apply([{ do: 'removeMessageProvider', provider: one }]);
      }
    });

    // biome-ignore lint/suspicious/noExplicitAny: replies of every shape
    const created = async (over: object = {}): Promise<any> => {
      const answer = await w.call('POST', PATH, request(over));
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer.body;
    };
    const post = (id: string, verb: string, body?: object) => w.call('POST', `${PATH}/${id}/${verb}`, body);

    test('create answers 201 with the fields of the documentation in its order, and never the token', async () => {
      const asked = request();
      const { status, body } = await w.call('POST', PATH, asked);
      assert.equal(status, 201, JSON.stringify(body));
      assert.match(body.id, /^oct\w{17}$/);
      assert.deepEqual(Object.entries(body), [
        ['id', body.id],
        ['isPrimaryProvider', true],
        ['enabled', true],
        ['providerCapability', 'ALL'],
        ['providerName', 'TWILIO'],
        ['providerSid', asked.providerSid],
        ['providerSettings', asked.providerSettings],
      ]);
      assert.deepEqual((await w.call('GET', `${PATH}/${body.id}`)).body, body);
      assert.deepEqual((await w.call('GET', PATH)).body, [body]);
      for (const row of await everyRow(w)) assert.ok(!row.includes(TOKEN), row);
    });

    test('it is a message provider too, and of those only Twilio accounts are shown here', async () => {
      const one = await created();
      const settings = { url: 'https://carrier.test/', token: 'x' };
      const fake = await w.call('POST', '/api/v1/message-providers', { type: 'fake', settings });
      const { body } = await w.call('GET', `/api/v1/message-providers/${one.id}`);
      assert.deepEqual(
        [body.type, body.channels, body.priority, body.settings],
        ['twilio', ['sms', 'call'], 0, { accountSid: one.providerSid, from: '+1234567890', callFrom: '+1234567891' }],
      );
      assert.equal((await w.call('GET', PATH)).body.length, 1);
      const refused = heard(await w.call('GET', `${PATH}/${fake.body.id}`));
      assert.deepEqual([refused.status, refused.code], [404, 'E0000007']);
      assert.match(refused.causes[0] ?? '', /GET \/api\/v1\/message-providers/);
    });

    test('PATCH changes what it names and keeps the rest, the token and settings of ours included', async () => {
      const one = await created();
      const stored = await w.store.messageProviders.byId(one.id);
      assert.ok(stored);
      const settings = { ...stored.settings, voice: 'Polly.Joanna' };
      await w.store.apply([{ do: 'saveMessageProvider', provider: { ...stored, settings, weight: 7 } }]);
      const providerSettings = { sms: { twilioMessageSid: 'MG123' } };
      const { status, body } = await w.call('PATCH', `${PATH}/${one.id}`, { id: one.id, providerSettings });
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(body, { ...one, providerSettings });
      const changed = await w.store.messageProviders.byId(one.id);
      assert.deepEqual(
        [changed?.settings, changed?.channels, changed?.weight],
        [
          {
            accountSid: one.providerSid,
            authToken: TOKEN,
            messagingServiceSid: 'MG123',
            voice: 'Polly.Joanna',
          },
          ['sms'],
          7,
        ],
      );
      await w.call('PATCH', `${PATH}/${one.id}`, { providerAuthToken: 'f'.repeat(32) });
      const again = await w.store.messageProviders.byId(one.id);
      assert.deepEqual([again?.settings.authToken, again?.settings.messagingServiceSid], ['f'.repeat(32), 'MG123']);
    });

    test('there is one primary provider: the first, until another is set', async () => {
      const [first, second] = [await created(), await created()];
      assert.deepEqual([first.isPrimaryProvider, second.isPrimaryProvider], [true, false]);
      const set = await post(second.id, 'setAsPrimary');
      assert.deepEqual([set.status, set.body], [200, { ...second, isPrimaryProvider: true }]);
      assert.equal((await w.call('GET', `${PATH}/${first.id}`)).body.isPrimaryProvider, false);
    });

    test('of two active ones the primary cannot be deactivated; only an inactive one is deleted', async () => {
      const [first, second] = [await created(), await created()];
      assert.deepEqual(heard(await post(first.id, 'lifecycle/deactivate')).causes, [
        `It is the primary provider while others are active; POST ${PATH}/${second.id}/setAsPrimary first.`,
      ]);
      assert.match(
        heard(await w.call('DELETE', `${PATH}/${second.id}`)).causes[0] ?? '',
        /lifecycle\/deactivate first/,
      );
      assert.equal((await post(second.id, 'lifecycle/deactivate')).body.enabled, false);
      assert.match(heard(await post(second.id, 'setAsPrimary')).causes[0] ?? '', /lifecycle\/activate first/);
      const off = (await post(first.id, 'lifecycle/deactivate')).body;
      assert.deepEqual([off.enabled, off.isPrimaryProvider], [false, false]);
      assert.equal((await w.call('DELETE', `${PATH}/${first.id}`)).status, 204);
      assert.equal((await post(second.id, 'lifecycle/activate')).body.enabled, true);
      for (const method of ['GET', 'DELETE', 'PATCH']) {
        assert.equal((await w.call(method, `${PATH}/${first.id}`, method === 'PATCH' ? {} : undefined)).status, 404);
      }
    });

    test('one that was the primary provider and comes back finds another in its place', async () => {
      const first = await created();
      await post(first.id, 'lifecycle/deactivate');
      assert.equal((await created()).isPrimaryProvider, true);
      const back = (await post(first.id, 'lifecycle/activate')).body;
      assert.deepEqual([back.enabled, back.isPrimaryProvider], [true, false]);
    });

    const wrong: readonly (readonly [string, object, RegExp])[] = [
      ['TELESIGN', { providerName: 'TELESIGN' }, /^providerName: There is no TELESIGN here; POST/],
      ['no provider', { providerName: undefined }, /^providerName: TWILIO$/],
      ['another capability', { providerCapability: 'SMS' }, /^providerCapability: ALL$/],
      ['no token', { providerAuthToken: undefined }, /^providerAuthToken: The field is required$/],
      ['no account', { providerSid: undefined }, /^providerSid: The field is required$/],
      ['no settings', { providerSettings: undefined }, /^providerSettings: One or both of sms, call$/],
      [
        'Twilio Verify',
        { providerSettings: { sms: { twilioVerifySid: 'VA1' } } },
        /^providerSettings\.sms\.twilioVerifySid: Twilio Verify makes codes nobody here could check/,
      ],
      [
        'a call from nowhere',
        { providerSettings: { call: {} } },
        /^providerSettings\.call: One of twilioPhoneNumber, twilioCallerId$/,
      ],
    ];
    for (const [what, over, cause] of wrong) {
      test(`${what} is refused, and the cause names the field`, async () => {
        const refused = heard(await w.call('POST', PATH, request(over)));
        assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
        assert.match(refused.causes[0] ?? '', cause);
      });
    }

    test("test sends one message in Twilio's own words and answers 204, or says what Twilio said", async () => {
      const one = await created();
      const stored = await w.store.messageProviders.byId(one.id);
      assert.ok(stored);
      const baseUrl = `http://127.0.0.1:${(twilio.address() as AddressInfo).port}`;
      await w.store.apply([
        { do: 'saveMessageProvider', provider: { ...stored, settings: { ...stored.settings, baseUrl } } },
      ]);
      const ask = (phoneNumber: string, factor = 'SMS') =>
        post(one.id, 'test', { factor, phoneNumber, countryCodeIso2: 'US' });
      const sent = await ask('+18024482036');
      assert.deepEqual([sent.status, sent.body], [204, undefined]);
      assert.equal(heardByTwilio.length, 1);
      assert.match(heardByTwilio[0] ?? '', new RegExp(`^POST /2010-04-01/Accounts/${one.providerSid}/Messages.json `));
      assert.equal(new URLSearchParams(heardByTwilio[0]?.split(' ')[2]).get('To'), '+18024482036');
      assert.equal((await ask('+18024482036', 'CALL')).status, 204);
      assert.equal(heard(await ask('+18024482036')).code, 'E0000109');
      says = { status: 401, body: { code: 20003, message: 'Authenticate' } };
      const refused = heard(await ask('+18024482037'));
      assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
      assert.match(refused.causes[0] ?? '', /not sent: twilio 20003 .*credentials/i);
      assert.deepEqual(heard(await ask('+18024482036', 'FAX')).causes, ['factor: One of SMS, CALL']);
      assert.equal(heard(await ask('')).code, 'E0000098');
    });
  });
}
