import type { AuthenticatorProvider } from '../../contract/org/authenticatorSettings.ts';
import type { VipService, VipSettings } from '../../domain/factors/vip.ts';
import { type AuthenticatorSettings, isComplete } from '../../domain/org/enrollmentSettings.ts';
import type { Store } from '../../store/store.ts';
import { certificateMistakes } from './clientCertificates.ts';
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
  const { hostName = '', authPort } = provider?.configuration ?? {};
  const host = isHost(hostName) ? vip.hostProblem(hostName) : 'A name or an address, without port';
  return [
    ...(hostName === '' || host === undefined ? [] : [`hostName: ${host}.`]),
    ...(isPort(authPort) ? [] : ['authPort: A whole number from 1 to 65535.']),
    ...certificateMistakes(vip, provider, sent),
  ];
}
