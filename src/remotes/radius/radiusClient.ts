import type { LookupFunction } from 'node:net';
import type { TokenServerAddress } from '../../domain/factors/tokenServer.ts';
import type { NoReply } from './noReply.ts';
import { type AccessReply, type AccessRequest, accessRequest } from './packet.ts';
import { tlsExchange } from './tlsExchange.ts';
import { SENDS, udpExchange } from './udpExchange.ts';

/** Parts of the client. */
export interface RadiusClientParts {
  /** Looks up addresses that may be reached, and no others. Over UDP only the passcode is encrypted (RFC 2865 section 5.2). */
  readonly lookup: (to: { readonly host: string; readonly encrypted: boolean }) => LookupFunction;
  readonly random: (bytes: number) => Uint8Array;
  /** Milliseconds between two sendings of a packet. */
  readonly resendMs: number;
}

/** A reply, and the place in the list of the server that gave it. */
export type ClientReply = (AccessReply & { readonly server: number }) | NoReply;

/** Asks RADIUS servers. */
export interface RadiusClient {
  /** Asks them in turn until one replies; `only` is the place of the one server that may be asked. */
  ask(servers: readonly TokenServerAddress[], request: AccessRequest, only?: number): Promise<ClientReply>;
}

/** A RADIUS client over UDP (RFC 2865) and TLS (RFC 6614). */
export function createRadiusClient({ lookup, random, resendMs }: RadiusClientParts): RadiusClient {
  return {
    async ask(servers, request, only) {
      let last: NoReply = { is: 'none', reason: 'UNREACHABLE', sent: false };
      for (const [place, { host, port, secret, tls }] of servers.entries()) {
        if (only !== undefined && place !== only) continue;
        const [identifier = 0] = random(1);
        // Another server has another secret, and nobody may compare two packets of one authenticator.
        const proof = { identifier, authenticator: random(16), secret: Buffer.from(secret) };
        const sent = accessRequest(request, proof);
        const to = { host, port, lookup: lookup({ host, encrypted: tls !== undefined }) };
        const reply = tls
          ? await tlsExchange(sent, { ...to, ...tls, timeoutMs: SENDS * resendMs })
          : await udpExchange(sent, { ...to, resendMs });
        if (reply.is !== 'none') return { ...reply, server: place };
        last = { ...reply, sent: reply.sent || last.sent };
      }
      return last;
    },
  };
}
