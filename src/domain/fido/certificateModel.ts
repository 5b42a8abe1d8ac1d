import { createHash, X509Certificate } from 'node:crypto';

/** The bits of a P-256 key in its X.509 form, which ends with them. */
const POINT = 65;

/**
 * The identifier of U2F keys in FIDO's metadata (they have no AAGUID): that of the key in their maker's certificate
 * (RFC 5280 section 4.2.1.2, method 1). Undefined when it is no certificate.
 */
export function certificateModel(der: Uint8Array): string | undefined {
  try {
    const spki = new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha1').update(spki.subarray(-POINT)).digest('hex');
  } catch {
    return undefined;
  }
}
