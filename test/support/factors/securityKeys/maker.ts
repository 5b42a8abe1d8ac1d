import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { CBORType } from '@levischuck/tiny-cbor';

/** A maker of authenticators: an authority of its own, and certificates for models and for files of metadata. */
export interface Maker {
  /** DER. */
  readonly root: Uint8Array;
  /** A certificate, with its private key. */
  issue(subject: Subject): { readonly certificate: Uint8Array; readonly key: KeyObject };
  /** The statement of a packed attestation that this maker vouches for (WebAuthn section 8.2). */
  vouch(aaguid: string, subject?: Subject): (signed: Uint8Array) => ReadonlyMap<string, CBORType>;
  /** A BLOB as the metadata service publishes it, of entries; signed with a certificate of this maker's. */
  blob(entries: readonly unknown[], nextUpdate?: string): string;
}

/** The subject of a certificate. */
export interface Subject {
  /** Undefined: nobody; TPMs have it so. */
  readonly name?: string | undefined;
  /** Instead of a new one. */
  readonly publicKey?: KeyObject;
  readonly extensions?: readonly Buffer[];
  readonly aaguid?: string;
  readonly ca?: boolean;
  /** UTCTime. */
  readonly until?: string;
}

/** Makes one; certificates are of RFC 5280, written by hand because no tool at hand makes the extensions of FIDO. */
export function createMaker(name = 'Test Maker'): Maker {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certify = (subject: Subject, publicKey: KeyObject) =>
    certificate({ issuer: name, ...subject }, publicKey, own.privateKey);
  const root = certify({ name, ca: true }, own.publicKey);
  const issue = (subject: Subject) => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return { certificate: certify(subject, subject.publicKey ?? publicKey), key: privateKey };
  };
  return {
    root,
    issue,
    vouch(aaguid, subject = {}) {
      const { certificate, key } = issue({ name: 'Model', aaguid, ...subject });
      return (signed) =>
        new Map<string, CBORType>([
          ['alg', -7],
          ['sig', new Uint8Array(sign('sha256', signed, key))],
          ['x5c', [new Uint8Array(certificate)]],
        ]);
    },
    blob(entries, nextUpdate = '2999-12-31') {
      const { certificate, key } = issue({ name: 'mds.example' });
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const x5c = [Buffer.from(certificate).toString('base64')];
      const text = `${part({ alg: 'ES256', typ: 'JWT', x5c })}.${part({ legalHeader: '', no: 1, nextUpdate, entries })}`;
      const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
      return `${text}.${signature.toString('base64url')}`;
    },
  };
}

const ECDSA_SHA256 = der(0x30, oid('2a8648ce3d040302'));

function certificate(
  subject: Subject & { readonly issuer: string },
  publicKey: KeyObject,
  signer: KeyObject,
): Uint8Array {
  const { name, issuer, aaguid, ca = false, until = '491231235959Z', extensions: more = [] } = subject;
  const extensions = [
    extension('551d13', der(0x30, ...(ca ? [der(0x01, Buffer.from([0xff]))] : []))),
    ...(aaguid === undefined
      ? []
      : [extension('2b0601040182e51c010104', der(0x04, Buffer.from(aaguid.replaceAll('-', ''), 'hex')))]),
    ...more,
  ];
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1 + Math.floor(Math.random() * 126)])),
    ECDSA_SHA256,
    distinguished(issuer),
    der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from(until))),
    name === undefined ? der(0x30) : distinguished(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, ...extensions)),
  );
  return new Uint8Array(der(0x30, body, ECDSA_SHA256, der(0x03, Buffer.from([0]), sign('sha256', body, signer))));
}

/** The subject that packed attestation asks for (WebAuthn section 8.2.1). */
function distinguished(name: string): Buffer {
  const parts = [
    ['550406', 'DE'],
    ['55040a', 'Test'],
    ['55040b', 'Authenticator Attestation'],
    ['550403', name],
  ];
  return der(0x30, ...parts.map(([id = '', text = '']) => der(0x31, der(0x30, oid(id), der(0x13, Buffer.from(text))))));
}

/** An extension, by the hexadecimal form of its identifier. */
export const extension = (id: string, value: Buffer): Buffer => der(0x30, oid(id), der(0x04, value));

/** An object identifier, in hexadecimal. */
export function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** A structure of DER (X.690). */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
