import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Attestation } from './attestation.ts';

/** A page's request to a U2F key. */
interface U2fRequest {
  /** The challenge, which Okta's API calls the nonce (fact 28). */
  readonly challenge: string;
  readonly appId: string;
  /** The page's origin; by default that of the appId. */
  readonly origin?: string;
}

/** A U2F key made of software: the raw messages of FIDO U2F 1.2, in base64url as browsers' `u2f` API gives them. */
export interface VirtualU2f {
  register(request: U2fRequest): { readonly registrationData: string; readonly clientData: string };
  /** By the newest key for the appId, unless a handle is given. */
  sign(request: U2fRequest & { readonly keyHandle?: string }): {
    readonly signatureData: string;
    readonly clientData: string;
  };
  /** A copy with the same keys, whose counter falls behind when the other one is used. */
  clone(): VirtualU2f;
  /** The keys it holds, oldest first. */
  keys(): readonly { readonly keyHandle: string; readonly appId: string; readonly counter: number }[];
}

interface Key {
  readonly keyHandle: string;
  readonly appId: string;
  readonly privateKey: KeyObject;
  counter: number;
}

/** The parts of a U2F key that are not its own doing. */
interface U2fParts {
  readonly random: (bytes: number) => Uint8Array;
  readonly attestation: Attestation;
}

/** Makes a key that nobody has registered yet. */
export function createVirtualU2f({ random, attestation }: U2fParts): VirtualU2f {
  return keyWith(random, attestation, []);
}

function keyWith(random: U2fParts['random'], attestation: Attestation, held: Key[]): VirtualU2f {
  return {
    register(request) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      // The last 65 bytes of the form for P-256 are the point itself, uncompressed.
      const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65);
      const handle = random(64);
      const clientData = collect('navigator.id.finishEnrollment', request);
      const { appId } = request;
      const message = Buffer.concat([Buffer.from([0]), digest(appId), digest(clientData), handle, point]);
      const registration = Buffer.concat([
        ...[Buffer.from([0x05]), point, Buffer.from([handle.length]), handle],
        ...[attestation.certificate, attestation.sign(message)],
      ]);
      held.push({ keyHandle: base64url(handle), appId, privateKey, counter: 0 });
      return { registrationData: base64url(registration), clientData: base64url(clientData) };
    },

    sign({ keyHandle, ...request }) {
      const { appId } = request;
      const key = held.findLast((one) => one.appId === appId && (keyHandle ?? one.keyHandle) === one.keyHandle);
      if (!key) throw new DOMException(`This key is not registered for ${appId}.`, 'NotAllowedError');
      key.counter += 1;
      const presence = Buffer.alloc(5, 1);
      presence.writeUInt32BE(key.counter, 1);
      const clientData = collect('navigator.id.getAssertion', request);
      const message = Buffer.concat([digest(appId), presence, digest(clientData)]);
      const signature = Buffer.concat([presence, sign('sha256', message, key.privateKey)]);
      return { signatureData: base64url(signature), clientData: base64url(clientData) };
    },

    clone: () =>
      keyWith(
        random,
        attestation,
        held.map((key) => ({ ...key })),
      ),
    keys: () => held.map(({ keyHandle, appId, counter }) => ({ keyHandle, appId, counter })),
  };
}

const collect = (typ: string, { challenge, appId, origin = originOf(appId) }: U2fRequest): Buffer =>
  Buffer.from(JSON.stringify({ typ, challenge, origin, cid_pubkey: 'unused' }));

const originOf = (appId: string): string => (URL.canParse(appId) ? new URL(appId).origin : appId);
const digest = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
