import type { AuthenticatorProvider } from '../../contract/org/authenticatorSettings.ts';
import { type Duo, type DuoApplication, type DuoSettings, duoApplications } from '../../domain/factors/duo.ts';
import { type UserNameTemplate, userNameTemplates } from '../../domain/factors/tokenServer.ts';
import { type AuthenticatorSettings, isComplete } from '../../domain/org/enrollmentSettings.ts';
import type { Store } from '../../store/store.ts';
import { isTemplate } from './tokenServerSettings.ts';

const KEY = 'duo';
/** As Duo makes them. */
const INTEGRATION_KEY = /^[A-Z0-9]{20}$/;
const SECRET_KEY = /^[A-Za-z0-9]{40}$/;

type Configuration = NonNullable<AuthenticatorProvider['configuration']>;

/** Duo as its authenticator describes it. */
export async function readDuo({ enrollment }: Pick<Store, 'enrollment'>): Promise<DuoSettings> {
  const own = (await enrollment.read())?.authenticators.find(({ key }) => key === KEY);
  if (!own) return { application: 'AUTH_API', allowBypass: false };
  const { host = '', integrationKey = '', userNameTemplate, ...rest } = own.provider?.configuration ?? {};
  const template = userNameTemplate?.template as UserNameTemplate | undefined;
  const secretKey = isComplete(own) ? await enrollment.secret(own.id) : undefined;
  return {
    ...(template !== undefined && { template }),
    application: (rest.application ?? 'AUTH_API') as DuoApplication,
    allowBypass: rest.allowBypass ?? false,
    ...(secretKey !== undefined && { keys: { origin: originOf(host), integrationKey, secretKey } }),
  };
}

/**
 * Everything wrong with a change of Duo's settings, as causes. Another host is never handed what was signed for the old one:
 * who may change the host would hear passcodes.
 */
export function duoMistakes(
  { originProblem }: Pick<Duo, 'originProblem'>,
  { provider: was, secretSince }: AuthenticatorSettings,
  { provider }: AuthenticatorSettings,
  secret: string | undefined,
): readonly string[] {
  const { host, integrationKey, application, userNameTemplate } = provider?.configuration ?? {};
  const problem = host === undefined ? undefined : originProblem(originOf(host));
  const template = userNameTemplate?.template;
  return [
    ...(problem === undefined ? [] : [`host: ${problem}.`]),
    ...(integrationKey === undefined || INTEGRATION_KEY.test(integrationKey)
      ? []
      : ['integrationKey: The 20 capital letters and digits that Duo shows as integration key or client ID.']),
    ...(secret === undefined || SECRET_KEY.test(secret)
      ? []
      : ['secretKey: The 40 letters and digits that Duo shows as secret key or client secret.']),
    ...(application === undefined || (duoApplications as readonly string[]).includes(application)
      ? []
      : [`application: One of ${duoApplications.join(', ')}.`]),
    ...(template === undefined || isTemplate(template)
      ? []
      : [`userNameTemplate.template: One of ${userNameTemplates.join(', ')}.`]),
    ...(secretSince !== undefined && secret === undefined && moved(was?.configuration, provider?.configuration)
      ? ['secretKey: Send it again: the one there is belongs to the host and the integration key of before.']
      : []),
  ];
}

const moved = (before: Configuration = {}, after: Configuration = {}): boolean =>
  before.host !== after.host || before.integrationKey !== after.integrationKey;

/** Okta's settings have a URL, those of Duo a name. */
const originOf = (host: string): string => (host.includes('://') ? host.replace(/\/+$/, '') : `https://${host}`);
