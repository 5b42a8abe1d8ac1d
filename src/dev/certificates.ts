import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';
import { nameConstraints } from './nameConstraints.ts';

/** A certificate authority of one developer's machine. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #1. */
  readonly key: string;
  /** The names it may vouch for besides local ones. */
  readonly names: readonly string[];
}

/** The certificate and key of a TLS server, in PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

const { pki } = forge;
const DAY_MS = 24 * 60 * 60 * 1_000;
const AUTHORITY_DAYS = 3_650;
/** Apple refuses more. */
const SERVER_DAYS = 397;

/**
 * A new authority, whose certificate says itself that it is good for local names and these only (RFC 5280 section
 * 4.2.1.10): who trusts it and loses its key has not handed out the keys to the whole web.
 */
export function createAuthority(names: readonly string[], nowMs: number): Authority {
  const { certificate, key, privateKey } = draft(nowMs, AUTHORITY_DAYS);
  // Authorities of several projects must not be taken for each other.
  const subject = [{ name: 'commonName', value: `Cofactor development CA ${certificate.serialNumber.slice(0, 8)}` }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
    { ...nameConstraints(names), critical: true },
  ]);
  certificate.sign(privateKey, forge.md.sha256.create());
  return { certificate: pki.certificateToPem(certificate), key, names };
}

/** A certificate for a server of these names and addresses, with a key of its own. */
export function issueCertificate(authority: Authority, names: readonly string[], nowMs: number): ServerCertificate {
  const issuer = pki.certificateFromPem(authority.certificate);
  const { certificate, key } = draft(nowMs, SERVER_DAYS);
  certificate.setSubject([{ name: 'commonName', value: 'Cofactor development' }]);
  certificate.setIssuer(issuer.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
    },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
    { name: 'subjectKeyIdentifier' },
  ]);
  certificate.sign(pki.privateKeyFromPem(authority.key), forge.md.sha256.create());
  return { key, cert: pki.certificateToPem(certificate) };
}

/** A certificate with a key and a time, and nothing else yet. Keys come from Node.js: the library's own are slow. */
function draft(nowMs: number, days: number) {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' });
  const privateKey = pki.privateKeyFromPem(key.toString());
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.setRsaPublicKey(privateKey.n, privateKey.e);
  certificate.serialNumber = serialNumber();
  certificate.validity.notBefore = new Date(nowMs - DAY_MS);
  certificate.validity.notAfter = new Date(nowMs + days * DAY_MS);
  return { certificate, key: key.toString(), privateKey };
}

/** Positive, and of a length that starts with no zeros (RFC 5280 section 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}
