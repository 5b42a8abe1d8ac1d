import { importJWK } from 'jose/key/import';
// The library is loaded by the first sign-in: most services have no provider, and each start would wait for it.
import type * as Library from 'openid-client';
import { LONGEST } from '../../domain/access/session.ts';
import {
  type OpenIdProvider,
  type OpenIdSettings,
  ProviderFailure,
  type ProviderFailureReason,
} from '../../domain/signin/openIdProvider.ts';

/** Parts of a provider's client. */
interface Parts {
  /** With a time-out, and a bound for what it reads. */
  readonly fetch: typeof fetch;
  readonly monotonicMs: () => number;
}

/** The description of a provider is read again after this time … */
const FRESH_MS = 60 * 60_000;
/** … and where that failed, after this one; until then the one of before is used. */
const AGAIN_MS = 60_000;

/**
 * A provider by the library `openid-client`. It is asked for its description when somebody wants to sign in, and not before:
 * a provider that is down is in nobody's way. The signature of the ID token is checked as well, though it comes from the
 * provider itself.
 */
export function createOpenIdProvider(settings: OpenIdSettings, { fetch, monotonicMs }: Parts): OpenIdProvider {
  let held: { readonly configuration: Library.Configuration; until: number } | undefined;
  let pending: Promise<Library.Configuration> | undefined;

  async function discover(library: typeof Library): Promise<Library.Configuration> {
    const server = new URL(settings.issuer);
    const clientAuth = await clientAuthOf(library, settings);
    const configuration = await library.discovery(server, settings.clientId, {}, clientAuth, {
      [library.customFetch]: (url, init) => fetch(url, init as RequestInit),
      execute: [
        library.enableNonRepudiationChecks,
        // Only loopback issuers may be without TLS: the settings are refused otherwise.
        ...(server.protocol === 'http:' ? [library.allowInsecureRequests] : []),
      ],
    });
    held = { configuration, until: monotonicMs() + FRESH_MS };
    return configuration;
  }

  async function configurationOf(library: typeof Library): Promise<Library.Configuration> {
    if (held && monotonicMs() < held.until) return held.configuration;
    pending ??= discover(library).finally(() => {
      pending = undefined;
    });
    try {
      return await pending;
    } catch (error) {
      if (!held) throw failure(error, 'PROVIDER_UNREACHABLE');
      held.until = monotonicMs() + AGAIN_MS;
      return held.configuration;
    }
  }

  return {
    settings,

    async signInUrl({ state, nonce, verifier }, redirectUri, again) {
      const library = await import('openid-client');
      const configuration = await configurationOf(library);
      const url = library.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: settings.scopes.join(' '),
        state,
        nonce,
        code_challenge: await library.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        // With it a provider has to say in `auth_time` when the person was there (OpenID Connect Core, section 2).
        max_age: again ? '0' : `${LONGEST.total('seconds')}`,
        ...(again && { prompt: 'login' }),
        ...(settings.factorAcr.length > 0 && { acr_values: settings.factorAcr.join(' ') }),
      });
      return url.href;
    },

    async claims(callback, { state, nonce, verifier }) {
      const library = await import('openid-client');
      const configuration = await configurationOf(library);
      try {
        const answer = await library.authorizationCodeGrant(configuration, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
        });
        const claims = answer.claims();
        if (claims) return { ...claims };
      } catch (error) {
        throw failure(error, reasonOf(library, error));
      }
      throw new ProviderFailure('PROVIDER_NOT_BELIEVED', 'no ID token');
    },
  };
}

async function clientAuthOf(library: typeof Library, { proof }: OpenIdSettings): Promise<Library.ClientAuth> {
  if ('key' in proof) {
    const key = await importJWK({ ...proof.key }, String(proof.key.alg));
    if (key instanceof Uint8Array) throw new TypeError('not a private key');
    const kid = typeof proof.key.kid === 'string' ? proof.key.kid : undefined;
    return library.PrivateKeyJwt(kid === undefined ? key : { key, kid });
  }
  const basic = library.ClientSecretBasic(proof.secret);
  const post = library.ClientSecretPost(proof.secret);
  // Basic is what a provider takes that says nothing (OpenID Connect Discovery, section 3).
  return (server, ...rest) =>
    (server.token_endpoint_auth_methods_supported?.includes('client_secret_basic') === false ? post : basic)(
      server,
      ...rest,
    );
}

function reasonOf(library: typeof Library, error: unknown): ProviderFailureReason {
  if (error instanceof library.AuthorizationResponseError) return 'PROVIDER_REFUSED';
  const { code } = error as { readonly code?: string };
  // Without a code it is no complaint of the library's, but of the connection.
  const away = error instanceof library.ClientError && (code === undefined || code === 'OAUTH_TIMEOUT');
  return away ? 'PROVIDER_UNREACHABLE' : 'PROVIDER_NOT_BELIEVED';
}

/** The library's own words, never its `cause`: that has what was answered. */
function failure(error: unknown, reason: ProviderFailureReason): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  const { code, error: answered, message } = error as { code?: string; error?: string; message?: string };
  const named = answered !== undefined && /^[\w-]{1,64}$/.test(answered) ? answered : undefined;
  const about = [code, named, message].filter((text) => typeof text === 'string');
  return new ProviderFailure(reason, about.join(': ').slice(0, 200));
}
