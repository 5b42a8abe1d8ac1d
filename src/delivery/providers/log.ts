import { maskEmail, maskPhone } from '../../domain/values/mask.ts';
import { provider } from '../provider.ts';
import { accepted } from './shared/receipts.ts';
import { form } from './shared/settings.ts';

/** For development: one line for each message, with the code and all other digits blotted out. */
export const log = provider({
  id: 'log',
  label: 'Log (sends nothing)',
  channels: ['sms', 'call', 'email'],
  settings: form({}),

  async send({ rendered, to, code, id }, _settings, io) {
    const recipient = rendered.channel === 'email' ? maskEmail(to) : maskPhone(to);
    const words = rendered.channel === 'email' ? `${rendered.subject}: ${rendered.text}` : rendered.text;
    // A call spells the code out, and codes may have letters: both have to go.
    const blotted = words
      .replaceAll(code, '••••••')
      .replace(/\p{Nd}/gu, '•')
      .replace(/\s+/g, ' ')
      .trim();
    (io.log ?? console.log)(`${rendered.channel} to ${recipient}, not sent: ${blotted}`);
    return accepted(id);
  },
});
