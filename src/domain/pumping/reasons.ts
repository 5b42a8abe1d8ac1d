/** Why the guard keeps a message back, in words for the caller and for people who help users; and what helps. */
export const blockReasons = {
  INVALID_NUMBER: {
    text: 'No such phone number is in use',
    next: 'check the number with the user and enroll again with the right one',
  },
  COSTLY_NUMBER: {
    text: 'The number is of a kind that nobody gets codes at: premium rate, shared cost, toll-free, follow-me, a pager or a mailbox',
    next: 'ask the user for a mobile or landline number',
  },
  COUNTRY_NOT_ALLOWED: {
    text: 'Messages to the country of this number are not allowed here',
    next: 'let the user enroll a factor that needs no phone, or have the administrator add the country to --countries',
  },
  NUMBER_LIMIT: {
    text: 'Many messages went to this number and none of their codes came back',
    next: 'check with the user that the number is right; typing the code of the last message ends the pause',
  },
  NUMBER_DAILY_LIMIT: {
    text: 'The number has had as many messages as one may get in a day',
    next: 'use another factor for today',
  },
  USER_LIMIT: {
    text: 'Many messages were sent for this user and none of their codes came back',
    next: 'check with the user that the number is right; typing the code of the last message ends the pause',
  },
  ADDRESS_LIMIT: {
    text: 'Many messages to new numbers were asked for from this address, and hardly any code came back',
    next: 'try from another network, or later',
  },
  ONE_ADDRESS_LIMIT: {
    text:
      'Many messages to new numbers were asked for from one address, and hardly any code came back; the caller has named ' +
      'no other end-user address, so it is probably that of a proxy or of the caller itself, and counts for everybody',
    next: 'have the caller send the address of its end user as X-Forwarded-For, and the administrator name proxies with --trusted-proxies',
  },
  PREFIX_UNVERIFIED: {
    text: 'New numbers that begin like this one are paused: of the codes sent to them hardly any came back',
    next: 'try again later, or use a factor that needs no phone',
  },
  RANGE_UNVERIFIED: {
    text: 'New numbers of this range are paused: of the codes sent to them hardly any came back',
    next: 'try again later, or use a factor that needs no phone',
  },
  COUNTRY_UNVERIFIED: {
    text: 'New numbers of this country are paused: of the codes sent to them hardly any came back',
    next: 'try again later, or use a factor that needs no phone',
  },
  DAILY_BUDGET: {
    text: 'All messages that this service may send in a day have been sent',
    next: 'have the administrator raise perDay, or use a factor that needs no phone',
  },
} as const satisfies Record<string, { readonly text: string; readonly next: string }>;

export type BlockReason = keyof typeof blockReasons;

export const isBlockReason = (text: string): text is BlockReason => Object.hasOwn(blockReasons, text);
