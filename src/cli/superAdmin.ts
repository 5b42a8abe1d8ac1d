import { ConfigError } from '../config.ts';
import type { Principal } from '../contract/access/principal.ts';
import { tokenDigest } from '../crypto/tokens.ts';
import { tokenGrant, tokenWorks } from '../domain/access/tokenGrant.ts';
import type { Store } from '../store/store.ts';

/** Says for whose commands COFACTOR_TOKEN is needed, for `--help`. */
export const TOKEN_HELP =
  '\nNeeds COFACTOR_TOKEN: an API token that has the role SUPER_ADMIN, and is not limited to scopes or networks.';

/** The principal of an API token on the command line, which must be one of a SUPER_ADMIN without further limits. */
export async function superAdmin(
  { tokens }: Pick<Store, 'tokens'>,
  secret: string | undefined,
  now: Temporal.Instant,
): Promise<Principal> {
  if (!secret) throw new ConfigError('COFACTOR_TOKEN is not set; it must hold an API token of a SUPER_ADMIN');
  const found = await tokens.presented(tokenDigest(secret));
  if (!found || !tokenWorks(found, now)) throw new ConfigError('COFACTOR_TOKEN is no API token that works here');
  const { token } = found;
  const { roles = [], scopes } = tokenGrant(found);
  // Nobody can tell here from which address it is used.
  if (!roles.includes('SUPER_ADMIN') || scopes || token.networks) {
    throw new ConfigError(
      `the API token ${token.id} may not do this: it takes one with the role SUPER_ADMIN that is not limited to scopes or networks`,
    );
  }
  return {
    kind: 'apiToken',
    id: token.id,
    roles,
    ...(token.ownerId !== undefined && { userId: token.ownerId }),
  };
}
