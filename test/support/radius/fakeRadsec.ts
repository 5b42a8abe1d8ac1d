import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { Certificate } from '../certificate.ts';
import { type RadiusReply, type RadiusRequest, readRequest, replyTo } from './fakeRadius.ts';

const SECRET = 'radsec';

/** A request as the fake server reads it, and who sent it by the certificate that was shown. */
export interface RadsecRequest extends RadiusRequest {
  readonly client: string | undefined;
}

/** A RADIUS server over TLS of the tests' own, made from RFC 6614 apart from the client that it judges. */
export interface FakeRadsec {
  readonly port: number;
  readonly requests: RadsecRequest[];
  /** Connections over which TLS was established. */
  readonly connections: () => number;
  /** Done with each request; nothing at all is silence. */
  answer: (request: RadsecRequest, send: (bytes: Buffer) => void) => void;
  reply(request: RadiusRequest, reply: RadiusReply): Buffer;
  close(): Promise<void>;
}

/** Starts a server on a loopback port. `authority` signs the certificates that clients may show; they may show none. */
export async function fakeRadsec(own: Certificate, authority: string): Promise<FakeRadsec> {
  let established = 0;
  const sockets = new Set<TLSSocket>();
  const server = createServer({ ...own, ca: authority, requestCert: true, rejectUnauthorized: false });
  const fake: FakeRadsec = {
    port: 0,
    requests: [],
    connections: () => established,
    answer: () => {},
    reply: (request, reply) => replyTo(request.bytes, reply, SECRET),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  server.on('secureConnection', (socket) => {
    established += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    const from = {
      address: socket.remoteAddress ?? '',
      family: 'IPv4',
      port: socket.remotePort ?? 0,
      size: 0,
    } as const;
    socket.on('data', (bytes: Buffer) => {
      const read = readRequest(bytes, from, SECRET);
      if (!read) return;
      const client = socket.authorized ? socket.getPeerCertificate().subject.CN : undefined;
      const request = { ...read, client: typeof client === 'string' ? client : undefined };
      fake.requests.push(request);
      fake.answer(request, (reply) => socket.write(reply));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(fake, { port: (server.address() as AddressInfo).port });
}
