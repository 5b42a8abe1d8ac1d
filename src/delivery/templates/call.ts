import type { Message } from '../../domain/message.ts';

/** What a voice says: digit by digit, or it would read a number in the millions; twice, for those without a pen. */
export function callText({ values }: Message): string {
  const digits = [...values.code].join(', ');
  return `Your verification code is ${digits}. Again: ${digits}.`;
}
