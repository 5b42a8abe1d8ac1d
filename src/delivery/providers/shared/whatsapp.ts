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
