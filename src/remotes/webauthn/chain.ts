import { X509Certificate } from 'node:crypto';

/**
 * Whether certificates, the first of which signed, lead to one that is trusted (FIDO Metadata Statement 3, section
 * 3.2.1 of attestationRootCertificates: a root, an intermediate one or the signer's own). Nobody is asked whether one
 * was revoked: a request must not make this service call addresses that stand in certificates.
 */
export function leadsTo(chain: readonly Uint8Array[], trusted: readonly Uint8Array[], now: Temporal.Instant): boolean {
  const [first, ...others] = chain.map((der) => new X509Certificate(der));
  const anchors = trusted.map((der) => new X509Certificate(der));
  for (let current = first; current; ) {
    const signer = current;
    if (!isValid(signer, now)) return false;
    if (anchors.some((anchor) => anchor.raw.equals(signer.raw))) return true;
    if (anchors.some((anchor) => isValid(anchor, now) && hasIssued(anchor, signer))) return true;
    const next = others.shift();
    current = next?.ca && hasIssued(next, signer) ? next : undefined;
  }
  return false;
}

const hasIssued = (issuer: X509Certificate, issued: X509Certificate): boolean =>
  issued.checkIssued(issuer) && issued.verify(issuer.publicKey);

const isValid = ({ validFromDate, validToDate }: X509Certificate, { epochMilliseconds }: Temporal.Instant): boolean =>
  validFromDate.getTime() <= epochMilliseconds && epochMilliseconds <= validToDate.getTime();
