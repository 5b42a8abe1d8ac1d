import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { CertificateReader, ClientCredentials } from '../domain/factors/clientCertificate.ts';

/** The reader of certificates in PEM (RFC 7468), with the clock by which they expire. */
export const createCertificateReader = (now: () => Temporal.Instant): CertificateReader => ({
  readCredentials: (credentials) => readCredentials(credentials, now()),
  authorityProblem,
});

/** Reads a client certificate and its key, both in PEM; the first certificate is that of the key. */
function readCredentials(
  { certificate, key }: ClientCredentials,
  now: Temporal.Instant,
): ReturnType<CertificateReader['readCredentials']> {
  const read = readCertificate(certificate);
  if (!read) return { problem: 'clientCertificate: A certificate in PEM' };
  const expires = Temporal.Instant.fromEpochMilliseconds(read.validToDate.getTime());
  if (Temporal.Instant.compare(expires, now) <= 0) return { problem: `clientCertificate: It expired on ${expires}` };
  try {
    if (read.checkPrivateKey(createPrivateKey(key))) return { expires: expires.toString() };
    return { problem: 'clientKey: It is not the key of clientCertificate' };
  } catch {
    return { problem: 'clientKey: A private key in PEM, without passphrase' };
  }
}

/** Why this is not the certificate of an authority, in PEM. */
function authorityProblem(pem: string): string | undefined {
  return readCertificate(pem)?.ca ? undefined : 'The certificate of an authority, in PEM';
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
