import { addressOf, isLocalhost } from '../values/network.ts';

/** The relying party and its pages: credentials made for it answer to nobody else (WebAuthn section 5.1). */
export interface RelyingParty {
  /** The RP id, a domain. */
  readonly id: string;
  readonly origins: readonly string[];
}

/** A page on this machine, on any port: what developers work with. */
const ANY_LOCALHOST = ['http://localhost:*', 'https://localhost:*'] as const;

const APP = /^android:apk-key-hash:[\w-]{43}$/;

/** The configuration of the process. */
export interface FidoDefaults {
  readonly rpId: string;
  readonly origins: readonly string[];
}

/**
 * Whose keys they are where nobody has said: of the site this service is a part of. Browsers know no keys of addresses.
 */
export function relyingPartyOf(publicUrl: string, { rpId, origins }: Partial<FidoDefaults> = {}): RelyingParty {
  const { hostname, origin } = new URL(publicUrl);
  const local = isLocalhost(hostname);
  return { id: rpId ?? (local ? 'localhost' : hostname), origins: origins ?? (local ? ANY_LOCALHOST : [origin]) };
}

/** Whether a page of this origin may ask for keys. */
export function isAllowed(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((one) =>
    one.endsWith(':*') ? origin === one.slice(0, -2) || isPortOf(origin, one.slice(0, -1)) : one === origin,
  );
}

const isPortOf = (origin: string, site: string): boolean =>
  origin.startsWith(site) && /^\d{1,5}$/.test(origin.slice(site.length));

/** The fault of an origin that an administrator wants to allow; undefined when it has none. */
export function wrongOrigin(origin: string): string | undefined {
  if (APP.test(origin) || (ANY_LOCALHOST as readonly string[]).includes(origin)) return undefined;
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && /(^|\.)localhost$/.test(url.hostname));
  if (secure && url?.origin === origin && addressOf(url.hostname) === undefined) return undefined;
  return 'send https://HOST or https://HOST:PORT without a path (http only for localhost), http://localhost:* or android:apk-key-hash:…';
}

/** Whether this could be an RP id: a domain. An address is none. */
export const isRpId = (id: string): boolean =>
  id.length <= 253 && /^([a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}$/.test(id) && !/(^|\.)\d+$/.test(id);

/**
 * Whether browsers let pages of an origin use an RP id: it is their host, or what that ends with (HTML, registrable domain
 * suffix). That a suffix like `co.uk` belongs to nobody only browsers know.
 */
export function fits(id: string, origin: string): boolean {
  const [, host] = /^https?:\/\/([^/:]+)/.exec(origin) ?? [];
  return host !== undefined && (host === id || (id.includes('.') && host.endsWith(`.${id}`)));
}
