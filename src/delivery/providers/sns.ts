import { Type } from 'typebox';
import { provider } from '../provider.ts';
import { exchange, type VendorAnswer } from './shared/exchange.ts';
import { accepted, byCode, mayRetry, optedOut, type VendorCodes } from './shared/receipts.ts';
import { baseUrl, form, secret, text } from './shared/settings.ts';

const settings = form({
  region: text('Region', 'Such as eu-central-1', { pattern: '^[a-z0-9-]+$' }),
  accessKeyId: text('Access key ID', 'Of a user who may sns:Publish'),
  secretAccessKey: secret('Secret access key', 'Belongs to the access key ID'),
  sessionToken: Type.Optional(secret('Session token', 'For temporary credentials')),
  senderId: Type.Optional(
    text('Sender ID', 'Up to 11 letters and digits, where the country allows it', { pattern: '^[A-Za-z0-9-]{1,11}$' }),
  ),
  originationNumber: Type.Optional(text('Origination number', 'Number the messages come from')),
  entityId: Type.Optional(text('Entity ID', 'India: the registered sender')),
  templateId: Type.Optional(text('Template ID', 'India: the registered template')),
  baseUrl: baseUrl(),
});

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors and the common errors of its API. */
const codes: VendorCodes = {
  OptedOut: optedOut('the recipient has replied STOP'),
  // Also a wrong sender: the code alone does not tell, hence another provider may try.
  InvalidParameter: mayRetry('a parameter, or the number, is not valid'),
  InvalidParameterValue: mayRetry('a parameter, or the number, is not valid'),
  AuthorizationError: mayRetry('the user may not publish'),
  SignatureDoesNotMatch: mayRetry('the secret access key is wrong'),
  InvalidClientTokenId: mayRetry('the access key ID is unknown'),
  ExpiredToken: mayRetry('the session token has expired'),
  Throttled: mayRetry('too many requests'),
  Throttling: mayRetry('too many requests'),
  InternalError: mayRetry('internal error'),
};

/** Amazon SNS: text messages straight to a number (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
export const sns = provider({
  id: 'sns',
  label: 'Amazon SNS',
  channels: ['sms'],
  settings,

  async send({ to, rendered }, settings, io) {
    const { region, accessKeyId, secretAccessKey, sessionToken } = settings;
    const attributes = Object.entries({
      'AWS.SNS.SMS.SMSType': 'Transactional',
      'AWS.SNS.SMS.SenderID': settings.senderId,
      'AWS.MM.SMS.OriginationNumber': settings.originationNumber,
      'AWS.MM.SMS.EntityId': settings.entityId,
      'AWS.MM.SMS.TemplateId': settings.templateId,
    }).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const fields = new URLSearchParams({
      Action: 'Publish',
      Version: '2010-03-31',
      PhoneNumber: to,
      Message: rendered.text,
    });
    for (const [index, [name, value]] of attributes.entries()) {
      const entry = `MessageAttributes.entry.${index + 1}`;
      fields.set(`${entry}.Name`, name);
      fields.set(`${entry}.Value.DataType`, 'String');
      fields.set(`${entry}.Value.StringValue`, value);
    }
    const host = settings.baseUrl ?? `https://sns.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
    const { AwsV4Signer } = await import('aws4fetch');
    const signer = new AwsV4Signer({
      ...{ url: `${host.replace(/\/+$/, '')}/`, method: 'POST', body: fields.toString() },
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      ...{ accessKeyId, secretAccessKey, service: 'sns', region },
      ...(sessionToken && { sessionToken }),
      datetime: io.now.toString({ smallestUnit: 'second' }).replace(/[:-]/g, ''),
    });
    const { url, headers } = await signer.sign();
    return exchange(io, { url: url.href, headers: Object.fromEntries(headers), body: fields.toString() }, judge);
  },
});

/** The query API answers in XML; its ids and codes have neither markup nor entities. */
function judge({ ok, status, text }: VendorAnswer) {
  if (ok) return accepted(/<MessageId>([^<]+)<\/MessageId>/.exec(text)?.[1]);
  return byCode('SNS', codes, /<Code>(\w+)<\/Code>/.exec(text)?.[1], status);
}
