/** Budgets and remembered facts of one phone number (or the beginning of one), or of one e-mail address. */
export const addressFamilies = ['answered', 'call', 'daily', 'email', 'number', 'prefix', 'range', 'sms'] as const;

/**
 * Families whose keys have nothing in them but our ids, countries, networks, digests and the names of requesters. Only these
 * are kept in clear: a family that is in neither list is taken for one of addresses.
 */
export const plainFamilies: readonly string[] = [
  'activate',
  'address',
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
 * The key of a budget that is a number's or an e-mail address's own. The store keeps no such key as it is, but its keyed
 * hash; every key with an address in it must be made here. `more` is what it is kept apart by besides.
 */
export const addressKey = (family: (typeof addressFamilies)[number], address: string, more = ''): string =>
  `${family}:${address}${more}`;

/** Whether a number or an e-mail address may stand in a key. */
export const mayHaveAddress = (key: string): boolean =>
  !plainFamilies.includes(key.slice(0, Math.max(0, key.indexOf(':'))));
