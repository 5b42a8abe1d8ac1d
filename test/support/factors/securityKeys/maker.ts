// The library for certificates wants it to be there first.
import 'reflect-metadata';
import { KeyObject, sign, webcrypto } from 'node:crypto';
import type { CBORType } from '@levischuck/tiny-cbor';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { BasicConstraintsExtension, Extension, X509CertificateGenerator } from '@peculiar/x509';

/** An attestation statement, made from what is to be signed (WebAuthn section 6.5). */
export type Statement = (signed: Uint8Array) => Promise<ReadonlyMap<string, CBORType>>;

/** A certificate, with its private key. */
export interface Issued {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly key: KeyObject;
}

/** A maker of authenticators: an authority of its own, and certificates for models and for files of metadata. */
export interface Maker {
  /** DER. */
  readonly root: Uint8Array;
  issue(subject: Subject): Promise<Issued>;
  /** The statement of a packed attestation that this maker vouches for (WebAuthn section 8.2). */
  vouch(aaguid: string, subject?: Subject): Statement;
  /** A BLOB as the metadata service publishes it, of entries; signed with a certificate of this maker's. */
  blob(entries: readonly unknown[], nextUpdate?: string): Promise<string>;
}

/** The subject of a certificate. */
export interface Subject {
  /** Undefined: nobody; TPMs have it so. */
  readonly name?: string | undefined;
  /** Instead of a new one. */
  readonly publicKey?: KeyObject;
  readonly extensions?: readonly Extension[];
  readonly aaguid?: string;
  readonly ca?: boolean;
  readonly until?: string;
}

/** The extension that names a model of authenticators (WebAuthn section 8.2.1). */
const MODEL = '1.3.6.1.4.1.45724.1.1.4';

/** Makes one. */
export async function createMaker(name = 'Test Maker'): Promise<Maker> {
  const own = await createKeys();
  const certify = async (subject: Subject, publicKey: KeyObject): Promise<Uint8Array> => {
    const certificate = await X509CertificateGenerator.create({
      ...(subject.name !== undefined && { subject: distinguished(subject.name) }),
      issuer: distinguished(name),
      publicKey: publicKey.export({ type: 'spki', format: 'der' }),
      signingKey: own.privateKey,
      notBefore: new Date('2020-01-01T00:00:00Z'),
      notAfter: new Date(subject.until ?? '2049-12-31T23:59:59Z'),
      extensions: [
        new BasicConstraintsExtension(subject.ca ?? false),
        ...(subject.aaguid === undefined ? [] : [new Extension(MODEL, false, octets(bytesOf(subject.aaguid)))]),
        ...(subject.extensions ?? []),
      ],
    });
    return new Uint8Array(certificate.rawData);
  };
  const issue = async (subject: Subject): Promise<Issued> => {
    const { publicKey, privateKey } = await createKeys();
    const certificate = await certify(subject, subject.publicKey ?? KeyObject.from(publicKey));
    return { certificate, key: KeyObject.from(privateKey) };
  };
  return {
    root: await certify({ name, ca: true }, KeyObject.from(own.publicKey)),
    issue,
    vouch(aaguid, subject = {}) {
      return async (signed) => {
        const { certificate, key } = await issue({ name: 'Model', aaguid, ...subject });
        return new Map<string, CBORType>([
          ['alg', -7],
          ['sig', new Uint8Array(sign('sha256', signed, key))],
          ['x5c', [certificate]],
        ]);
      };
    },
    async blob(entries, nextUpdate = '2999-12-31') {
      const { certificate, key } = await issue({ name: 'mds.example' });
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const x5c = [Buffer.from(certificate).toString('base64')];
      const text = `${part({ alg: 'ES256', typ: 'JWT', x5c })}.${part({ legalHeader: '', no: 1, nextUpdate, entries })}`;
      const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
      return `${text}.${signature.toString('base64url')}`;
    },
  };
}

const createKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);

/** The subject that packed attestation asks for (WebAuthn section 8.2.1). */
const distinguished = (name: string): string => `C=DE, O=Test, OU=Authenticator Attestation, CN=${name}`;

const bytesOf = (aaguid: string): Buffer => Buffer.from(aaguid.replaceAll('-', ''), 'hex');

/** An OCTET STRING of DER (X.690). */
export const octets = (bytes: Uint8Array): ArrayBuffer => AsnConvert.serialize(new OctetString(new Uint8Array(bytes)));
