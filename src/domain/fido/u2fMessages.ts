import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { writeBytes } from './bytes.ts';

/** A registration response (FIDO U2F Raw Message Formats 1.2, section 4.3). */
export interface U2fRegistration {
  /** The point of a P-256 key, uncompressed: 65 bytes. */
  readonly publicKey: Uint8Array;
  readonly keyHandle: Uint8Array;
  /** The certificate of the key's maker, DER. */
  readonly certificate: Uint8Array;
  readonly signature: Uint8Array;
}

/** An authentication response (section 5.4). */
interface U2fSignature {
  /** The bytes that are signed: touch and count. */
  readonly head: Uint8Array;
  /** Somebody touched the key. */
  readonly present: boolean;
  readonly counter: number;
  readonly signature: Uint8Array;
}

const REGISTRATION = 0x05;
const POINT = 65;

/** Reads a registration; undefined when it is none. */
export function readU2fRegistration(bytes: Uint8Array): U2fRegistration | undefined {
  const handleAt = 1 + POINT + 1;
  const certificateAt = handleAt + (bytes[1 + POINT] ?? 0);
  const signatureAt = certificateAt + certificateLength(bytes.subarray(certificateAt));
  if (bytes[0] !== REGISTRATION || signatureAt >= bytes.length || signatureAt === certificateAt) return undefined;
  return {
    publicKey: bytes.subarray(1, 1 + POINT),
    keyHandle: bytes.subarray(handleAt, certificateAt),
    certificate: bytes.subarray(certificateAt, signatureAt),
    signature: bytes.subarray(signatureAt),
  };
}

/** Reads a signature; undefined when it is none. */
export function readU2fSignature(bytes: Uint8Array): U2fSignature | undefined {
  if (bytes.length <= 5) return undefined;
  const data = Buffer.from(bytes);
  return {
    present: (data.readUInt8(0) & 0x01) !== 0,
    counter: data.readUInt32BE(1),
    head: bytes.subarray(0, 5),
    signature: bytes.subarray(5),
  };
}

/** Whether the key that was registered, for this app id, is vouched for by the certificate beside it. */
export function isU2fAttested(
  { publicKey, keyHandle, certificate, signature }: U2fRegistration,
  clientData: Uint8Array,
  appId: string,
): boolean {
  try {
    const signer = new X509Certificate(certificate).publicKey;
    const message = Buffer.concat([Buffer.from([0]), sha256(appId), sha256(clientData), keyHandle, publicKey]);
    // A point that is none throws.
    keyOf(publicKey);
    return signer.asymmetricKeyType === 'ec' && verify('sha256', message, signer, signature);
  } catch {
    return false;
  }
}

/** Whether a registered key signed this, for this app id. */
export function isU2fSigned(
  { head, signature }: U2fSignature,
  clientData: Uint8Array,
  { publicKey, appId }: { readonly publicKey: Uint8Array; readonly appId: string },
): boolean {
  try {
    return verify('sha256', Buffer.concat([sha256(appId), head, sha256(clientData)]), keyOf(publicKey), signature);
  } catch {
    return false;
  }
}

function keyOf(point: Uint8Array): KeyObject {
  const [x, y] = [writeBytes(point.subarray(1, 33)), writeBytes(point.subarray(33))];
  if (point[0] !== 0x04) throw new Error('not an uncompressed point');
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
}

/** The length of the certificate at the start of these bytes; 0 when there is none. */
function certificateLength(bytes: Uint8Array): number {
  try {
    // Text is read as well, as PEM; a certificate itself is a sequence.
    return bytes[0] === 0x30 ? new X509Certificate(bytes).raw.length : 0;
  } catch {
    return 0;
  }
}

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
