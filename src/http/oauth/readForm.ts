import { OauthFault } from '../../domain/oauth/oauthFault.ts';

/**
 * Reads the parameters of a token request (RFC 6749 section 4.4.2), each name once (section 3.2). Okta's SDK for Go 2 sends them
 * as a query, and that for Python 2 all but the assertion, which Okta takes.
 */
export function readForm(body: unknown, query: string): ReadonlyMap<string, string> {
  const form = new Map<string, string>();
  for (const text of [query, typeof body === 'string' ? body : '']) {
    for (const [name, value] of new URLSearchParams(text)) {
      if (form.has(name)) throw new OauthFault('malformedRequest');
      form.set(name, value);
    }
  }
  return form;
}
