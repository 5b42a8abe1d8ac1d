import type { Limit } from './budgets.ts';

/** Beginnings of keys that a user's id follows, of budgets and of what is remembered. */
const ofUsers = [
  ...['activate:', 'activate:ceiling:'],
  ...['guess:challenge:', 'guess:long:', 'guess:own:', 'guess:password:', 'guess:passwords:', 'guess:question:'],
  ...['guess:pool:device:', 'guess:pool:known:', 'guess:pool:strangers:', 'guess:user:'],
  ...['mail:code:', 'mail:notice:', 'mail:password:'],
  ...['push:', 'push:daily:', 'push:denied:', 'push:hourly:', 'push:not-me:'],
  ...['signin:', 'spray:', 'user:'],
] as const;

/** Beginnings of keys that a factor's id follows. */
const ofFactors = ['guess:factor:', 'half:'] as const;

/** The beginnings of all keys that a user's or a factor's id leads to. */
export const beginningsOf = (userId: string, factorIds: readonly string[]): readonly string[] => [
  ...ofUsers.map((family) => family + userId),
  ...factorIds.flatMap((id) => ofFactors.map((family) => family + id)),
];

/** Whether a key is one with this beginning: no id that is longer. */
export const beginsWithId = (key: string, beginning: string): boolean =>
  key.startsWith(beginning) && ['', ':', '@'].includes(key.slice(beginning.length, beginning.length + 1));

const PLACE = '{user}';
/** Budgets of one code, and notes that a sign-in was used: nothing of a user who is created anew. */
const PASSING = /^(?:guess:challenge|signin):/;

/**
 * The key under which a budget waits for a user who is created again: without the user's id. Undefined for a budget of one
 * requester, in whose name an address is (all strangers and all unnamed callers have names in common), and for what ends with
 * a factor or a code. Whatever one requester has used up counts in a budget of all of them too, and that one stays.
 */
export function leftKey(key: Limit['key'], userId: string): string | undefined {
  if (!key.includes(userId) || PASSING.test(key)) return undefined;
  const [, requester = ''] = /@(.*)$/.exec(key) ?? [];
  return requester === '' || requester === 'stranger' ? key.replace(userId, PLACE) : undefined;
}

/** The key of a budget that waited, for a user. */
export const keyFor = (left: string, userId: string): string => left.replace(PLACE, userId);
