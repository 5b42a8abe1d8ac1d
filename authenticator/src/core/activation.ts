/** The content of an activation link: the service, the factor, and the token that lets one device join, once. */
export interface Activation {
  /** The public URL of the service: what comes before `/authenticator/`. */
  readonly base: string;
  readonly userId: string;
  readonly factorId: string;
  readonly token: string;
}

const PATH = '/authenticator/';
const FRAGMENT = /^#\/activate\/([\w-]{1,64})\/([\w-]{1,64})\/([\w-]{16,128})$/;

/** Reads an activation link, as it is typed, pasted, scanned or opened; undefined when it is none. */
export function readActivation(text: string): Activation | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 2048 || !URL.canParse(trimmed)) return undefined;
  const { protocol, origin, pathname, hash } = new URL(trimmed);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const [, userId, factorId, token] = FRAGMENT.exec(hash) ?? [];
  if (!userId || !factorId || !token || !pathname.endsWith(PATH)) return undefined;
  return { base: origin + pathname.slice(0, -PATH.length), userId, factorId, token };
}

/** The service that an address of this app belongs to. */
export function baseOf({ origin, pathname }: { readonly origin: string; readonly pathname: string }): string {
  return origin + pathname.slice(0, Math.max(0, pathname.lastIndexOf(PATH)));
}
