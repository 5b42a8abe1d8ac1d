import type { SendMailOptions } from 'nodemailer';
import { type Static, Type } from 'typebox';
import { type Addressed, type ProviderReceipt, provider } from '../../provider.ts';
import { unreachable } from '../shared/exchange.ts';
import { accepted, failed, refused } from '../shared/receipts.ts';
import { form, secret, text } from '../shared/settings.ts';
import { closePool, destinationOf, type Reached, sendThrough } from './smtpPool.ts';

const settings = form({
  host: text('Host', 'Of the mail server'),
  port: Type.Optional(
    Type.Integer({ title: 'Port', description: '465 for TLS, 587 otherwise', minimum: 1, maximum: 65535 }),
  ),
  security: Type.Optional(
    Type.Union([Type.Literal('starttls'), Type.Literal('tls'), Type.Literal('none')], {
      title: 'Security',
      description: 'starttls insists on TLS; none is for a server on the same machine',
      default: 'starttls',
    }),
  ),
  user: Type.Optional(text('User', 'To sign in with')),
  password: Type.Optional(secret('Password', 'To sign in with')),
  from: text('From', 'Such as Example <no-reply@example.com>', { pattern: '@' }),
  replyTo: Type.Optional(text('Reply to', 'Where answers go', { pattern: '@' })),
  ca: Type.Optional(
    Type.String({ title: 'CA certificate', description: 'In PEM, of a server with a private one', maxLength: 20_000 }),
  ),
});

/** E-mail by SMTP (RFC 5321). */
export const smtp = provider({
  id: 'smtp',
  label: 'SMTP',
  channels: ['email'],
  settings,

  destinations: (settings) => [destinationOf(serverOf(settings))],

  async send(message, settings, { signal, now, connector }) {
    if (message.rendered.channel !== 'email') return failed('CHANNEL: SMTP carries e-mail only');
    try {
      const { serverMessageId, messageId } = await sendThrough(
        { server: serverOf(settings), connector },
        mailOf(message, settings, now),
        signal,
      );
      return accepted(serverMessageId ?? messageId);
    } catch (error) {
      return judge(error, signal);
    }
  },

  close: (settings) => closePool(serverOf(settings)),
});

type Settings = Static<typeof settings>;

function serverOf(settings: Settings): Reached {
  const { host, security = 'starttls', user, password, ca } = settings;
  return {
    host,
    port: settings.port ?? (security === 'tls' ? 465 : 587),
    security,
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    ...(ca !== undefined && { ca }),
  };
}

function mailOf({ to, rendered, id }: Addressed, { from, replyTo }: Settings, now: Temporal.Instant): SendMailOptions {
  const { subject, text, html } = rendered as Extract<Addressed['rendered'], { channel: 'email' }>;
  const domain = /@([^@>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return {
    ...{ from, to: { name: '', address: to }, subject, text, html },
    ...(replyTo !== undefined && { replyTo }),
    // The same for every try: a reader who gets it twice sees one message.
    messageId: `<${id}@${domain}>`,
    date: new Date(now.epochMilliseconds),
    // RFC 3834: nobody's vacation shall answer.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** RFC 3463: 5.1.x is about the address; everything else may go better elsewhere. Replies are never quoted. */
function judge(error: unknown, signal: AbortSignal): ProviderReceipt {
  const { responseCode, response, code } = error as { responseCode?: number; response?: string; code?: string };
  if (signal.aborted || !responseCode) {
    return code === 'EAUTH' ? failed('SMTP: user and password were not accepted') : unreachable(error, signal);
  }
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  const said = `SMTP ${responseCode}${enhanced ? ` ${enhanced}` : ''}`;
  if (responseCode >= 500 && enhanced && /^5\.1\.(?:1|2|3|6|10)$/.test(enhanced)) {
    return refused(`${said}: the address does not exist`, 'INVALID_RECIPIENT');
  }
  return failed(code === 'EAUTH' ? `${said}: user and password were not accepted` : said);
}
