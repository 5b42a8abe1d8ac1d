import { type TemplateResource, templateTypes } from '../../contract/templates/template.ts';
import type { Channel } from '../../domain/messages/message.ts';
import { defaultTexts } from '../../domain/templates/defaultTexts.ts';
import { DEFAULT_TEMPLATE, type MessageTemplate, type Texts } from '../../domain/templates/template.ts';
import { timestamp } from '../shared/timestamp.ts';

/** The default template, listed first though it is not stored: made and changed at this moment (fact 171). */
export const defaultTemplate = (channel: Channel, now: Temporal.Instant): MessageTemplate => ({
  id: DEFAULT_TEMPLATE,
  channel,
  name: 'Default',
  texts: defaultTexts(channel, 'verify'),
  translations: {},
  created: now,
  lastUpdated: now,
  version: 0,
});

/** A template as the wire shows it (fact 172): a translation is a text, or for e-mails an object of texts. */
export function describeTemplate<C extends Channel>(channel: C, template: MessageTemplate): TemplateResource<C> {
  const { id, name, type = templateTypes[channel], texts } = template;
  const shown = (translation: Texts) => (channel === 'email' ? translation : translation.template);
  const translations = Object.entries(template.translations).map(([language, said]) => [language, shown(said)]);
  const resource = {
    id,
    name,
    type,
    ...texts,
    created: timestamp(template.created),
    lastUpdated: timestamp(template.lastUpdated),
    ...(translations.length > 0 && { translations: Object.fromEntries(translations) }),
  };
  // Which members the texts have is the channel's affair, and was checked when they came in.
  return resource as unknown as TemplateResource<C>;
}
