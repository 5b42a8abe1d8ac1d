// The library for certificates wants it to be there first.
import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import type { Certificate } from '../certificate.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const LAST = '2100-01-01T00:00:00Z';

/** An authority that signs certificates, each with a new key (RFC 5280). */
export interface Issuer {
  readonly cert: string;
  issue(name: string, notAfter?: string): Promise<Certificate>;
}

/** Makes an authority of the tests' own. */
export async function issuer(name: string): Promise<Issuer> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notBefore = new Date('2020-01-01T00:00:00Z');
  const extensions = [new BasicConstraintsExtension(true, undefined, true)];
  const own = { name: `CN=${name}`, keys, notBefore, notAfter: new Date(LAST), extensions };
  const authority = await X509CertificateGenerator.createSelfSigned(own);
  return {
    cert: authority.toString('pem'),
    async issue(subject, notAfter = LAST) {
      const { privateKey, publicKey } = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const made = await X509CertificateGenerator.create({
        ...{ subject: `CN=${subject}`, issuer: authority.subjectName, publicKey, signingKey: keys.privateKey },
        ...{ notBefore, notAfter: new Date(notAfter) },
        extensions: [
          new SubjectAlternativeNameExtension([
            { type: 'dns', value: 'localhost' },
            { type: 'ip', value: '127.0.0.1' },
          ]),
        ],
      });
      const key = KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
      return { key, cert: made.toString('pem') };
    },
  };
}
