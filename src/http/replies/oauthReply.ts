import { oauthErrors } from '../../contract/oauth/oauthErrors.ts';
import type { AccessRefused } from '../../domain/oauth/accessRefused.ts';
import { signingAlgorithms } from '../../domain/oauth/algorithms.ts';
import type { OauthFault } from '../../domain/oauth/oauthFault.ts';
import { fault } from '../../domain/values/fault.ts';
import { envelope } from './errors.ts';
import { jsonReply, type WireReply } from './wireReply.ts';

const described = (description: string, hint: string | undefined): string =>
  hint === undefined ? description : `${description} ${hint}`;

/** The refusal of the token endpoint (RFC 6749 section 5.2; fact 129). */
export function oauthReply({ error: name, hint }: OauthFault): WireReply {
  const { status, error, description } = oauthErrors[name];
  return {
    ...jsonReply(status, { error, error_description: described(description, hint) }),
    errorCode: error,
  };
}

/** The place that a request with an access token was sent to. */
interface Asked {
  /** The public URL of the service. */
  readonly base: string;
  readonly path: string;
}

/**
 * The refusal of a request with an access token (RFC 6750 section 3, RFC 9449 section 7.1): without a body where a scope is
 * missing (fact 124), with Okta's envelope where another token is needed, else as the token endpoint refuses.
 */
export function challengeReply(refused: AccessRefused, asked: Asked): WireReply {
  const { status, error, description } = oauthErrors[refused.error];
  const headers = { 'www-authenticate': challenge(refused, asked) };
  const errorCode = error;
  if (refused.error === 'insufficientScope') return { status, headers, errorCode };
  const body =
    refused.error === 'tokenOver'
      ? envelope(fault('invalidToken').because(described(description, refused.hint)))
      : { error, error_description: described(description, refused.hint) };
  return { ...jsonReply(status, body, headers), errorCode };
}

/** `WWW-Authenticate` as recorded at Okta, `http:` included (fact 124); with DPoP the algorithms of proofs (fact 244). */
function challenge({ error: name, scheme, scope }: AccessRefused, { base, path }: Asked): string {
  const { error, description } = oauthErrors[name];
  const host = base.replace(/^https:/, 'http:');
  const parts = [
    ...(scheme === 'DPoP' ? [['algs', signingAlgorithms.join(' ')] as const] : []),
    ['authorization_uri', `${host}/oauth2/v1/authorize`],
    ['realm', host],
    ...(scope === undefined ? [] : [['scope', scope] as const]),
    ['error', error],
    ['error_description', description],
    ['resource', path],
  ] as const;
  return `${scheme} ${parts.map(([key, value]) => `${key}="${quotable(value)}"`).join(', ')}`;
}

/** Text that can stand between quotation marks (RFC 9110 section 5.6.4). */
const quotable = (text: string): string => text.replace(/[^\x20-\x7e]|["\\]/g, (letter) => encodeURIComponent(letter));
