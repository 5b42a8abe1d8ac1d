import { hash } from 'node:crypto';
import type { LinkPurpose, PasswordLink, User, UserStatus } from './user.ts';

/** A link's lifetime: Okta's defaults of seven days for activations and one hour for resets. */
const lifetimes: Readonly<Record<LinkPurpose, Temporal.Duration>> = {
  activate: Temporal.Duration.from({ hours: 24 * 7 }),
  reset: Temporal.Duration.from({ hours: 1 }),
  forgot: Temporal.Duration.from({ hours: 1 }),
  administrator: Temporal.Duration.from({ hours: 1 }),
};

/** The paths of links, as Okta's recorded ones have them (fact 165); clients read the token out of them. */
const paths: Readonly<Record<LinkPurpose, (token: string) => string>> = {
  activate: (token) => `/tokens/${token}/verify`,
  reset: (token) => `/reset_password/${token}`,
  forgot: (token) => `/reset_password/${token}`,
  // Browsers keep what stands behind # to themselves: it is in the log of no proxy.
  administrator: (token) => `/admin/setup#${token}`,
};

/** A link of one purpose. */
export type LinkFor<Purpose extends LinkPurpose> = PasswordLink & { readonly purpose: Purpose };

/** SHA-256 of a token; its 256 random bits make a slow hash needless. */
export const linkDigest = (token: string): string => hash('sha256', token, 'base64url');

/** A new link, its token and the path that holds it; the token is told once and not kept. */
export function newLink<Purpose extends LinkPurpose>(
  purpose: Purpose,
  random: (bytes: number) => Uint8Array,
  now: Temporal.Instant,
): { readonly link: LinkFor<Purpose>; readonly token: string; readonly path: string } {
  const token = random(32).toBase64({ alphabet: 'base64url', omitPadding: true });
  const link = { digest: linkDigest(token), purpose, expires: now.add(lifetimes[purpose]) };
  return { link, token, path: paths[purpose](token) };
}

const usable: ReadonlySet<UserStatus> = new Set(['PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED']);

/** Whether the link that a user has is good for anything: it is alive, and so is the user. */
const isAlive = ({ link, status }: User, now: Temporal.Instant): boolean =>
  link !== undefined && usable.has(status) && now.epochMilliseconds < link.expires.epochMilliseconds;

/** Whether a user may set a password by the link they have. */
export const linkWorks = (user: User, now: Temporal.Instant): boolean =>
  user.link?.purpose !== 'administrator' && isAlive(user, now);

/** Whether an administrator may set a password and a factor up by the link they have. */
export const setUpLinkWorks = (user: User, now: Temporal.Instant): boolean =>
  user.link?.purpose === 'administrator' && isAlive(user, now);
