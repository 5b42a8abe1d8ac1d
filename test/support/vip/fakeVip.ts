import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Issuer, issuer } from './certificates.ts';
import { type VipCredential, vipCredential } from './vipCredentials.ts';
import { readMessage, type VipMessage, type VipReplyOptions, writeReply } from './vipMessages.ts';

/** A VIP service of the tests' own: published schema, mutual TLS, credentials of its own. */
export interface FakeVip {
  readonly port: number;
  /** Signs the certificates of clients, and the service's own. */
  readonly authority: Issuer;
  /** The requests that fit the schema, oldest first. */
  readonly messages: VipMessage[];
  /** What came over TLS at all. */
  readonly counted: { requests: number };
  /** A new credential of the factory's. */
  credential(id?: string): VipCredential;
  /** What is done with each request; nothing at all is silence. */
  answer: (message: VipMessage, send: (text: string, status?: number) => void, socket: Duplex) => void;
  /** What an honest service says. */
  honest(message: VipMessage): VipReplyOptions;
  reply(message: VipMessage, options: VipReplyOptions): string;
  /** Does not keep the process alive. */
  unref(): void;
  close(): Promise<void>;
}

/** Starts a service on a loopback port. A client without a certificate of the authority's is sent away by TLS. */
export async function fakeVip(): Promise<FakeVip> {
  const authority = await issuer('VIP of the tests');
  const own = await authority.issue('localhost');
  const credentials = new Map<string, VipCredential>();
  const listener = createServer({ ...own, ca: authority.cert, requestCert: true, rejectUnauthorized: true });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  let made = 14_393_583;
  const service: FakeVip = {
    port: (listener.address() as AddressInfo).port,
    authority,
    messages: [],
    counted: { requests: 0 },
    credential(id = `VSMT${++made}`) {
      const credential = vipCredential(id);
      credentials.set(id, credential);
      return credential;
    },
    answer: (message, send) => send(writeReply(message, service.honest(message))),
    honest: ({ tokenId, codes }) => ({ code: credentials.get(tokenId)?.judge(codes) ?? '4e10' }),
    reply: writeReply,
    unref: () => void listener.unref(),
    async close() {
      listener.closeAllConnections();
      listener.close();
      await once(listener, 'close');
    },
  };
  listener.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    service.counted.requests += 1;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const isXml = /^text\/xml\b/.test(request.headers['content-type'] ?? '');
    const fits = request.method === 'POST' && isXml && request.headers.soapaction !== undefined;
    const message = fits ? readMessage(request.url ?? '', Buffer.concat(parts).toString()) : undefined;
    if (!message) return void response.writeHead(500).end('600B');
    service.messages.push(message);
    const send = (text: string, status = 200) => {
      response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(text);
    };
    service.answer(message, send, request.socket);
  });
  return service;
}
