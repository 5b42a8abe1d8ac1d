import { Type } from 'typebox';
import { flag, text } from './settings.ts';

/** The settings of a provider that can send text messages through WhatsApp; vendors differ in their descriptions. */
export const whatsappSettings = ({
  whatsapp = 'Send text messages through WhatsApp',
  template = 'Name of the approved template; its parameter is the code',
  locale = 'en_US',
} = {}) => ({
  whatsapp: flag('WhatsApp', whatsapp),
  whatsappTemplate: Type.Optional(text('WhatsApp template', template)),
  whatsappLocale: Type.Optional(text('WhatsApp locale', `Language the template was approved in, such as ${locale}`)),
});

/**
 * The code in an approved template, as WhatsApp's own API has it and vendors pass it on. An authentication template has
 * its code twice: in the text and behind the button that copies it.
 */
export function whatsappCode(name: string, locale = 'en_US', code: string) {
  const parameters = [{ type: 'text', text: code }];
  return {
    name,
    language: { policy: 'deterministic', code: locale },
    components: [
      { type: 'body', parameters },
      { type: 'button', sub_type: 'url', index: '0', parameters },
    ],
  };
}
