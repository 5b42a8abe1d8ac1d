import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Value } from 'typebox/value';
import { email, io, NOW, sms, WEBHOOK, webhook } from '../../../../test/support/messages/providerTry.ts';
import { vendorServer } from '../../../../test/support/messages/vendorServer.ts';
import { withToken } from '../shared/webhooks.ts';
import { http } from './http.ts';

const tricky = (text: string) => ({ ...sms(), rendered: { channel: 'sms', text } }) as const;

describe('the HTTP gateway', () => {
  test('by itself it posts JSON and takes any 2xx for a success', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 202 }));
    assert.deepEqual(await http.send(sms(), { url: `${url}/send` }, io()), { accepted: true });
    assert.deepEqual([heard[0]?.method, heard[0]?.path], ['POST', '/send']);
    assert.deepEqual(heard[0]?.json, { to: '+18024482036', text: 'Your verification code is 749281.' });
  });

  test('headers, body and URL are filled in, each escaped in its own way', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 200 }));
    const headers = [
      { name: 'X-Api-Key', value: 'Key {{secret}}' },
      { name: 'X-To', value: '{{to}}' },
    ];
    const settings = { url: `${url}/u/{{to}}/{{nothing}}?id={{id}}`, headers, secret: 'gateway-secret' };
    const text = 'A "quoted"\n<b>&text=1</b>';
    await http.send(tricky(text), { ...settings, body: '{"a":"{{text}}","c":"{{code}}","n":"{{toDigits}}"}' }, io());
    assert.equal(heard[0]?.headers['x-api-key'], 'Key gateway-secret');
    assert.deepEqual(
      [decodeURIComponent(heard[0]?.path ?? ''), heard[0]?.query],
      ['/u/+18024482036/{{nothing}}', { id: 'msg1' }],
    );
    assert.deepEqual(heard[0]?.json, { a: text, c: '749281', n: '18024482036' });

    await http.send(
      tricky(text),
      { ...settings, contentType: 'application/x-www-form-urlencoded', body: 't={{text}}&x=1' },
      io(),
    );
    assert.deepEqual(heard[1]?.form, { t: text, x: '1' });
    await http.send(tricky(text), { ...settings, contentType: 'text/xml', body: '<t a="{{text}}"/>' }, io());
    assert.equal(heard[2]?.body, '<t a="A &#34;quoted&#34;\n&#60;b&#62;&#38;text=1&#60;/b&#62;"/>');
  });

  test('an e-mail has subject and HTML, and a GET no body', async (t) => {
    const { url, heard } = await vendorServer(t, () => ({ status: 200 }));
    await http.send(
      email(),
      { url, method: 'PUT', body: '{"s":"{{subject}}","h":"{{html}}","c":"{{channel}}"}' },
      io(),
    );
    assert.equal(heard[0]?.method, 'PUT');
    const html = '<p>Your verification code is <b>749281</b>.</p>';
    assert.deepEqual(heard[0]?.json, { s: 'Your verification code', h: html, c: 'email' });
    await http.send(sms(), { url: `${url}/?to={{toDigits}}&text={{text}}`, method: 'GET' }, io());
    assert.deepEqual(heard[1]?.query, { to: '18024482036', text: 'Your verification code is 749281.' });
    assert.equal(heard[1]?.body, '');
  });

  const answers: readonly (readonly [string, number, string, object, object])[] = [
    [
      'a value that fits',
      200,
      '{"r":{"code":"OK","id":7}}',
      { successPath: 'r.code', successPattern: '^OK$', referencePath: 'r.id' },
      { accepted: true, reference: '7' },
    ],
    [
      'a value that does not fit',
      200,
      '{"r":{"code":"NO"}}',
      { successPath: 'r.code', successPattern: '^OK$' },
      { accepted: false, retry: true, reason: 'HTTP 200, but the answer is not that of a success' },
    ],
    [
      'a value that is missing',
      200,
      '{}',
      { successPath: 'r.code' },
      { accepted: false, retry: true, reason: 'HTTP 200, but the answer is not that of a success' },
    ],
    ['a text that fits', 200, '1701|OK', { successPattern: '^1701' }, { accepted: true }],
    ['another status than 2xx that is meant', 302, '', { successStatus: '^302$' }, { accepted: true }],
    [
      'a status that is not meant',
      201,
      '',
      { successStatus: '^200$' },
      { accepted: false, retry: true, reason: 'HTTP 201' },
    ],
    [
      'a wrong number',
      400,
      'E_NUMBER',
      { invalidPattern: 'E_NUMBER' },
      { accepted: false, retry: false, final: 'INVALID_RECIPIENT', reason: 'HTTP 400: the number is not valid' },
    ],
    ['an error', 500, 'oops', {}, { accepted: false, retry: true, reason: 'HTTP 500' }],
    [
      'a pattern that is none',
      200,
      '',
      { successPattern: '(' },
      { accepted: false, retry: true, reason: 'SETTINGS: successPattern is not a regular expression' },
    ],
  ];
  for (const [what, status, body, settings, receipt] of answers) {
    test(`${what} is judged by the settings`, async (t) => {
      const { url } = await vendorServer(t, () => ({ status, body, headers: { location: 'http://127.0.0.1:9/' } }));
      assert.deepEqual(await http.send(sms(), { url, ...settings }, io()), receipt);
    });
  }

  test('a host made of placeholders is not a setting', () => {
    assert.ok(!Value.Check(http.settings, { url: 'https://{{to}}.example.com/' }));
    assert.ok(Value.Check(http.settings, { url: 'https://example.com/{{to}}?t={{text}}' }));
    assert.ok(!Value.Check(http.settings, { url: 'file:///etc/passwd' }));
  });

  test('reports are read by the settings when our token comes back', async (t) => {
    const settings = {
      reportSecret: 'report-secret',
      reportReference: 'data.id',
      reportStatus: 'data.state',
      reportDelivered: '^DLV',
      reportFailed: '^(FAIL|EXP)',
    };
    const { url, heard } = await vendorServer(t, () => ({ status: 200 }));
    await http.send(sms(), { url, ...settings, body: '{"hook":"{{webhookUrl}}"}' }, io({ webhookUrl: WEBHOOK }));
    const hook = (heard[0]!.json as { hook: string }).hook;
    assert.equal(hook, withToken(WEBHOOK, 'report-secret'));
    const report = (state: string, target = hook) =>
      http.report?.(
        webhook({ url: target, body: JSON.stringify({ data: { id: 7, state } }) }),
        { url, ...settings },
        NOW,
      );
    assert.deepEqual(report('DLVRD'), { reports: [{ reference: '7', status: 'DELIVERED' }] });
    assert.deepEqual(report('EXPIRED'), { reports: [{ reference: '7', status: 'UNDELIVERED', reason: 'EXPIRED' }] });
    assert.deepEqual(report('SENT'), { reports: [] });
    assert.equal(report('DLVRD', WEBHOOK), undefined);
  });
});
