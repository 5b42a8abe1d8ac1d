import { mailboxOf } from '../values/emailAddress.ts';
import { loginKey } from './login/login.ts';
import type { UserProfile } from './user.ts';

/** The marks by which a person who is created again is the one who was deleted: login and e-mail address. */
export const marksOf = ({ login, email }: Pick<UserProfile, 'login' | 'email'>): readonly string[] => [
  `login:${loginKey(login)}`,
  ...(typeof email === 'string' && email.includes('@') ? [`email:${mailboxOf(email)}`] : []),
];

/** The mark of a number that has proved to be the person's. */
export const markOfPhone = (e164: string): string => `phone:${e164}`;
