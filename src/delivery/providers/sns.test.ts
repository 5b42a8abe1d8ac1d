import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { io, sms } from '../../../test/support/messages/providerTry.ts';
import { type Heard, vendorServer } from '../../../test/support/messages/vendorServer.ts';
import { sns } from './sns.ts';

const account = { region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'aws-secret-key' };

/** Signature version 4 as AWS documents it, worked out again from what arrived. */
function signatureOf({ method, path, headers, body }: Heard, secret: string): string {
  const { authorization = '' } = headers;
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? '';
  const scope = /Credential=[^/]+\/([^,]+)/.exec(authorization)?.[1] ?? '';
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const canonical = names
    .split(';')
    .map((name) => `${name}:${headers[name]}\n`)
    .join('');
  const request = [method, path, '', canonical, names, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const hmac = (key: string | Buffer, value: string) => createHmac('sha256', key).update(value).digest();
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return createHmac('sha256', key).update(text).digest('hex');
}

const xml = (inner: string) => `<?xml version="1.0"?><PublishResponse>${inner}</PublishResponse>`;

describe('Amazon SNS', () => {
  test('Publish is signed with version 4, at the time it is given', async (t) => {
    const body = xml('<PublishResult><MessageId>94f20ce6-13c5-43a0</MessageId></PublishResult>');
    const { url, heard } = await vendorServer(t, () => ({ status: 200, body, type: 'text/xml' }));
    const settings = { ...account, sessionToken: 'session', senderId: 'Cofactor', baseUrl: url };
    assert.deepEqual(await sns.send(sms(), settings, io()), { accepted: true, reference: '94f20ce6-13c5-43a0' });
    const [got] = heard;
    assert.ok(got);
    assert.deepEqual([got.method, got.path, got.query], ['POST', '/', {}]);
    assert.deepEqual(got.form, {
      Action: 'Publish',
      Version: '2010-03-31',
      PhoneNumber: '+18024482036',
      Message: 'Your verification code is 749281.',
      'MessageAttributes.entry.1.Name': 'AWS.SNS.SMS.SMSType',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'Transactional',
      'MessageAttributes.entry.2.Name': 'AWS.SNS.SMS.SenderID',
      'MessageAttributes.entry.2.Value.DataType': 'String',
      'MessageAttributes.entry.2.Value.StringValue': 'Cofactor',
    });
    assert.deepEqual([got.headers['x-amz-date'], got.headers['x-amz-security-token']], ['20261123T120000Z', 'session']);
    const given =
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20261123\/eu-central-1\/sns\/aws4_request, .*Signature=(\w+)$/;
    assert.equal(given.exec(got.headers.authorization ?? '')?.[1], signatureOf(got, account.secretAccessKey));
    assert.notEqual(signatureOf(got, 'another'), signatureOf(got, account.secretAccessKey));
  });

  const refusals: readonly (readonly [number, string, boolean, string | undefined])[] = [
    [400, 'OptedOut', false, 'OPTED_OUT'],
    [400, 'InvalidParameter', true, undefined],
    [403, 'SignatureDoesNotMatch', true, undefined],
    [429, 'Throttled', true, undefined],
    [500, 'InternalError', true, undefined],
  ];
  for (const [status, code, retry, final] of refusals) {
    test(`${code} is ${retry ? 'for another provider to try' : 'final'}`, async (t) => {
      const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>+18024482036</Message></Error></ErrorResponse>`;
      const { url } = await vendorServer(t, () => ({ status, body, type: 'text/xml' }));
      const receipt = await sns.send(sms(), { ...account, baseUrl: url }, io());
      assert.ok(!receipt.accepted);
      assert.deepEqual([receipt.retry, receipt.final], [retry, final]);
      assert.ok(receipt.reason.startsWith(`SNS ${code} (HTTP ${status}): `), receipt.reason);
    });
  }
});
