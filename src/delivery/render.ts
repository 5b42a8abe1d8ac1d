import type { Channel, Message } from '../domain/message.ts';
import { callText } from './templates/call.ts';
import { emailHtml, emailSubject, emailText } from './templates/email.ts';
import { smsText } from './templates/sms.ts';

/** What a channel carries: written in a text message or an e-mail, spoken in a call. */
export type Rendered =
  | { readonly channel: 'sms' | 'call'; readonly text: string }
  | { readonly channel: 'email'; readonly subject: string; readonly text: string; readonly html: string };

const renderers: { readonly [C in Channel]: (message: Message) => Rendered } = {
  sms: (message) => ({ channel: 'sms', text: smsText(message) }),
  call: (message) => ({ channel: 'call', text: callText(message) }),
  email: (message) => ({
    channel: 'email',
    subject: emailSubject(message),
    text: emailText(message),
    html: emailHtml(message),
  }),
};

/** Puts a message into the words of its channel. */
export const render = (message: Message): Rendered => renderers[message.channel](message);
