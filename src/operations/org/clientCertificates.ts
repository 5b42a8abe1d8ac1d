import type { AuthenticatorProvider } from '../../contract/org/authenticatorSettings.ts';
import type { CertificateReader } from '../../domain/factors/clientCertificate.ts';
import type { AuthenticatorSettings } from '../../domain/org/enrollmentSettings.ts';

/** Everything wrong with the certificates of a change, as causes: with the authority of the service, and with ours. */
export function certificateMistakes(
  reader: CertificateReader,
  after: AuthenticatorProvider | undefined,
  sent: AuthenticatorProvider,
): readonly string[] {
  const { trustedCertificate } = after?.configuration ?? {};
  const authority = trustedCertificate === undefined ? undefined : reader.authorityProblem(trustedCertificate);
  const credentials = credentialsIn(reader, sent);
  return [
    ...(authority === undefined ? [] : [`trustedCertificate: ${authority}.`]),
    ...(credentials && 'problem' in credentials ? [`${credentials.problem}.`] : []),
  ];
}

/** Settings that were found right, with what the certificate says of itself: the new one, or the one of before. */
export function withExpiry(
  reader: CertificateReader,
  before: AuthenticatorSettings,
  { provider, ...rest }: AuthenticatorSettings,
  sent: AuthenticatorProvider,
): AuthenticatorSettings {
  const credentials = credentialsIn(reader, sent);
  const expires =
    credentials && 'expires' in credentials
      ? credentials.expires
      : before.provider?.configuration?.clientCertificateExpires;
  const known = expires !== undefined && { clientCertificateExpires: expires };
  return { ...rest, provider: { ...provider, configuration: { ...provider?.configuration, ...known } } };
}

/** A certificate and its key come together; undefined where neither comes. */
function credentialsIn(
  { readCredentials }: Pick<CertificateReader, 'readCredentials'>,
  { configuration: { clientCertificate: certificate, clientKey: key } = {} }: AuthenticatorProvider,
): ReturnType<CertificateReader['readCredentials']> | undefined {
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined) return { problem: 'clientCertificate: Send it with its clientKey' };
  if (key === undefined) return { problem: 'clientKey: Send it with its clientCertificate' };
  return readCredentials({ certificate, key });
}
