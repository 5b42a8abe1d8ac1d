import type { Message } from '../../domain/message.ts';

/** A text message, in Okta's own words (fact 171). */
export const smsText = ({ values: { code } }: Message): string => `Your verification code is ${code}.`;
