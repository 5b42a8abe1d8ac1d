/** Budgets and remembered facts of one phone number (or the beginning of one), one e-mail address or one network. */
export const addressFamilies = [
  ...(['address', 'answered', 'call', 'daily', 'email', 'network'] as const),
  ...(['number', 'prefix', 'range', 'sms'] as const),
] as const;

/**
 * Families whose keys have nothing in them but our ids, countries, digests and, behind the id of a user or a factor, the
 * names of requesters: those go with the user (`userKeys.ts`). Only these are kept in clear: a family that is in neither
 * list is taken for one of addresses.
 */
export const plainFamilies: readonly string[] = [
  'activate',
  'assertion',
  'country',
  'device',
  'dpop',
  'guess',
  'half',
  'mail',
  'push',
  'sent',
  'signin',
  'spray',
  'statement',
  'test',
  'user',
];

/**
 * The key of a budget that is a number's, an e-mail address's or a network's own. The store keeps no such key as it is, but its keyed
 * hash; every key with an address in it must be made here. `more` is what it is kept apart by besides.
 */
export const addressKey = (family: (typeof addressFamilies)[number], address: string, more = ''): string =>
  `${family}:${address}${more}`;

/** Whether a number, an e-mail address or a network may stand in a key that no user's id leads to. */
export const mayHaveAddress = (key: string): boolean =>
  !plainFamilies.includes(key.slice(0, Math.max(0, key.indexOf(':'))));
