/** The kinds of access tokens: plain ones, and those that are bound to a key (RFC 9449). */
export type Mode = 'Bearer' | 'DPoP';

/** Whether a client gets by in a mode; a sentence says why not, or why only where the URL of the service has no port. */
export type Outcome = 'works' | { readonly fails: string } | { readonly withoutPort: string };

/**
 * Calls that an SDK makes without its access token. Okta's OpenAPI document names no scope for the list of questions (fact 40),
 * and the code that is generated from it for Java sends API tokens alone.
 */
export const withoutToken: Readonly<Record<string, readonly string[]>> = {
  'java-24': ['listSecurityQuestions'],
  'java-22': ['listSecurityQuestions'],
  'java-21': ['listSecurityQuestions'],
};

/**
 * The SDKs that have `authorizationMode: 'PrivateKey'`, and what is expected of each with tokens of either kind. A client
 * that is not bound gets plain tokens, whether or not its SDK sends proofs.
 */
export const oauthModes: Readonly<Record<string, Readonly<Partial<Record<Mode, Outcome>>>>> = {
  'node-8': { Bearer: 'works', DPoP: 'works' },
  'node-7': { Bearer: 'works', DPoP: 'works' },
  'node-6': { Bearer: 'works', DPoP: { fails: 'The SDK sends no proofs' } },
  'node-4': { Bearer: 'works', DPoP: { fails: 'The SDK sends no proofs' } },
  'python-3': { Bearer: 'works', DPoP: 'works' },
  'python-2': { Bearer: 'works', DPoP: { fails: 'The SDK sends no proofs' } },
  'go-6': { Bearer: 'works', DPoP: { withoutPort: 'The SDK drops the port of the URL in its proofs' } },
  'go-5': { Bearer: 'works', DPoP: { withoutPort: 'The SDK drops the port of the URL in its proofs' } },
  'go-2': { Bearer: 'works', DPoP: { fails: 'The SDK sends no proofs' } },
  'java-24': { Bearer: 'works', DPoP: 'works' },
  'java-22': { Bearer: 'works', DPoP: 'works' },
  'java-21': { Bearer: 'works', DPoP: 'works' },
};
