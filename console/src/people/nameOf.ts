import type { User } from '@cofactor/client';

/** The name of a person, or the login of one who has none. */
export const nameOf = ({ profile: { firstName, lastName, login } }: Pick<User, 'profile'>): string =>
  [firstName, lastName].filter((part) => part).join(' ') || login;
