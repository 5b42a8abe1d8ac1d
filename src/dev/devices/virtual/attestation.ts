import { KeyObject, sign, webcrypto } from 'node:crypto';

/** The certificate that a maker puts into each security key of a series, and the use of its private key. */
export interface Attestation {
  /** X.509, DER. */
  readonly certificate: Uint8Array;
  /** ECDSA with SHA-256, DER. */
  sign(message: Uint8Array): Uint8Array;
}

/** A certificate of nobody, signed by itself (RFC 5280 section 4.1): made anew, so that there is no key to leak. */
export async function createAttestation(): Promise<Attestation> {
  // The library takes a quarter of a second to load and is of no use to other devices. It wants the first one to be there.
  await import('reflect-metadata');
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Cofactor virtual U2F key',
    keys,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2100-01-01T00:00:00Z'),
  });
  const privateKey = KeyObject.from(keys.privateKey);
  return {
    certificate: new Uint8Array(certificate.rawData),
    sign: (message) => sign('sha256', message, privateKey),
  };
}
