import { OauthFault } from '../../domain/oauth/oauthFault.ts';

/**
 * Reads the parameters of a token request (RFC 6749 section 4.4.2). Okta's SDK for Python 2 sends them as the query of a
 * request without a body, which Okta takes; parameters in both places, or twice, are refused (section 3.2).
 */
export function readForm(body: unknown, query: string): ReadonlyMap<string, string> {
  const text = typeof body === 'string' && body !== '' ? body : undefined;
  if (text !== undefined && query !== '') throw new OauthFault('malformedRequest');
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text ?? query)) {
    if (form.has(name)) throw new OauthFault('malformedRequest');
    form.set(name, value);
  }
  return form;
}
