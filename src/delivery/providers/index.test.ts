import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { describe, type TestContext, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { call, email, io, NOW, sms, WEBHOOK, webhook } from '../../../test/support/messages/providerTry.ts';
import { smppServer } from '../../../test/support/messages/smppServer.ts';
import { type Heard, vendorServer } from '../../../test/support/messages/vendorServer.ts';
import type { Addressed, Provider, ProviderIo } from '../provider.ts';
import { providers } from './index.ts';

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** Distinctive, so that one of them anywhere is no coincidence. */
const s = (name: string) => `SECRET-${name}-aX7`;

/** Complete settings of every provider that speaks HTTP, all paths and secrets in use. */
const overHttp: {
  readonly [Id in Exclude<keyof typeof providers, 'smpp' | 'smtp' | 'log'>]: (baseUrl: string) => object;
} = {
  twilio: (baseUrl) => ({
    accountSid: 'AC1',
    authToken: s('token'),
    sharedKey: s('shared'),
    from: '+15005550006',
    baseUrl,
  }),
  vonage: (baseUrl) => ({
    ...{ apiKey: 'key1', apiSecret: s('api'), from: 'Cofactor', applicationId: 'app', privateKey },
    ...{ signatureSecret: s('sign'), baseUrl, smsBaseUrl: baseUrl },
  }),
  sns: (baseUrl) => ({
    region: 'us-east-1',
    accessKeyId: 'AKID',
    secretAccessKey: s('aws'),
    sessionToken: s('session'),
    baseUrl,
  }),
  telnyx: (baseUrl) => ({
    apiKey: s('key'),
    from: '+15005550006',
    texmlApplicationId: '1',
    publicKey: 'AAAA',
    baseUrl,
  }),
  plivo: (baseUrl) => ({ authId: 'MA1', authToken: s('token'), from: '+15005550006', baseUrl }),
  messagebird: (baseUrl) => ({ accessKey: s('access'), from: 'Cofactor', signingKey: s('sign'), baseUrl }),
  bird: (baseUrl) => ({ accessKey: s('access'), workspaceId: 'w', channelId: 'c', signingKey: s('sign'), baseUrl }),
  infobip: (baseUrl) => ({ apiKey: s('key'), from: 'Cofactor', baseUrl }),
  http: (url) => ({
    ...{
      url: `${url}/send`,
      headers: [{ name: 'x-key', value: s('header') }],
      secret: s('body'),
      reportSecret: s('report'),
    },
    body: '{"t":"{{text}}","to":"{{to}}","k":"{{secret}}","w":"{{webhookUrl}}"}',
  }),
};

/** Settings of the other providers, which are tested against servers of their own. */
const others = {
  smpp: { host: '127.0.0.1', port: 1, systemId: 'carrier', password: 'smpp-pw1', from: 'Cofactor' },
  smtp: { host: '127.0.0.1', port: 1, security: 'none', user: 'ada', password: s('mail'), from: 'a@example.com' },
  log: {},
};

const settingsOf = (id: string, url: string): object =>
  id in overHttp ? overHttp[id as keyof typeof overHttp](url) : others[id as keyof typeof others];

const messages: Readonly<Record<string, Addressed>> = { sms: sms(), call: call(), email: email() };

const send = (provider: Provider, message: Addressed | undefined, settings: object, over: Partial<ProviderIo> = {}) =>
  provider.send(message!, settings as never, io({ webhookUrl: WEBHOOK, ...over }));

/** All that must not show, in every spelling a vendor may give back. */
function secretsIn(settings: object, heard: readonly Heard[]): readonly string[] {
  const strings = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values((value ?? {}) as object).flatMap(strings);
  const secret = strings(settings).filter((value) => value.startsWith('SECRET-') || value.startsWith('-----'));
  const sent = heard.flatMap(({ headers }) => [
    headers.authorization ?? '',
    String(headers['x-amz-security-token'] ?? ''),
  ]);
  return [...secret, ...sent, '749281', '7, 4, 9, 2, 8, 1', '8024482036', 'ada@example.com'].filter(
    (text) => text !== '',
  );
}

function assertNothingTold(reason: string, secrets: readonly string[]): void {
  for (const secret of secrets) assert.ok(!reason.includes(secret), `${reason} tells ${secret.slice(0, 20)}`);
}

/** Bodies that say all they were sent, in each of the places where vendors put codes and words. */
function echoes(heard: Heard): readonly { readonly type: string; readonly body: string }[] {
  const all = `${JSON.stringify(heard.headers)} ${heard.path} ${heard.body}`;
  const said = [all, heard.headers.authorization ?? '', '749281', '+18024482036', s('token'), s('key')];
  return said.flatMap((word) => {
    const error = { code: word, title: word, detail: word, description: word, parameter: word };
    const status = { groupName: 'REJECTED', name: word, description: word };
    const json = {
      ...{ code: word, message: word, error: word, type: `#${word}`, status: word },
      ...{
        errors: [error],
        messages: [{ status, 'error-text': word }],
        requestError: { serviceException: { messageId: word } },
      },
    };
    const vonage = { messages: [{ status: word, 'error-text': word }] };
    return [
      { type: 'application/json', body: JSON.stringify(json) },
      { type: 'application/json', body: JSON.stringify(vonage) },
      { type: 'text/xml', body: `<Error><Code>${word}</Code><Message>${word}</Message></Error>` },
      { type: 'text/plain', body: word },
    ];
  });
}

describe('every provider', () => {
  for (const [id, provider] of Object.entries(providers) as [string, Provider][]) {
    test(`${id} is known by its id and takes its own settings, no others`, () => {
      assert.equal(provider.id, id);
      const settings = settingsOf(id, 'https://vendor.example.com');
      assert.deepEqual([...Value.Errors(provider.settings, settings)], []);
      assert.ok(!Value.Check(provider.settings, { ...settings, unheardOf: 1 }));
      assert.ok(provider.label.length > 0 && provider.channels.length > 0);
    });

    test(`${id} has a title and a description for every field of its form, and hides what is secret`, () => {
      const fields = Object.entries((provider.settings as { properties?: Record<string, TSchema> }).properties ?? {});
      for (const [name, field] of fields) {
        const { title, description, format } = field as { title?: string; description?: string; format?: string };
        assert.ok(title && description !== undefined, `${id}.${name}`);
        const hidden =
          /secret|token$|password|privateKey|signingKey|sharedKey|accessKey$|secretAccessKey/i.test(name) ||
          /^apiKey$/.test(name);
        const known = id === 'vonage' && name === 'apiKey';
        assert.equal(format === 'password', hidden && !known, `${id}.${name}`);
      }
    });

    if (provider.report) {
      test(`${id} believes no report that is not signed`, () => {
        const settings = settingsOf(id, 'https://vendor.example.com');
        for (const method of ['GET', 'POST']) {
          for (const body of ['', '{}', 'a=b', '[]', '{', 'null', '\0']) {
            assert.equal(provider.report?.(webhook({ method, body }), settings as never, NOW), undefined);
          }
        }
      });
    }
  }

  for (const id of Object.keys(overHttp)) {
    const provider: Provider = providers[id as keyof typeof overHttp];
    for (const channel of provider.channels) {
      test(`${id} tells neither secret nor code for ${channel}, whatever the vendor echoes, and has none in a URL`, async (t) => {
        let round = 0;
        let status = 400;
        const { url, heard } = await vendorServer(t, (got) => {
          const echo = echoes(got)[round];
          return { status, ...echo };
        });
        const settings = settingsOf(id, url);
        const rounds = 24;
        for (status of [200, 400, 401, 500]) {
          for (round = 0; round < rounds; round += 1) {
            const receipt = await send(provider, messages[channel], settings);
            if (!receipt.accepted) assertNothingTold(receipt.reason, secretsIn(settings, heard.slice(-1)));
          }
        }
        assert.equal(heard.length, 4 * rounds);
        for (const { path, query } of heard) {
          assertNothingTold(`${path} ${JSON.stringify(query)}`, secretsIn(settings, heard.slice(-1)));
        }
      });

      test(`${id} is left when it does not answer for ${channel}`, async (t) => {
        const { url } = await vendorServer(t, () => 'silence');
        const receipt = await send(provider, messages[channel], settingsOf(id, url), {
          signal: AbortSignal.timeout(100),
        });
        assert.deepEqual(receipt, { accepted: false, retry: true, reason: 'TIMEOUT' });
      });

      test(`${id} follows no redirect for ${channel}: it would hand the code to somebody else`, async (t) => {
        const other = await vendorServer(t, () => ({ status: 200 }));
        const { url } = await vendorServer(t, () => ({ status: 307, headers: { location: other.url } }));
        const receipt = await send(provider, messages[channel], settingsOf(id, url));
        assert.ok(!receipt.accepted && receipt.retry);
        assert.equal(other.heard.length, 0);
      });
    }

    test(`${id} that nobody can reach is for another provider, and says why`, async () => {
      const receipt = await send(provider, messages.sms, settingsOf(id, 'http://127.0.0.1:1'));
      assert.ok(!receipt.accepted && receipt.retry);
      assert.match(receipt.reason, /^NO_CONNECTION/);
    });
  }

  test('smtp and smpp tell neither secret nor code', async (t) => {
    const server = new SMTPServer({
      hideSTARTTLS: true,
      closeTimeout: 50,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) =>
        done(Object.assign(new Error(`5.7.8 ${password}`), { responseCode: 535 })),
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    t.after(() => new Promise<void>((closed) => server.close(() => closed())));
    const { port } = server.server.address() as { port: number };
    const mail = await send(providers.smtp, messages.email, { ...others.smtp, port });
    assert.ok(!mail.accepted);
    assertNothingTold(mail.reason, secretsIn(others.smtp, []));

    const gateway = await smppServer(t, { submit: () => 0x45 });
    const text = await sendSmpp(t, gateway.port);
    assert.ok(!text.accepted);
    assertNothingTold(text.reason, [...secretsIn(others.smpp, []), 'smpp-pw1']);
  });
});

function sendSmpp(t: TestContext, port: number) {
  const settings = { ...others.smpp, port };
  t.after(() => providers.smpp.close?.(settings));
  return send(providers.smpp, messages.sms, settings);
}
