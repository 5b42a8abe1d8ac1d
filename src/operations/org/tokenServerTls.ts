import type { AuthenticatorProvider } from '../../contract/org/authenticatorSettings.ts';
import type { CertificateReader } from '../../domain/factors/clientCertificate.ts';
import type { TokenServerAddress } from '../../domain/factors/tokenServer.ts';
import type { AuthenticatorSettings } from '../../domain/org/enrollmentSettings.ts';
import { certificateMistakes } from './clientCertificates.ts';

/** RFC 6614 section 2.1. */
export const TLS_PORT = 2083;
/** The secret of everybody over TLS, whose certificates say who is who (RFC 6614 section 2.3). */
const RADSEC = 'radsec';

/**
 * Whatever else is said to a token server that is asked over TLS. `kept`: the secret of the settings, which is our
 * certificate where its end is known; another one was shared over UDP before.
 */
export function overTls(
  { provider }: AuthenticatorSettings,
  kept: string | undefined,
): Pick<TokenServerAddress, 'secret' | 'tls'> {
  const { trustedCertificate: authority, clientCertificateExpires: expires } = provider?.configuration ?? {};
  return {
    secret: RADSEC,
    tls: {
      ...(authority !== undefined && { authority }),
      ...(kept !== undefined && expires !== undefined && ours(kept, expires)),
    },
  };
}

function ours(kept: string, expires: string) {
  const [certificate, key] = JSON.parse(kept) as [string, string];
  return { credentials: { certificate, key }, expires: Temporal.Instant.from(expires) };
}

/** The mistakes in what a server over TLS is to be known by, and we by it. */
export function tlsMistakes(
  reader: CertificateReader,
  { provider }: AuthenticatorSettings,
  sent: AuthenticatorProvider,
): readonly string[] {
  return [
    ...(sent.configuration?.sharedSecret === undefined
      ? []
      : [`sharedSecret: Over TLS it is ${RADSEC} for everybody, and certificates vouch for both sides; leave it out.`]),
    ...certificateMistakes(reader, provider, sent),
  ];
}
