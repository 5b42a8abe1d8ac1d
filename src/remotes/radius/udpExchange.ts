import { createSocket, type Socket } from 'node:dgram';
import type { LookupFunction } from 'node:net';
import { clearTimeout, setTimeout } from 'node:timers';
import type { NoReply } from './noReply.ts';
import { type AccessReply, readReply, type SentRequest } from './packet.ts';

/** Times that one packet is sent. */
export const SENDS = 3;

/** A server's address, and the time between two sendings in milliseconds. */
export interface UdpDestination {
  readonly host: string;
  readonly port: number;
  readonly lookup: LookupFunction;
  readonly resendMs: number;
}

/**
 * Sends a request over UDP and waits for its reply. The same packet is sent up to three times, so that a server which has
 * judged it says the same once more (RFC 2865 section 2.5). The socket is this request's own, and connected: the system
 * drops datagrams from any other address or port. Whatever is not proved to be the reply is passed over, and the waiting
 * goes on: a forger cannot make it end.
 */
export async function udpExchange(
  request: SentRequest,
  { host, port, lookup, resendMs }: UdpDestination,
): Promise<AccessReply | NoReply> {
  const found = await addressOf(host, lookup);
  if ('is' in found) return found;
  const socket = createSocket(found.family === 6 ? 'udp6' : 'udp4');
  try {
    return await exchanged(socket, request, { ...found, port, resendMs });
  } finally {
    socket.close();
  }
}

interface Address {
  readonly address: string;
  readonly family: number;
}

function exchanged(
  socket: Socket,
  request: SentRequest,
  { address, port, resendMs }: Address & { readonly port: number; readonly resendMs: number },
): Promise<AccessReply | NoReply> {
  return new Promise((resolve) => {
    let sends = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (outcome: AccessReply | NoReply) => {
      clearTimeout(timer);
      socket.removeAllListeners('message');
      resolve(outcome);
    };
    const send = () => {
      if (sends === SENDS) return end({ is: 'none', reason: 'TIMEOUT', sent: true });
      sends += 1;
      timer = setTimeout(send, resendMs);
      // An error comes as an event of the socket's.
      socket.send(request.packet, () => {});
    };
    socket.on('message', (bytes) => {
      const reply = readReply(bytes, request);
      if (reply) end(reply);
    });
    // Nobody listens there, says somebody; that may be a forger, so the request counts as sent from the first packet on.
    socket.on('error', () => end({ is: 'none', reason: 'UNREACHABLE', sent: sends > 0 }));
    socket.on('connect', send);
    socket.connect(port, address);
  });
}

function addressOf(host: string, lookup: LookupFunction): Promise<Address | NoReply> {
  return new Promise((resolve) => {
    lookup(host, { all: true }, (error, found) => {
      const [first] = error || typeof found === 'string' ? [] : found;
      if (first) return resolve(first);
      const forbidden = (error as { readonly code?: string } | null)?.code === 'FORBIDDEN_ADDRESS';
      resolve({ is: 'none', reason: forbidden ? 'FORBIDDEN_ADDRESS' : 'UNREACHABLE', sent: false });
    });
  });
}
