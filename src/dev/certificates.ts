// The library for certificates wants it to be there first.
import 'reflect-metadata';
import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { nameConstraints } from './nameConstraints.ts';

/** A certificate authority of one developer's machine. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8; files of earlier versions have PKCS #1. */
  readonly key: string;
  /** The names it may vouch for besides local ones. */
  readonly names: readonly string[];
}

/** The certificate and key of a TLS server, in PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

const { subtle } = webcrypto;
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const DAY_MS = 24 * 60 * 60 * 1_000;
const AUTHORITY_DAYS = 3_650;
/** Apple refuses more. */
const SERVER_DAYS = 397;

/**
 * A new authority, whose certificate says itself that it is good for local names and these only (RFC 5280 section
 * 4.2.1.10): who trusts it and loses its key has not handed out the keys to the whole web.
 */
export async function createAuthority(names: readonly string[], nowMs: number): Promise<Authority> {
  const keys = await createKeys();
  // Authorities of several projects must not be taken for each other.
  const name = `CN=Cofactor development CA ${randomBytes(4).toString('hex')}`;
  const { keyCertSign, cRLSign } = KeyUsageFlags;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    ...validity(nowMs, AUTHORITY_DAYS),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(keyCertSign | cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      nameConstraints(names),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pem(keys.privateKey), names };
}

/** A certificate for a server of these names and addresses, with a key of its own. */
export async function issueCertificate(
  authority: Authority,
  names: readonly string[],
  nowMs: number,
): Promise<ServerCertificate> {
  const issuer = new X509Certificate(authority.certificate);
  const { privateKey, publicKey } = await createKeys();
  const { digitalSignature, keyEncipherment } = KeyUsageFlags;
  const certificate = await X509CertificateGenerator.create({
    subject: 'CN=Cofactor development',
    issuer: issuer.subjectName,
    publicKey,
    signingKey: await readKey(authority.key),
    ...validity(nowMs, SERVER_DAYS),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(digitalSignature | keyEncipherment, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await AuthorityKeyIdentifierExtension.create(issuer),
      await SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return { key: await pem(privateKey), cert: certificate.toString('pem') };
}

/** From yesterday on, since clocks of other machines may be behind. */
const validity = (nowMs: number, days: number) => ({
  notBefore: new Date(nowMs - DAY_MS),
  notAfter: new Date(nowMs + days * DAY_MS),
});

function createKeys(): Promise<webcrypto.CryptoKeyPair> {
  const size = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  return subtle.generateKey({ ...RSA, ...size }, true, ['sign', 'verify']);
}

const readKey = (text: string): Promise<webcrypto.CryptoKey> =>
  subtle.importKey('pkcs8', createPrivateKey(text).export({ type: 'pkcs8', format: 'der' }), RSA, false, ['sign']);

async function pem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await subtle.exportKey('pkcs8', key));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}
