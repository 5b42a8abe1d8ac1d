import type { FastifyInstance } from 'fastify';
import { scopeNames } from '../../contract/access/scopes.ts';
import { signingAlgorithms } from '../../domain/oauth/algorithms.ts';
import { TOKEN_PATH } from '../../operations/oauth/authenticateClient.ts';
import type { Services } from '../../operations/shared/services.ts';

const KEYS_PATH = '/oauth2/v1/keys';
const METADATA_PATH = '/.well-known/oauth-authorization-server';

/** The key set that access tokens are signed by, and what the authorization server can do (RFC 8414). */
export function addOauthMetadata(app: FastifyInstance, { links, signingKeys }: Services): void {
  app.get(KEYS_PATH, async (_request, reply) => {
    const keys = (await signingKeys.published()).map((key) => ({ ...key, use: 'sig' }));
    // Keys are published a day before they sign, so that an hour is no risk.
    return reply.header('cache-control', 'max-age=3600, must-revalidate').send({ keys });
  });
  app.get(METADATA_PATH, async (_request, reply) =>
    reply.header('cache-control', 'max-age=3600, must-revalidate').send({
      issuer: links.absolute(''),
      token_endpoint: links.absolute(TOKEN_PATH),
      jwks_uri: links.absolute(KEYS_PATH),
      response_types_supported: [],
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: signingAlgorithms,
      dpop_signing_alg_values_supported: signingAlgorithms,
      scopes_supported: scopeNames,
    }),
  );
}
