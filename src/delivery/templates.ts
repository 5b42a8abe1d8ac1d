import type { Message } from '../domain/message.ts';

/** The built-in wording (fact 171). */
const DEFAULT_SMS = 'Your verification code is ${code}.';

/** The text of a message. A function as replacement: a code is never read as a pattern. */
export function render({ values }: Message): string {
  return DEFAULT_SMS.replace('${code}', () => values.code);
}
