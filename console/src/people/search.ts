import type { Operations } from '@cofactor/client';

/** Every status of a user, in the order of a life. */
export const statuses = [
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
] as const;
export type UserStatus = (typeof statuses)[number];

/** The search for people as the address of the page has it. */
export interface PeopleSearch {
  readonly q?: string;
  readonly status?: UserStatus;
}

type Query = Operations['listUsers']['request'];

/** The search in an address that anybody may have typed. */
export function searchOf({ q, status }: Readonly<Record<string, unknown>>): PeopleSearch {
  const known = statuses.find((one) => one === status);
  return { ...(typeof q === 'string' && q !== '' && { q: q.slice(0, 200) }), ...(known && { status: known }) };
}

const USER_ID = /^00u[0-9A-Za-z]{17}$/;
const PHONE = /^(\d{4}|\+?[\d ()/.-]{7,30})$/;

/** Whether the words name one person, so that the status does not matter. */
export const isExact = (words: string): boolean => USER_ID.test(words) || PHONE.test(words);

/** The query of the API for what was typed: an id, a phone or its last digits, or the beginnings of names and logins. */
export function queryOf({ q = '', status }: PeopleSearch): Query {
  const words = q.trim().replaceAll(/\s+/g, ' ');
  if (USER_ID.test(words)) return { filter: `id eq "${words}"` };
  if (PHONE.test(words)) return { phone: words };
  if (words === '') return status === undefined ? {} : { filter: `status eq "${status}"` };
  const named = namedBy(words);
  return { search: status === undefined ? named : `(${named}) and status eq "${status}"` };
}

/** The SCIM expression (RFC 7644 section 3.4.2.2) for beginnings of a name or a login, and for two names in either order. */
function namedBy(words: string): string {
  const starts = (attribute: string, text: string) => `profile.${attribute} sw ${JSON.stringify(text)}`;
  const [first = '', ...rest] = words.split(' ');
  const both = rest.join(' ');
  const pairs =
    both === ''
      ? []
      : [
          `(${starts('firstName', first)} and ${starts('lastName', both)})`,
          `(${starts('lastName', first)} and ${starts('firstName', both)})`,
        ];
  return [...['login', 'email', 'firstName', 'lastName'].map((attribute) => starts(attribute, words)), ...pairs].join(
    ' or ',
  );
}
