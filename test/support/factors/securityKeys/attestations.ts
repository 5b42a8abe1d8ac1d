// The library for certificates wants it to be there first.
import 'reflect-metadata';
import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { CBORType } from '@levischuck/tiny-cbor';
import { AuthorizationList, id_ce_keyDescription, KeyDescription, SecurityLevel } from '@peculiar/asn1-android';
import { AsnConvert, AsnProp, AsnType, AsnTypeTypes, OctetString } from '@peculiar/asn1-schema';
import {
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';
import type { KeyPair } from '../../../../src/dev/devices/virtual/keyPair.ts';

import type { Issued, Maker, Statement } from './maker.ts';

/** Apple's (WebAuthn section 8.8): a certificate for the credential itself, with a hash of what is attested in it. */
export const appleStatement =
  (maker: Maker, { spki }: KeyPair): Statement =>
  async (signed) => {
    const nonce = new AppleNonce();
    nonce.nonce = new OctetString(bytes(sha256(signed)));
    const extensions = [new Extension('1.2.840.113635.100.8.2', false, AsnConvert.serialize(nonce))];
    const { certificate } = await maker.issue({ name: 'Apple', publicKey: keyOf(spki), extensions });
    return new Map([['x5c', [bytes(certificate)]]]);
  };

/** Apple's extension: a sequence of one octet string, with the tag 1 (section 8.8). */
class AppleNonce {
  nonce = new OctetString();
}
AsnType({ type: AsnTypeTypes.Sequence })(AppleNonce);
AsnProp({ type: OctetString, context: 1 })(AppleNonce.prototype, 'nonce');

/** Android's (section 8.4): the same, signed with the credential, and perhaps with an address to ask at. */
export const androidStatement =
  (maker: Maker, pair: KeyPair, revocationList?: string): Statement =>
  async (signed) => {
    const description = new KeyDescription({
      attestationVersion: 1,
      attestationSecurityLevel: SecurityLevel.trustedEnvironment,
      keymasterVersion: 1,
      keymasterSecurityLevel: SecurityLevel.trustedEnvironment,
      attestationChallenge: new OctetString(bytes(signed.subarray(-32))),
      uniqueId: new OctetString(),
      softwareEnforced: new AuthorizationList(),
      teeEnforced: new AuthorizationList(),
    });
    const extensions = [
      new Extension(id_ce_keyDescription, false, AsnConvert.serialize(description)),
      ...(revocationList === undefined ? [] : [new CRLDistributionPointsExtension([revocationList])]),
    ];
    const { certificate } = await maker.issue({ name: 'Android', publicKey: keyOf(pair.spki), extensions });
    return new Map<string, CBORType>([
      ['alg', -7],
      ['sig', bytes(pair.sign(signed))],
      ['x5c', [bytes(certificate), bytes(maker.root)]],
    ]);
  };

/** A key's of U2F times (section 8.6), whose maker has one certificate for all of a series. */
export const u2fStatement =
  ({ certificate, key }: Issued, { spki }: KeyPair): Statement =>
  async (signed) => {
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
  async (signed) => {
    const point = Buffer.from(spki).subarray(-64);
    const coordinate = (at: number) => sized(point.subarray(at, at + 32));
    // TPMT_PUBLIC: ECC, SHA-256, attributes, no policy; no symmetric algorithm, no scheme, P-256, no derivation.
    const pubArea = Buffer.concat([hex('0023 000b 00000000 0000 0010 0010 0003 0010'), coordinate(0), coordinate(32)]);
    const name = Buffer.concat([hex('000b'), sha256(pubArea)]);
    // TPMS_ATTEST: magic, TPM_ST_ATTEST_CERTIFY, no signer; clock and firmware are of no interest.
    const certInfo = Buffer.concat([
      ...[hex('ff544347 8017 0000'), sized(sha256(signed)), Buffer.alloc(17 + 8), sized(name), hex('0000')],
    ]);
    // Maker, model and version of the TPM (TCG EK Credential Profile 2.5, section 3.1.2); the usage of its key.
    const device = '2.23.133.2.1=id:414D4400, 2.23.133.2.2=X, 2.23.133.2.3=id:1';
    const extensions = [
      new SubjectAlternativeNameExtension([{ type: 'dn', value: device }]),
      new ExtendedKeyUsageExtension(['2.23.133.8.3']),
    ];
    const { certificate, key } = await maker.issue({ extensions });
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
