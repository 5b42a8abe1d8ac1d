import { createHash, generateKeyPairSync, sign } from 'node:crypto';

import { createAttestation } from '../../../../src/dev/devices/virtual/attestation.ts';
import { BASE } from '../../world.ts';

/** Statements of a U2F key and its browser; each may be a lie. */
export interface SaidU2f {
  readonly typ?: string;
  readonly challenge?: string;
  readonly origin?: string;
  readonly appId?: string;
  readonly present?: boolean;
  readonly counter?: number;
}

/** The certificate of all keys, which are of one series. */
const attestation = await createAttestation();

/** A U2F key (Raw Message Formats 1.2) whose every byte is a test's to choose. */
export function handmadeU2f() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65);
  const handle = createHash('sha512').update(point).digest();
  let used = 0;
  return {
    handle: handle.toString('base64url'),
    /** The certificate of its maker, DER. */
    certificate: attestation.certificate,

    /** The body of `lifecycle/activate`. */
    register(challenge: string, said: SaidU2f = {}) {
      const clientData = collected({ typ: 'navigator.id.finishEnrollment', challenge, ...said });
      const message = [Buffer.from([0]), sha256(said.appId ?? BASE), sha256(clientData), handle, point];
      const signature = attestation.sign(Buffer.concat(message));
      const head = [Buffer.from([5]), point, Buffer.from([handle.length]), handle];
      const registration = Buffer.concat([...head, attestation.certificate, signature]);
      return { clientData: base64(clientData), registrationData: base64(registration) };
    },

    /** The body of `verify`. */
    sign(challenge: string, said: SaidU2f = {}) {
      const clientData = collected({ typ: 'navigator.id.getAssertion', challenge, ...said });
      const head = Buffer.alloc(5);
      head.writeUInt8(said.present === false ? 0 : 1);
      head.writeUInt32BE(said.counter ?? ++used, 1);
      const signature = sign(
        'sha256',
        Buffer.concat([sha256(said.appId ?? BASE), head, sha256(clientData)]),
        privateKey,
      );
      return { clientData: base64(clientData), signatureData: base64(Buffer.concat([head, signature])) };
    },
  };
}

const collected = ({ typ, challenge, origin = BASE }: SaidU2f): Buffer =>
  Buffer.from(JSON.stringify({ typ, challenge, origin, cid_pubkey: 'unused' }));
const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64url');
