import type { Channel } from '../domain/messages/message.ts';
import type { Addressed } from './provider.ts';
import type { Rendered } from './render.ts';

const TEXT = 'This is a test message from Cofactor.';

const renderings: { readonly [C in Channel]: Rendered } = {
  sms: { channel: 'sms', text: TEXT },
  call: { channel: 'call', text: TEXT },
  email: { channel: 'email', subject: 'Test message', text: TEXT, html: `<p>${TEXT}</p>` },
};

/** A message with which an administrator tests a provider; its code belongs to no factor. */
export const testMessage = (channel: Channel, to: string, random: (bytes: number) => Uint8Array): Addressed => ({
  rendered: renderings[channel],
  to,
  id: `test-${Buffer.from(random(12)).toString('base64url')}`,
  language: 'en',
  code: '000000',
});
