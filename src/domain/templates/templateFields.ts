import { type TemplateRequest, templateTypes } from '../../contract/templates/template.ts';
import type { Channel } from '../messages/message.ts';
import { type Fault, fault } from '../values/fault.ts';
import { hasLostLetters } from '../values/lostLetters.ts';
import type { MessageTemplate, Texts } from './template.ts';
import { Problems, type TextRules, textProblems } from './textRules.ts';
import { changedTranslations } from './translations.ts';

/** The fields of a template that an administrator sets. */
export type TemplateFields = Pick<MessageTemplate, 'name' | 'type' | 'texts' | 'translations'>;

/**
 * The template a request asks for, or everything that is wrong with it at once. With `before` it is a partial update:
 * what has no value stays, translations are merged (fact 174).
 */
export function templateFields(
  channel: Channel,
  request: TemplateRequest,
  rules: TextRules,
  before?: TemplateFields,
): TemplateFields | Fault {
  const problems = new Problems();
  const type = request.type || before?.type || templateTypes[channel];
  if (channel !== 'sms' && type !== templateTypes[channel]) {
    problems.add('type', `The only type of ${channel} templates is ${templateTypes[channel]}.`);
  } else if (type.length > 100 || /\p{Cc}/u.test(type) || hasLostLetters(type)) {
    problems.add('type', 'At most 100 printable characters');
  }
  const name = (request.name ?? before?.name ?? '').trim();
  if (name === '') problems.add('name', 'The field cannot be left blank');
  else if (name.length > 50) problems.add('name', 'At most 50 characters');
  else if (/\p{Cc}/u.test(name) || hasLostLetters(name)) problems.add('name', 'Printable characters only');

  const texts = textsOf(request, before?.texts);
  textProblems(channel, texts, rules, problems);
  const translations = changedTranslations(request.translations ?? {}, before?.translations ?? {}, textsOf, problems);
  for (const [language, translation] of Object.entries(translations)) {
    textProblems(channel, translation, rules, problems, `translations.${language}`);
  }

  const [subject] = problems.fields;
  if (subject !== undefined) return fault('validation', { subject }).because(...problems.causes);
  return { name, type, texts, translations };
}

interface GivenTexts {
  readonly template?: string | null;
  readonly subject?: string | null;
  readonly html?: string | null;
}

/** The given text, else the former one; an empty HTML is none. */
function textsOf({ template, subject, html }: GivenTexts, before?: Texts): Texts {
  const said = { template: template ?? before?.template ?? '' };
  const about = subject ?? before?.subject;
  const marked = html ?? before?.html;
  return { ...said, ...(about !== undefined && { subject: about }), ...(marked && { html: marked }) };
}
