import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { CBORType } from '@levischuck/tiny-cbor';

import type { KeyPair } from '../../../../src/dev/devices/virtual/keyPair.ts';

import { der, extension, type Maker, oid } from './maker.ts';

type Statement = (signed: Uint8Array) => ReadonlyMap<string, CBORType>;

/** Apple's (WebAuthn section 8.8): a certificate for the credential itself, with a hash of what is attested in it. */
export const appleStatement =
  (maker: Maker, { spki }: KeyPair): Statement =>
  (signed) => {
    const nonce = der(0x30, der(0xa1, der(0x04, sha256(signed))));
    const extensions = [extension('2a864886f763640802', nonce)];
    const { certificate } = maker.issue({ name: 'Apple', publicKey: keyOf(spki), extensions });
    return new Map([['x5c', [bytes(certificate)]]]);
  };

/** Android's (section 8.4): the same, signed with the credential, and perhaps with an address to ask at. */
export const androidStatement =
  (maker: Maker, pair: KeyPair, revocationList?: string): Statement =>
  (signed) => {
    const small = (tag: number) => der(tag, Buffer.from([1]));
    const challenge = der(0x04, Buffer.from(signed.subarray(-32)));
    const description = [
      small(0x02),
      small(0x0a),
      small(0x02),
      small(0x0a),
      challenge,
      der(0x04),
      der(0x30),
      der(0x30),
    ];
    const extensions = [extension('2b06010401d679020111', der(0x30, ...description))];
    if (revocationList !== undefined) {
      const name = der(0xa0, der(0xa0, der(0x86, Buffer.from(revocationList))));
      extensions.push(extension('551d1f', der(0x30, der(0x30, name))));
    }
    const { certificate } = maker.issue({ name: 'Android', publicKey: keyOf(pair.spki), extensions });
    return new Map<string, CBORType>([
      ['alg', -7],
      ['sig', bytes(pair.sign(signed))],
      ['x5c', [bytes(certificate), bytes(maker.root)]],
    ]);
  };

/** A key's of U2F times (section 8.6), whose maker has one certificate for all of a series. */
export const u2fStatement =
  ({ certificate, key }: ReturnType<Maker['issue']>, { spki }: KeyPair): Statement =>
  (signed) => {
    const [data, clientDataHash] = [signed.subarray(0, -32), signed.subarray(-32)];
    const length = Buffer.from(data).readUInt16BE(53);
    const head = [Buffer.from([0]), data.subarray(0, 32), clientDataHash, data.subarray(55, 55 + length)];
    const message = Buffer.concat([...head, spki.subarray(-65)]);
    return new Map<string, CBORType>([
      ['sig', bytes(sign('sha256', message, key))],
      ['x5c', [bytes(certificate)]],
    ]);
  };

/** A TPM's (section 8.3): it certifies, with a key of its own, the name of the credential's key. */
export const tpmStatement =
  (maker: Maker, { spki }: KeyPair): Statement =>
  (signed) => {
    const point = Buffer.from(spki).subarray(-64);
    const coordinate = (at: number) => sized(point.subarray(at, at + 32));
    // TPMT_PUBLIC: ECC, SHA-256, attributes, no policy; no symmetric algorithm, no scheme, P-256, no derivation.
    const pubArea = Buffer.concat([hex('0023 000b 00000000 0000 0010 0010 0003 0010'), coordinate(0), coordinate(32)]);
    const name = Buffer.concat([hex('000b'), sha256(pubArea)]);
    // TPMS_ATTEST: magic, TPM_ST_ATTEST_CERTIFY, no signer; clock and firmware are of no interest.
    const certInfo = Buffer.concat([
      ...[hex('ff544347 8017 0000'), sized(sha256(signed)), Buffer.alloc(17 + 8), sized(name), hex('0000')],
    ]);
    const attribute = (id: string, value: string) => der(0x31, der(0x30, oid(id), der(0x0c, Buffer.from(value))));
    const device = [
      attribute('6781050201', 'id:414D4400'),
      attribute('6781050202', 'X'),
      attribute('6781050203', 'id:1'),
    ];
    const extensions = [
      extension('551d11', der(0x30, der(0xa4, der(0x30, ...device)))),
      extension('551d25', der(0x30, oid('6781050803'))),
    ];
    const { certificate, key } = maker.issue({ extensions });
    return new Map<string, CBORType>([
      ['ver', '2.0'],
      ['alg', -7],
      ['sig', bytes(sign('sha256', certInfo, key))],
      ['x5c', [bytes(certificate), bytes(maker.root)]],
      ['pubArea', bytes(pubArea)],
      ['certInfo', bytes(certInfo)],
    ]);
  };

const keyOf = (spki: Uint8Array): KeyObject => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
const sha256 = (data: Uint8Array): Buffer => createHash('sha256').update(data).digest();
const bytes = (data: Uint8Array): Uint8Array => new Uint8Array(data);
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

function sized(data: Uint8Array): Buffer {
  const size = Buffer.alloc(2);
  size.writeUInt16BE(data.length);
  return Buffer.concat([size, data]);
}
