import { hash } from 'node:crypto';
import type { LinkPurpose, PasswordLink, User, UserStatus } from './user.ts';

/** A link's lifetime: Okta's defaults of seven days for activations and one hour for resets. */
const lifetimes: Readonly<Record<LinkPurpose, Temporal.Duration>> = {
  activate: Temporal.Duration.from({ hours: 24 * 7 }),
  reset: Temporal.Duration.from({ hours: 1 }),
  forgot: Temporal.Duration.from({ hours: 1 }),
};

/** The paths of links, as Okta's recorded ones have them (fact 165); clients read the token out of them. */
const paths: Readonly<Record<LinkPurpose, (token: string) => string>> = {
  activate: (token) => `/tokens/${token}/verify`,
  reset: (token) => `/reset_password/${token}`,
  forgot: (token) => `/reset_password/${token}`,
};

/** SHA-256 of a token; its 256 random bits make a slow hash needless. */
export const linkDigest = (token: string): string => hash('sha256', token, 'base64url');

/** A new link, its token and the path that holds it; the token is told once and not kept. */
export function newLink(
  purpose: LinkPurpose,
  random: (bytes: number) => Uint8Array,
  now: Temporal.Instant,
): { readonly link: PasswordLink; readonly token: string; readonly path: string } {
  const token = random(32).toBase64({ alphabet: 'base64url', omitPadding: true });
  const link = { digest: linkDigest(token), purpose, expires: now.add(lifetimes[purpose]) };
  return { link, token, path: paths[purpose](token) };
}

const usable: ReadonlySet<UserStatus> = new Set(['PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED']);

/** Whether a user may set a password by the link they have: it is alive, and so is the user. */
export const linkWorks = ({ link, status }: User, now: Temporal.Instant): boolean =>
  link !== undefined && usable.has(status) && now.epochMilliseconds < link.expires.epochMilliseconds;
