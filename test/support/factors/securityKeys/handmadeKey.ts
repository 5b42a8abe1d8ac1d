import { createHash } from 'node:crypto';
import { type CBORType, encodeCBOR } from '@levischuck/tiny-cbor';

import {
  type Algorithm,
  algorithms,
  createKeyPair,
  type KeyPair,
} from '../../../../src/dev/devices/virtual/keyPair.ts';
import { BASE } from '../../world.ts';
import type { Statement } from './maker.ts';

/** Statements of a key and its browser, as an honest one makes them on our own page unless told; each may be a lie. */
export interface Said {
  readonly type?: string;
  readonly challenge?: string;
  readonly origin?: string;
  readonly crossOrigin?: unknown;
  readonly topOrigin?: string;
  readonly rpId?: string;
  readonly present?: boolean;
  readonly verified?: boolean;
  readonly syncable?: boolean;
  readonly counter?: number;
}

/** Statements at registration, with those a key makes of itself. */
export interface SaidOfItself extends Said {
  readonly aaguid?: string;
  readonly format?: string;
  /** Makes the attestation statement from what is to be signed; by itself (packed) unless told. */
  readonly statement?: Statement;
  /** Looked for in the bytes after they were signed. */
  readonly tamper?: (authenticatorData: Buffer) => void;
}

export const NO_AAGUID = '00000000-0000-0000-0000-000000000000';

/** A credential whose every flag, count and name is a test's to choose: for attacks no browser would take part in. */
export function handmadeKey(alg: Algorithm = 'ES256', pair: KeyPair = createKeyPair(alg)) {
  const id = createHash('sha256').update(pair.spki).digest();
  let counter = 0;
  return {
    id: id.toString('base64url'),
    pair,

    /** The body of `lifecycle/activate`. */
    async register(challenge: string, said: SaidOfItself = {}) {
      const { aaguid = NO_AAGUID, format = 'packed' } = said;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const data = Buffer.concat([
        head({ counter: ++counter, ...said }, 0x40),
        ...[Buffer.from(aaguid.replaceAll('-', ''), 'hex'), length, id, encodeCBOR(pair.cose)],
      ]);
      const clientData = collected({ type: 'webauthn.create', challenge, ...said });
      const signed = Buffer.concat([data, sha256(clientData)]);
      const self = () =>
        new Map<string, CBORType>([
          ['alg', algorithms[pair.alg]],
          ['sig', bytes(pair.sign(signed))],
        ]);
      const attStmt = new Map((await said.statement?.(signed)) ?? (format === 'none' ? [] : self()));
      said.tamper?.(data);
      const attestation = encodeCBOR(
        new Map<string, CBORType>([
          ['fmt', format],
          ['attStmt', attStmt],
          ['authData', bytes(data)],
        ]),
      );
      return { clientData: clientData.toString('base64'), attestation: Buffer.from(attestation).toString('base64') };
    },

    /** The body of `verify`. */
    sign(challenge: string, said: Said = {}) {
      const data = head({ counter: ++counter, ...said });
      const clientData = collected({ type: 'webauthn.get', challenge, ...said });
      const signature = pair.sign(Buffer.concat([data, sha256(clientData)]));
      return {
        clientData: clientData.toString('base64'),
        authenticatorData: data.toString('base64'),
        signatureData: Buffer.from(signature).toString('base64'),
      };
    },
  };
}

function head(said: Said, more = 0): Buffer {
  const { rpId = new URL(BASE).hostname, present = true, verified = true, syncable = false, counter = 0 } = said;
  const data = Buffer.alloc(37);
  sha256(Buffer.from(rpId)).copy(data);
  data.writeUInt8((present ? 1 : 0) | (verified ? 4 : 0) | (syncable ? 8 : 0) | more, 32);
  data.writeUInt32BE(counter, 33);
  return data;
}

function collected({ type, challenge, origin = BASE, crossOrigin = false, topOrigin }: Said): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin, topOrigin }));
}

const sha256 = (data: Uint8Array): Buffer => createHash('sha256').update(data).digest();
const bytes = (data: Uint8Array): Uint8Array => new Uint8Array(data);
