import { fault } from '../../domain/values/fault.ts';
import { sameSecret } from '../../domain/values/sameSecret.ts';
import type { Authenticate } from './auth.ts';

/** The caller that the log names when a hook of ours is called with its secret. */
const HOOK_CALLER = 'okta-telephony-hook';

/**
 * Lets in whoever sends the configured secret as the whole `Authorization` header, as an Okta org's telephony hook
 * does, or an API token. The secret opens nothing else: what is given to another service should be good for no more.
 */
export function createHookAuthenticate(authenticate: Authenticate, secret: string | undefined): Authenticate {
  return async (authorization, connection, addressOf) => {
    if (secret !== undefined && authorization !== undefined && sameSecret(secret, authorization)) {
      return { kind: 'hook', id: HOOK_CALLER, scopes: ['cofactor.messages.send'] };
    }
    if (/^SSWS/i.test(authorization ?? '')) return authenticate(authorization, connection, addressOf);
    throw fault('invalidToken').because(
      secret !== undefined
        ? 'Send the value of COFACTOR_OKTA_HOOK_SECRET, or SSWS and an API token, as the Authorization header.'
        : 'Set COFACTOR_OKTA_HOOK_SECRET and send its value, or SSWS and an API token, as the Authorization header.',
    );
  };
}
