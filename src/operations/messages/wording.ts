import type { Message } from '../../domain/messages/message.ts';
import { chooseWording } from '../../domain/templates/chooseWording.ts';
import { DEFAULT_TEMPLATE, type Wording } from '../../domain/templates/template.ts';
import type { Services } from '../shared/services.ts';

/** The words of a message that is about to be written down; nothing is looked up where the caller chose no template. */
export async function wordingOf({ store, policy }: Services, message: Message): Promise<Wording> {
  const { channel, templateId = DEFAULT_TEMPLATE } = message;
  const template = templateId === DEFAULT_TEMPLATE ? undefined : await store.templates.byId(channel, templateId);
  return chooseWording(message, template, policy.issuer);
}
