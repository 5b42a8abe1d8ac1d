import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { importJWK, jwtVerify } from 'jose';
import { certificate } from '../certificate.ts';

/** A message as it reached the push service, and as the browser behind it reads it. */
export interface PushedMessage {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Decrypted (RFC 8291), without its padding. */
  readonly text: string;
  /** All that was sent, padding included. */
  readonly length: number;
  /** Claims of the sender's token (RFC 8292 section 2), once its signature was verified with the key it names. */
  readonly sender: { readonly key: string; readonly aud: unknown; readonly sub: unknown; readonly exp: unknown };
}

/** The push service of a browser vendor, and the browser that subscribed with it. */
export interface PushService {
  readonly origin: string;
  readonly received: PushedMessage[];
  /** The status of all answers from now on; 201 at first. */
  status: number;
  /** Milliseconds before it answers. */
  delayMs: number;
  /** By which it is known, for processes that are to trust it. */
  readonly certificate: string;
  /** A new subscription, as `PushSubscription.toJSON()` has it. */
  subscribe(path?: string): Subscription;
  /** Waits until so many messages have come. */
  messages(count: number): Promise<readonly PushedMessage[]>;
  close(): Promise<void>;
}

/** The address of a browser, and the keys of messages that only it can read (RFC 8291). */
export interface Subscription {
  readonly endpoint: string;
  readonly expirationTime: null;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

interface Receiver {
  readonly keys: ECDH;
  readonly auth: Buffer;
}

/** Listens with a certificate that this process trusts from now on. */
export async function pushService(): Promise<PushService> {
  const own = await certificate();
  setDefaultCACertificates([...getCACertificates('default'), own.cert]);
  const receivers = new Map<string, Receiver>();
  const server = createServer(own, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '';
    const headers = request.headers as PushedMessage['headers'];
    const body = Buffer.concat(chunks);
    const receiver = receivers.get(path);
    // As they are now: a test that waits for the message changes them as soon as it is there.
    const { status, delayMs } = service;
    if (receiver) {
      const sender = await senderOf(headers.authorization ?? '', service.origin);
      const text = decrypt(body, receiver).toString('utf8');
      service.received.push({ path, headers, text, length: body.length, sender });
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const service: PushService = {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    received: [],
    status: 201,
    delayMs: 0,
    certificate: own.cert,
    subscribe(path = `/push/${randomBytes(16).toString('base64url')}`) {
      const keys = createECDH('prime256v1');
      const p256dh = keys.generateKeys().toString('base64url');
      const auth = randomBytes(16);
      receivers.set(path, { keys, auth });
      return {
        endpoint: service.origin + path,
        expirationTime: null,
        keys: { p256dh, auth: auth.toString('base64url') },
      };
    },
    async messages(count) {
      for (let tries = 0; service.received.length < count; tries++) {
        if (tries > 3_000) throw new Error(`${service.received.length} of ${count} messages came`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return service.received;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}

/** RFC 8188 section 2 and RFC 8291 section 3, from the receiver's side. */
function decrypt(body: Buffer, { keys, auth }: Receiver): Buffer {
  const salt = body.subarray(0, 16);
  const recordSize = body.readUInt32BE(16);
  const idLength = body.readUInt8(20);
  const senderKey = body.subarray(21, 21 + idLength);
  const record = body.subarray(21 + idLength);
  if (record.length > recordSize) throw new Error('more than one record');
  const hkdf = (from: Uint8Array, salted: Uint8Array, info: Buffer, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', from, salted, info, length));
  const shared = keys.computeSecret(senderKey);
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), senderKey]);
  const input = hkdf(shared, auth, keyInfo, 32);
  const key = hkdf(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = hkdf(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('not the last record');
  return padded.subarray(0, end);
}

/** RFC 8292 sections 2 and 3: who sends, by the key that the header names and a token that it signed. */
async function senderOf(authorization: string, origin: string): Promise<PushedMessage['sender']> {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const publicKey = await importJWK({ kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, 'ES256');
  const { payload } = await jwtVerify(token, publicKey, { algorithms: ['ES256'], audience: origin });
  return { key, aud: payload.aud, sub: payload.sub, exp: payload.exp };
}
