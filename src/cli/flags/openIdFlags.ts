import { type Command, Option } from 'commander';
import { ConfigError } from '../../config.ts';
import { type Role, roleTypes } from '../../contract/access/roles.ts';
import type { OpenIdSettings } from '../../domain/signin/openIdProvider.ts';
import { isLoopback } from '../../domain/values/network.ts';

/** Flags about the OpenID provider at which administrators may sign in; without an issuer there is none. */
export interface OpenIdFlags {
  readonly oidcIssuer?: string;
  readonly oidcClientId?: string;
  readonly oidcName?: string;
  readonly oidcScopes: readonly string[];
  readonly oidcRoleClaim: string;
  readonly oidcRoles?: ReadonlyMap<string, Role>;
  readonly oidcFactorAmr: readonly string[];
  readonly oidcFactorAcr: readonly string[];
  readonly oidcLinkBy?: string;
}

/** Secrets by which the provider knows this service: one of them, from the environment or a file that it names. */
export interface OpenIdSecrets {
  /** `COFACTOR_OIDC_CLIENT_SECRET` */
  readonly secret: string | undefined;
  /** `COFACTOR_OIDC_CLIENT_KEY` */
  readonly key: string | undefined;
}

/** The flag that names the provider. */
export const issuerFlag = (): Option =>
  new Option('--oidc-issuer <url>', 'OpenID provider of administrators: its issuer, https://…')
    .env('COFACTOR_OIDC_ISSUER')
    .argParser(issuerUrl);

/** Adds them to a command. */
export const openIdFlags = (command: Command): Command =>
  command
    .addOption(issuerFlag())
    .addOption(
      new Option('--oidc-client-id <id>', 'the id of this service at the provider').env('COFACTOR_OIDC_CLIENT_ID'),
    )
    .addOption(
      new Option('--oidc-name <name>', 'what the button calls the provider (default: its host)').env(
        'COFACTOR_OIDC_NAME',
      ),
    )
    .addOption(
      new Option('--oidc-scopes <list>', 'what is asked of it, with commas; openid is always')
        .env('COFACTOR_OIDC_SCOPES')
        .argParser(list)
        .default(['openid', 'profile', 'email'], 'openid,profile,email'),
    )
    .addOption(
      new Option('--oidc-role-claim <name>', 'the claim of the ID token that says what somebody may do')
        .env('COFACTOR_OIDC_ROLE_CLAIM')
        .default('groups'),
    )
    .addOption(
      new Option(
        '--oidc-roles <list>',
        'VALUE=ROLE for values of that claim, with commas (\\, within a value); others are refused',
      )
        .env('COFACTOR_OIDC_ROLES')
        .argParser(rolesByValue),
    )
    .addOption(
      new Option('--oidc-factor-amr <list>', 'values of amr by which it vouches for a second factor')
        .env('COFACTOR_OIDC_FACTOR_AMR')
        .argParser(list)
        .default(['mfa'], 'mfa'),
    )
    .addOption(
      new Option('--oidc-factor-acr <list>', 'values of acr by which it does, which are asked of it as well')
        .env('COFACTOR_OIDC_FACTOR_ACR')
        .argParser(list)
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--oidc-link-by <claim>',
        'link who comes for the first time to the user with this login, such as email (default: only cofactor identity link does)',
      ).env('COFACTOR_OIDC_LINK_BY'),
    );

/** The provider of the flags; one that cannot be used is a reason not to start. */
export function openIdSettings(flags: OpenIdFlags, secrets: OpenIdSecrets): { readonly openid?: OpenIdSettings } {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcRoles: roles, oidcLinkBy: linkBy } = flags;
  if (issuer === undefined) {
    if (clientId === undefined && roles === undefined && linkBy === undefined) return {};
    throw new ConfigError('--oidc-issuer is missing: the other --oidc flags are about that provider');
  }
  if (clientId === undefined)
    throw new ConfigError('--oidc-client-id is missing: register this service at the provider');
  if (!roles) throw new ConfigError('--oidc-roles is missing: say which values of the claim give which role');
  return {
    openid: {
      issuer,
      clientId,
      name: flags.oidcName ?? new URL(issuer).host,
      proof: proofOf(secrets),
      scopes: [...new Set(['openid', ...flags.oidcScopes])],
      roleClaim: flags.oidcRoleClaim,
      roles,
      factorAmr: flags.oidcFactorAmr,
      factorAcr: flags.oidcFactorAcr,
      ...(linkBy !== undefined && { linkBy }),
    },
  };
}

function issuerUrl(text: string): string {
  const url = URL.parse(text);
  const wrong = !url || url.search || url.hash || url.username || url.password;
  if (!wrong && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url.hostname)))) {
    // One spelling: identities are kept by it.
    return url.pathname === '/' ? url.origin : url.href;
  }
  throw new ConfigError(`--oidc-issuer must be an https URL (http for this machine alone), not ${text}`);
}

const isLocal = (host: string): boolean => host === 'localhost' || isLoopback(host.replace(/^\[|\]$/g, ''));

const list = (text: string): readonly string[] =>
  text
    .split(/[\s,]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The parts between commas; one after a backslash, as distinguished names have them, is part of its value. */
const commaParts = (text: string): readonly string[] => text.split(/(?<!(?<!\\)(?:\\\\)*\\),/);
const unescaped = (text: string): string => text.replace(/\\([\\,])/g, '$1');

function rolesByValue(text: string): ReadonlyMap<string, Role> {
  const pairs = commaParts(text).map((part) => {
    const at = part.lastIndexOf('=');
    return { value: unescaped(part.slice(0, Math.max(at, 0)).trim()), role: part.slice(at + 1).trim() as Role };
  });
  const wrong = pairs.find(({ value, role }) => value === '' || !roleTypes.includes(role));
  if (!wrong) return new Map(pairs.map(({ value, role }) => [value, role]));
  throw new ConfigError(`--oidc-roles must be VALUE=ROLE with commas, where a role is one of ${roleTypes.join(', ')}`);
}

function proofOf({ secret, key }: OpenIdSecrets): OpenIdSettings['proof'] {
  if (secret && !key) return { secret };
  if (!key || secret) {
    throw new ConfigError(
      'set one of COFACTOR_OIDC_CLIENT_SECRET and COFACTOR_OIDC_CLIENT_KEY (or their _FILE): the provider has to know this service',
    );
  }
  const jwk = parsed(key);
  if (typeof jwk?.alg === 'string' && typeof jwk.d === 'string') return { key: jwk };
  throw new ConfigError('COFACTOR_OIDC_CLIENT_KEY must be a private key as a JWK (RFC 7517) with its alg');
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
