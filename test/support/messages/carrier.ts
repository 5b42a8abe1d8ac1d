import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as a carrier was handed it. */
export interface Carried {
  readonly id: string;
  readonly to: string;
  readonly code: string;
  readonly ref: string;
  readonly webhookUrl?: string;
  /** Counts up over all carriers. */
  readonly order: number;
}

/** A carrier's server on this machine, which `fakeProvider` sends to. */
export interface Carrier {
  readonly url: string;
  /** Messages that were accepted by a reply that reached the sender. */
  readonly accepted: Carried[];
  /** Number of messages it was handed. */
  asked: number;
  /** The answer to messages; accepts by default. `delayMs` keeps the caller waiting. */
  answer: { readonly status?: number; readonly delayMs?: number; readonly location?: string };
  /** Cuts every connection, as a process that is killed does. */
  close(): Promise<void>;
}

let accepted = 0;

export async function startCarrier(): Promise<Carrier> {
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    carrier.asked += 1;
    const message = JSON.parse(text) as Carried;
    const { status = 200, delayMs = 0, location } = carrier.answer;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (response.destroyed) return;
    const ref = `ref-${carrier.asked}-${message.id}`;
    response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) });
    response.once('finish', () => {
      if (status === 200) carrier.accepted.push({ ...message, ref, order: ++accepted });
    });
    response.end(JSON.stringify({ ref }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const carrier: Carrier = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    accepted: [],
    asked: 0,
    answer: {},
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return carrier;
}
