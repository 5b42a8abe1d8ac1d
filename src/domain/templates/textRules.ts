import type { Channel } from '../messages/message.ts';
import { SMS_LENGTH } from './chooseWording.ts';
import { lengthToCode, macrosIn, macrosOf } from './macros.ts';
import type { Texts } from './template.ts';

/** The values that are filled in when a text is measured. */
export interface TextRules {
  readonly orgName: string;
  /** Digits. */
  readonly codeLength: number;
}

/** Everything that is wrong with a request, field by field. */
export class Problems {
  readonly causes: string[] = [];
  /** The field of the request itself: `translations`, not `translations.fr`. */
  readonly fields: string[] = [];

  add(field: string, problem: string): void {
    this.causes.push(`${field}: ${problem}`);
    this.fields.push(field.split('.', 1)[0] ?? field);
  }
}

/** Characters (UTF-16 units, as phones count them); the first is Okta's (fact 177). */
const LONGEST: Readonly<Record<Channel, number>> = { sms: 161, call: 1_000, email: 10_000 };
const LONGEST_SUBJECT = 200;
const LONGEST_HTML = 100_000;
const CODE = `\${code}`;

/** The faults of one language of a template; `within` is the translation's field. */
export function textProblems(
  channel: Channel,
  { template, subject, html }: Texts,
  { orgName, codeLength }: TextRules,
  problems: Problems,
  within?: string,
): void {
  // A translation of a text message is its text, without a member of its own.
  const at = (field: string) => (within === undefined ? field : channel === 'email' ? `${within}.${field}` : within);
  const body = (field: string, text: string, longest: number) => {
    if (!checked(channel, at(field), text, longest, problems)) return;
    if (!text.includes(CODE)) problems.add(at(field), `${CODE} is missing: that is where the code goes`);
  };

  body('template', template, LONGEST[channel]);
  const end = lengthToCode(template, { code: '0'.repeat(codeLength), 'org.name': orgName });
  if (channel === 'sms' && template.includes(CODE) && end > SMS_LENGTH) {
    const where = `where the organization's name is ${orgName} it ends at character ${end}`;
    problems.add(at('template'), `The code must come within the first ${SMS_LENGTH} characters; ${where}`);
  }
  if (channel !== 'email') return;
  const title = subject ?? '';
  if (checked(channel, at('subject'), title, LONGEST_SUBJECT, problems)) {
    if (/\p{Cc}/u.test(title)) problems.add(at('subject'), 'One line without control characters');
    if (title.includes(CODE)) problems.add(at('subject'), `${CODE} must not be here: locked screens show subjects`);
  }
  if (html !== undefined) body('html', html, LONGEST_HTML);
}

function checked(channel: Channel, field: string, text: string, longest: number, problems: Problems): boolean {
  const before = problems.causes.length;
  if (text.trim() === '') problems.add(field, 'The field cannot be left blank');
  if (text.length > longest) problems.add(field, `At most ${longest} characters, not ${text.length}`);
  if (/[^\P{Cc}\t\r\n]/u.test(text) || !text.isWellFormed()) problems.add(field, 'No control characters');
  const known: readonly string[] = macrosOf[channel];
  const unknown = macrosIn(text).filter((name) => !known.includes(name));
  for (const name of unknown) {
    const names = known.map((macro) => `\${${macro}}`).join(', ');
    problems.add(field, `\${${name.slice(0, 50)}} is not known; there are ${names}`);
  }
  return problems.causes.length === before;
}
