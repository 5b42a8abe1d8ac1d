import type { HeldSession } from '../../domain/access/session.ts';
import type { OpenIdProvider, SignInSecrets } from '../../domain/signin/openIdProvider.ts';
import { hasEnded } from '../../domain/values/lifetime.ts';
import { isLoopback } from '../../domain/values/network.ts';
import { sameSecret } from '../../domain/values/sameSecret.ts';
import type { Services } from '../shared/services.ts';
import { isFirstUse } from './signInState.ts';

/** The callback's path: the address to register at the provider. */
export const CALLBACK_PATH = '/admin/signin/openid/callback';

/**
 * The callback as the provider knows it. A service that has no other name than an address of its own machine is `localhost`
 * there, as it is to the pages: browsers have keys and cookies for one name and not for the other.
 */
export function callbackUrl({ links }: Pick<Services, 'links'>): URL {
  const url = new URL(links.absolute(CALLBACK_PATH));
  if (isLoopback(url.hostname)) url.hostname = 'localhost';
  return url;
}

const PURPOSE = 'admin sign-in at provider';
/** The time somebody has at the provider. */
export const AT_PROVIDER = Temporal.Duration.from({ minutes: 10 });

/** A sign-in while its person is at the provider; the browser keeps it in a cookie, sealed. */
export interface Begun extends SignInSecrets {
  readonly since: string;
  /** The session of who signs in once more, and its person. */
  readonly again?: { readonly sessionId: string; readonly userId: string };
}

/** The address to go to, and what the browser has to bring back from there. */
interface Started {
  readonly location: string;
  readonly sealed: string;
}

/**
 * Begins a sign-in at the provider; with a session that of its person once more, whom the provider is to ask anew. Throws
 * `ProviderFailure`.
 */
export async function beginAtProvider(
  services: Services,
  provider: OpenIdProvider,
  held: HeldSession | undefined,
): Promise<Started> {
  const secret = () => services.random(32).toBase64({ alphabet: 'base64url', omitPadding: true });
  const secrets: SignInSecrets = { state: secret(), nonce: secret(), verifier: secret() };
  const begun: Begun = {
    ...secrets,
    since: services.now().toString(),
    ...(held && { again: { sessionId: held.session.id, userId: held.session.userId } }),
  };
  const location = await provider.signInUrl(secrets, callbackUrl(services).href, held !== undefined);
  return { location, sealed: services.seals.seal(begun, PURPOSE) };
}

/**
 * The sign-in that a callback belongs to: begun by this browser, not over, and not come back before. Undefined for any other:
 * somebody else's callback would sign this browser in as them (RFC 6749 section 10.12).
 */
export async function takeBegun(
  services: Services,
  sealed: string | undefined,
  callback: URL,
): Promise<Begun | undefined> {
  const begun = openBegun(services, sealed);
  const [state, another] = callback.searchParams.getAll('state');
  if (!begun || state === undefined || another !== undefined || !sameSecret(begun.state, state)) return undefined;
  const until = Temporal.Instant.from(begun.since).add(AT_PROVIDER);
  if (hasEnded(until, AT_PROVIDER, services.now())) return undefined;
  return (await isFirstUse(services, `signin:openid:${begun.state}`, AT_PROVIDER)) ? begun : undefined;
}

function openBegun({ seals }: Services, sealed: string | undefined): Begun | undefined {
  if (sealed === undefined) return undefined;
  try {
    return seals.open(sealed, PURPOSE) as Begun;
  } catch {
    return undefined;
  }
}
