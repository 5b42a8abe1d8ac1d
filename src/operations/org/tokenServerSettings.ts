import type { AuthenticatorProvider } from '../../contract/org/authenticatorSettings.ts';
import {
  type TokenServer,
  type TokenServerSettings,
  type UserNameTemplate,
  userNameTemplates,
} from '../../domain/factors/tokenServer.ts';
import { type AuthenticatorSettings, isComplete } from '../../domain/org/enrollmentSettings.ts';
import type { Store } from '../../store/store.ts';
import { overTls, TLS_PORT, tlsMistakes } from './tokenServerTls.ts';

const KEY = 'onprem_mfa';
/** RFC 2865 section 3. */
const UDP_PORT = 1812;
/** A shorter one is found out by whoever hears one packet. */
const LEAST_SECRET = 8;
const MOST_SECRET = 128;

/** The token server as its authenticator describes it. */
export async function readTokenServer({ enrollment }: Pick<Store, 'enrollment'>): Promise<TokenServerSettings> {
  const own = (await enrollment.read())?.authenticators.find(({ key }) => key === KEY);
  if (!own) return { servers: [] };
  const { hostName, alternates = [], authPort, userNameTemplate, transport } = own.provider?.configuration ?? {};
  const template = userNameTemplate?.template as UserNameTemplate | undefined;
  const secret = isComplete(own) ? await enrollment.secret(own.id) : undefined;
  const addresses = hostName === undefined ? [] : [{ hostName, authPort }, ...alternates];
  const shared = transport === 'TLS' ? overTls(own, secret) : secret === undefined ? undefined : { secret };
  const usual = transport === 'TLS' ? TLS_PORT : UDP_PORT;
  return {
    ...(own.name !== undefined && { vendorName: own.name }),
    ...(template !== undefined && { template }),
    servers: shared ? addresses.map((one) => ({ host: one.hostName, port: one.authPort ?? usual, ...shared })) : [],
  };
}

/**
 * Everything wrong with a change of a token server's settings, as causes. A server at another address is never handed the
 * secret of the old one: whoever may change addresses would hear what it protects.
 */
export function tokenServerMistakes(
  tokenServer: TokenServer,
  before: AuthenticatorSettings,
  after: AuthenticatorSettings,
  sent: AuthenticatorProvider,
): readonly string[] {
  const { hostName, authPort, alternates = [], userNameTemplate, transport } = after.provider?.configuration ?? {};
  const hosts = [...(hostName === undefined ? [] : [hostName]), ...alternates.map((one) => one.hostName)];
  const ports = [authPort, ...alternates.map((one) => one.authPort)];
  const isTls = transport === 'TLS';
  return [
    ...hosts.flatMap((host) => {
      const problem = isHost(host) ? tokenServer.hostProblem(host, isTls) : 'A name or an address, without port';
      return problem === undefined ? [] : [`hostName: ${problem}.`];
    }),
    ...(ports.every(isPort) ? [] : ['authPort: A whole number from 1 to 65535.']),
    ...(alternates.length > 0 && hostName === undefined
      ? ['alternates: Send hostName, the server that is asked first.']
      : []),
    ...(userNameTemplate?.template === undefined || isTemplate(userNameTemplate.template)
      ? []
      : [`userNameTemplate.template: One of ${userNameTemplates.join(', ')}.`]),
    ...(transport === undefined || isTls || transport === 'UDP' ? [] : ['transport: One of UDP, TLS.']),
    ...(isTls ? tlsMistakes(tokenServer, after, sent) : secretMistakes(before, after, sent)),
  ];
}

/** The mistakes in the secret that is shared with a server over UDP. */
function secretMistakes(
  before: AuthenticatorSettings,
  after: AuthenticatorSettings,
  { configuration }: AuthenticatorProvider,
): readonly string[] {
  const { sharedSecret: secret, clientCertificate, clientKey } = configuration ?? {};
  const moved = JSON.stringify(placesOf(before)) !== JSON.stringify(placesOf(after));
  return [
    ...(clientCertificate === undefined && clientKey === undefined
      ? []
      : ['clientCertificate: Over UDP nobody asks for one; set transport to TLS.']),
    ...(secret !== undefined && !isSecret(secret)
      ? [`sharedSecret: ${LEAST_SECRET} to ${MOST_SECRET} bytes, and no control characters.`]
      : []),
    ...(before.secretSince !== undefined && secret === undefined && moved
      ? ['sharedSecret: Send it again: the one there is belongs to the servers that were named before.']
      : []),
  ];
}

const placesOf = ({ provider }: AuthenticatorSettings) => {
  const { hostName, authPort, alternates, transport = 'UDP' } = provider?.configuration ?? {};
  return [hostName, authPort, alternates, transport];
};

/** Whether it is a name or an address without port. An address of IPv6 has two colons at least; a single one would be that of a port. */
export const isHost = (host: string): boolean => /^(?:[\w.-]{1,253}|[\da-f.]*:[\da-f.]*:[\da-f:.]*)$/i.test(host);
export const isPort = (port: number | undefined): boolean =>
  port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65_535);
export const isTemplate = (text: string): boolean => (userNameTemplates as readonly string[]).includes(text);
const isSecret = (text: string): boolean =>
  Buffer.byteLength(text) >= LEAST_SECRET && Buffer.byteLength(text) <= MOST_SECRET && !/\p{Cc}/u.test(text);
