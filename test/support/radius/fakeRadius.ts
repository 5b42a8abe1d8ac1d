import { createHash, createHmac } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** A request as the fake server reads it. */
export interface RadiusRequest {
  readonly bytes: Buffer;
  readonly userName: string;
  readonly password: string;
  readonly state: string | undefined;
  readonly nasIdentifier: string | undefined;
  /** The types of its attributes, in order. */
  readonly types: readonly number[];
  readonly from: RemoteInfo;
}

/** A reply that the fake server is to make. Each lie is an option of its own. */
export interface RadiusReply {
  /** 2 Access-Accept, 3 Access-Reject, 11 Access-Challenge. */
  readonly code: number;
  readonly state?: string;
  readonly message?: string;
  /** The identifier in the place of the request's. */
  readonly identifier?: number;
  /** The request in the place of this one's, whose authenticator is proved. */
  readonly to?: Buffer;
  readonly secret?: string;
  readonly messageAuthenticator?: 'none' | 'wrong' | 'twice';
}

/** A RADIUS server of the tests' own, made from RFC 2865 and 3579 apart from the client that it judges. */
export interface FakeRadius {
  readonly port: number;
  readonly secret: string;
  readonly requests: RadiusRequest[];
  /** What is done with each request; nothing at all is silence. */
  answer: (request: RadiusRequest, send: (bytes: Buffer) => void) => void;
  reply(request: RadiusRequest, reply: RadiusReply): Buffer;
  /** Does not keep the process alive. */
  unref(): void;
  close(): Promise<void>;
}

/** Starts a server on a loopback port. A request whose Message-Authenticator is not right is not counted. */
export async function fakeRadius(secret = 'a secret of the tests'): Promise<FakeRadius> {
  const socket: Socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const server: FakeRadius = {
    port: socket.address().port,
    secret,
    requests: [],
    answer: () => {},
    reply: (request, reply) => replyTo(request.bytes, reply, secret),
    unref: () => void socket.unref(),
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
  socket.on('message', (bytes, from) => {
    const request = readRequest(bytes, from, secret);
    if (!request) return;
    server.requests.push(request);
    server.answer(request, (reply) => socket.send(reply, from.port, from.address));
  });
  return server;
}

const md5 = (...parts: readonly Uint8Array[]): Buffer => {
  const digest = createHash('md5');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

/** Reads a request; undefined where its Message-Authenticator is not right. */
export function readRequest(bytes: Buffer, from: RemoteInfo, secret: string): RadiusRequest | undefined {
  const authenticator = bytes.subarray(4, 20);
  const types: number[] = [];
  const values = new Map<number, Buffer>();
  for (let at = 20; at < bytes.length; at += bytes.readUInt8(at + 1)) {
    types.push(bytes.readUInt8(at));
    values.set(bytes.readUInt8(at), bytes.subarray(at + 2, at + bytes.readUInt8(at + 1)));
  }
  // It is the first attribute, or it protects nothing.
  if (types[0] !== 80) return undefined;
  const blank = Buffer.from(bytes);
  blank.fill(0, 22, 38);
  if (!createHmac('md5', secret).update(blank).digest().equals(bytes.subarray(22, 38))) return undefined;
  const hidden = values.get(2) ?? Buffer.alloc(0);
  const clear = Buffer.alloc(hidden.length);
  for (let at = 0; at < hidden.length; at += 16) {
    const mask = md5(Buffer.from(secret), at === 0 ? authenticator : hidden.subarray(at - 16, at));
    for (let n = 0; n < 16; n++) clear[at + n] = hidden.readUInt8(at + n) ^ mask.readUInt8(n);
  }
  return {
    bytes: Buffer.from(bytes),
    userName: values.get(1)?.toString() ?? '',
    password: clear.toString().replace(/\0+$/, ''),
    state: values.get(24)?.toString(),
    nasIdentifier: values.get(32)?.toString(),
    types,
    from,
  };
}

/** A reply, with the lies that are wanted of it. */
export function replyTo(request: Buffer, reply: RadiusReply, ownSecret: string): Buffer {
  const secret = reply.secret ?? ownSecret;
  const { messageAuthenticator } = reply;
  const asked = (reply.to ?? request).subarray(4, 20);
  const one = (type: number, value: Buffer) => Buffer.concat([Buffer.from([type, value.length + 2]), value]);
  const mac = one(80, Buffer.alloc(16));
  const attributes = Buffer.concat([
    ...(messageAuthenticator === 'none' ? [] : [mac]),
    ...(messageAuthenticator === 'twice' ? [mac] : []),
    ...(reply.state === undefined ? [] : [one(24, Buffer.from(reply.state))]),
    ...(reply.message === undefined ? [] : [one(18, Buffer.from(reply.message))]),
  ]);
  const packet = Buffer.concat([
    Buffer.from([reply.code, reply.identifier ?? request.readUInt8(1), 0, 0]),
    asked,
    attributes,
  ]);
  packet.writeUInt16BE(packet.length, 2);
  if (messageAuthenticator !== 'none') {
    packet.set(
      createHmac('md5', messageAuthenticator === 'wrong' ? 'another' : secret)
        .update(packet)
        .digest(),
      22,
    );
  }
  packet.set(md5(packet, Buffer.from(secret)), 4);
  return packet;
}
