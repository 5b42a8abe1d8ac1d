import type { LookupFunction } from 'node:net';
import { clearTimeout, setTimeout } from 'node:timers';
import { connect, type TLSSocket } from 'node:tls';
import type { TokenServerTls } from '../../domain/factors/tokenServer.ts';
import type { NoReply } from './noReply.ts';
import { type AccessReply, LONGEST, readReply, type SentRequest, SHORTEST } from './packet.ts';

/** A server's address and certificates, and the time for all of it, from looking its name up on, in milliseconds. */
export interface TlsDestination extends TokenServerTls {
  readonly host: string;
  readonly port: number;
  readonly lookup: LookupFunction;
  readonly timeoutMs: number;
}

/**
 * Sends a request over TLS (RFC 6614) and waits for its reply. The server has to show a certificate for the host that was
 * named. The packet is sent once: TCP sees to the rest (RFC 6613 section 2.6.1). The connection is this request's own, and
 * whatever in it is not proved to be the reply is passed over, as over UDP; Message-Authenticator is demanded too.
 */
export function tlsExchange(
  request: SentRequest,
  { host, port, lookup, timeoutMs, authority, credentials }: TlsDestination,
): Promise<AccessReply | NoReply> {
  return new Promise((resolve) => {
    let sent = false;
    const socket = connect({
      ...{ host, port, lookup },
      ...(authority !== undefined && { ca: authority }),
      ...(credentials && { cert: credentials.certificate, key: credentials.key }),
      // Whatever the environment of the process says, a server that nobody vouches for is none.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    });
    const end = (outcome: AccessReply | NoReply) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const none = (reason: NoReply['reason']) => end({ is: 'none', reason, sent });
    const timer = setTimeout(() => none('TIMEOUT'), timeoutMs);
    socket.once('secureConnect', () => {
      sent = true;
      socket.write(request.packet);
    });
    socket.on('error', (error: Error & { readonly code?: string }) =>
      none(error.code === 'FORBIDDEN_ADDRESS' ? 'FORBIDDEN_ADDRESS' : 'UNREACHABLE'),
    );
    socket.on('close', () => none('UNREACHABLE'));
    readPackets(socket, {
      packet(bytes) {
        const reply = readReply(bytes, request);
        if (reply) end(reply);
      },
      // Where the next packet begins cannot be known any more (RFC 6613 section 2.6.4).
      malformed: () => none('UNREACHABLE'),
    });
  });
}

interface PacketListener {
  readonly packet: (bytes: Buffer) => void;
  readonly malformed: () => void;
}

/** Cuts a stream into packets by the length that each of them has in its third and fourth byte. */
function readPackets(socket: TLSSocket, { packet, malformed }: PacketListener): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 4) {
      const length = rest.readUInt16BE(2);
      if (length < SHORTEST || length > LONGEST) return malformed();
      if (rest.length < length) return;
      packet(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  });
}
