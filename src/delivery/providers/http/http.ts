import { type Static, Type } from 'typebox';
import { provider } from '../../provider.ts';
import { dig, exchange, parsed, type VendorAnswer } from '../shared/exchange.ts';
import { accepted, failed, refused } from '../shared/receipts.ts';
import { form, secret, text } from '../shared/settings.ts';
import { fieldsOf, hasToken, nothingYet, withToken } from '../shared/webhooks.ts';
import { fillTemplate, type Placeholders } from './httpTemplate.ts';
import { found, patternProblem } from './pattern.ts';

const pattern = (title: string, description: string) => Type.Optional(text(title, description));
const path = (title: string, description: string) =>
  Type.Optional(
    text(title, `${description}: a path in the JSON such as messages.0.id`, { pattern: '^[A-Za-z0-9_.-]+$' }),
  );

const settings = form({
  method: Type.Optional(
    Type.Union([Type.Literal('POST'), Type.Literal('PUT'), Type.Literal('PATCH'), Type.Literal('GET')], {
      title: 'Method',
      description: 'GET has the text in its URL, which gateways like to log: avoid it',
      default: 'POST',
    }),
  ),
  url: text('URL', 'May have {{to}}, {{text}} and the like after the host', {
    pattern: '^https?://[^\\s/{}?#]+(?:[/?]\\S*)?$',
  }),
  headers: Type.Optional(
    Type.Array(
      form({
        name: text('Name', 'Of the header', { pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" }),
        value: secret('Value', 'May have {{secret}} and the like'),
      }),
      { title: 'Headers', description: 'Sent along, such as Authorization', maxItems: 20 },
    ),
  ),
  secret: Type.Optional(secret('Secret', 'What {{secret}} stands for, to keep it out of body and URL as shown here')),
  contentType: Type.Optional(
    text('Content type', 'Of the body; values are escaped as it wants', { default: 'application/json' }),
  ),
  body: Type.Optional(
    text(
      'Body',
      'With {{to}}, {{toDigits}}, {{text}}, {{code}}, {{id}}, {{language}}, {{channel}}, {{subject}}, {{html}}, {{extension}}, {{secret}}, {{webhookUrl}}',
      {
        default: '{"to":"{{to}}","text":"{{text}}"}',
      },
    ),
  ),
  successStatus: pattern('Success status', 'Pattern the HTTP status must match; any 2xx when empty'),
  successPath: path('Success path', 'Value that tells whether the message was taken; the whole body when empty'),
  successPattern: pattern('Success pattern', 'Pattern that value must match'),
  invalidPattern: pattern(
    'Invalid recipient pattern',
    'Pattern of bodies that say the number is wrong: no other provider is asked',
  ),
  referencePath: path('Reference path', "Where the gateway's id of the message is"),
  reportSecret: Type.Optional(
    secret(
      'Report secret',
      'Makes {{webhookUrl}} available, with a token derived from this; without it reports are not believed',
    ),
  ),
  reportReference: path('Report reference', 'Field of a report with the id of the message'),
  reportStatus: path('Report status', 'Field of a report that says what became of it'),
  reportDelivered: pattern('Delivered pattern', 'Pattern of a status that means delivered'),
  reportFailed: pattern('Undelivered pattern', 'Pattern of a status that means it never will be'),
});

/** Any gateway that takes one HTTP request per message. */
export const http = provider({
  id: 'http',
  label: 'HTTP gateway',
  channels: ['sms', 'call', 'email'],
  settings,
  destinations: ({ url }) => [{ uri: url.replace(/\{\{\w+\}\}/g, '-') }],
  complaints: complaintsOf,

  async send({ rendered, to, code, id, language, extension = '' }, settings, io) {
    const { method = 'POST', contentType = 'application/json', reportSecret } = settings;
    const wrong = PATTERNS.find((name) => patternProblem(settings[name] ?? '') !== undefined);
    if (wrong) return failed(`SETTINGS: ${wrong} is not a regular expression`);
    const email = rendered.channel === 'email' ? rendered : undefined;
    const values: Placeholders = {
      ...{ to, toDigits: to.replace(/^\+/, ''), text: rendered.text, code, id, language, extension },
      ...{
        channel: rendered.channel,
        subject: email?.subject ?? '',
        html: email?.html ?? '',
        secret: settings.secret ?? '',
      },
      webhookUrl: reportSecret && io.webhookUrl ? withToken(io.webhookUrl, reportSecret) : '',
    };
    const headers: Record<string, string> = {};
    for (const { name, value } of settings.headers ?? [])
      headers[name.toLowerCase()] = fillTemplate(value, values, 'header');
    const url = fillTemplate(settings.url, values, 'url');
    if (method === 'GET') return exchange(io, { url, method, headers }, (answer) => judge(answer, settings));
    const body = fillTemplate(settings.body ?? '{"to":"{{to}}","text":"{{text}}"}', values, contentType);
    const request = { url, method, headers: { ...headers, 'content-type': contentType }, body };
    return exchange(io, request, (answer) => judge(answer, settings));
  },

  report(request, settings) {
    const { reportSecret, reportReference, reportStatus, reportDelivered, reportFailed } = settings;
    if (!reportSecret || !reportReference || !reportStatus || !hasToken(request, reportSecret)) return undefined;
    if (complaintsOf(settings).length > 0) return undefined;
    const json = parsed(request.body);
    const fields = typeof json === 'object' ? json : fieldsOf(request);
    const field = (name: string) => dig(fields, ...name.split('.'));
    const reference = String(field(reportReference) ?? '');
    const status = String(field(reportStatus) ?? '');
    if (reference === '') return nothingYet;
    if (reportDelivered && found(reportDelivered, status)) return { reports: [{ reference, status: 'DELIVERED' }] };
    if (!reportFailed || !found(reportFailed, status)) return nothingYet;
    return { reports: [{ reference, status: 'UNDELIVERED', reason: status.slice(0, 60) }] };
  },
});

type Settings = Static<typeof settings>;

function judge({ ok, status, text, json }: VendorAnswer, settings: Settings) {
  const { successStatus, successPath, successPattern, invalidPattern, referencePath } = settings;
  if (invalidPattern && found(invalidPattern, text)) {
    return refused(`HTTP ${status}: the number is not valid`, 'INVALID_RECIPIENT');
  }
  if (successStatus ? !found(successStatus, String(status)) : !ok) return failed(`HTTP ${status}`);
  const told = successPath ? String(dig(json, ...successPath.split('.')) ?? '') : text;
  if (successPattern ? !found(successPattern, told) : successPath && told === '') {
    return failed(`HTTP ${status}, but the answer is not that of a success`);
  }
  return accepted(referencePath ? dig(json, ...referencePath.split('.')) : undefined);
}

/** The settings that are patterns. */
const PATTERNS = ['successStatus', 'successPattern', 'invalidPattern', 'reportDelivered', 'reportFailed'] as const;

/** The faults of settings that their form does not show. */
function complaintsOf(settings: Settings): readonly string[] {
  return PATTERNS.flatMap((name) => {
    const problem = patternProblem(settings[name] ?? '');
    return problem === undefined ? [] : [`settings.${name}: ${problem}`];
  });
}
