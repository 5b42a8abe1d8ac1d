import type { AuthenticatorProvider } from '../../contract/org/authenticatorSettings.ts';
import type { VipService, VipSettings } from '../../domain/factors/vip.ts';
import { type AuthenticatorSettings, isComplete } from '../../domain/org/enrollmentSettings.ts';
import type { Store } from '../../store/store.ts';
import { isHost, isPort } from './tokenServerSettings.ts';

const KEY = 'symantec_vip';
const DEFAULT_PORT = 443;

/** The VIP service as its authenticator describes it; undefined while that is not complete. */
export async function readVip({ enrollment }: Pick<Store, 'enrollment'>): Promise<VipSettings | undefined> {
  const own = (await enrollment.read())?.authenticators.find(({ key }) => key === KEY);
  const { hostName, authPort, trustedCertificate, clientCertificateExpires } = own?.provider?.configuration ?? {};
  if (!own || !isComplete(own) || hostName === undefined || clientCertificateExpires === undefined) return undefined;
  const secret = await enrollment.secret(own.id);
  if (secret === undefined) return undefined;
  const [certificate, key] = JSON.parse(secret) as [string, string];
  return {
    host: hostName,
    port: authPort ?? DEFAULT_PORT,
    credentials: { certificate, key },
    expires: Temporal.Instant.from(clientCertificateExpires),
    ...(trustedCertificate !== undefined && { authority: trustedCertificate }),
  };
}

/** Everything wrong with a change of the service's settings, as causes. */
export function vipMistakes(
  vip: VipService,
  { provider }: AuthenticatorSettings,
  sent: AuthenticatorProvider,
): readonly string[] {
  const { hostName = '', authPort, trustedCertificate } = provider?.configuration ?? {};
  const host = isHost(hostName) ? vip.hostProblem(hostName) : 'A name or an address, without port';
  const authority = trustedCertificate === undefined ? undefined : vip.authorityProblem(trustedCertificate);
  const credentials = credentialsIn(vip, sent);
  return [
    ...(hostName === '' || host === undefined ? [] : [`hostName: ${host}.`]),
    ...(isPort(authPort) ? [] : ['authPort: A whole number from 1 to 65535.']),
    ...(authority === undefined ? [] : [`trustedCertificate: ${authority}.`]),
    ...(credentials && 'problem' in credentials ? [`${credentials.problem}.`] : []),
  ];
}

/** Settings that were found right, with what the certificate says of itself: the new one, or the one of before. */
export function withExpiry(
  vip: VipService,
  before: AuthenticatorSettings,
  { provider, ...rest }: AuthenticatorSettings,
  sent: AuthenticatorProvider,
): AuthenticatorSettings {
  const credentials = credentialsIn(vip, sent);
  const expires =
    credentials && 'expires' in credentials
      ? credentials.expires
      : before.provider?.configuration?.clientCertificateExpires;
  const known = expires !== undefined && { clientCertificateExpires: expires };
  return { ...rest, provider: { ...provider, configuration: { ...provider?.configuration, ...known } } };
}

/** A certificate and its key come together; undefined where neither comes. */
function credentialsIn(
  { readCredentials }: Pick<VipService, 'readCredentials'>,
  { configuration: { clientCertificate: certificate, clientKey: key } = {} }: AuthenticatorProvider,
): ReturnType<VipService['readCredentials']> | undefined {
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined) return { problem: 'clientCertificate: Send it with its clientKey' };
  if (key === undefined) return { problem: 'clientKey: Send it with its clientCertificate' };
  return readCredentials({ certificate, key });
}
