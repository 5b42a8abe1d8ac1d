import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

const PROBE_MS = 200;

/** A reverse proxy as simple as one can be: in turn to whichever is ready, keeping connections, repeating nothing. */
export interface Balancer {
  readonly url: string;
  /** The servers that requests may go to; they do as soon as a probe has found one ready. */
  readonly backends: Set<string>;
  close(): void;
}

/** Starts one on a free port. */
export async function startBalancer(): Promise<Balancer> {
  const backends = new Set<string>();
  const ready = new Set<string>();
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  const probe = setInterval(() => {
    for (const url of ready) if (!backends.has(url)) ready.delete(url);
    for (const url of backends) {
      fetch(`${url}/readyz`).then(
        ({ ok }) => (ok ? ready.add(url) : ready.delete(url)),
        () => ready.delete(url),
      );
    }
  }, PROBE_MS);
  const server = createServer((incoming, outgoing) => {
    const to = [...ready][turn++ % Math.max(1, ready.size)];
    const failed = () => {
      outgoing.writeHead(502);
      outgoing.end();
    };
    if (to === undefined) return failed();
    const { method, headers } = incoming;
    const onward = request(to + incoming.url, { ...(method && { method }), headers, agent }, (answer) => {
      const { connection, ...rest } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, rest);
      answer.pipe(outgoing);
    });
    onward.on('error', failed);
    incoming.pipe(onward);
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    backends,
    close() {
      clearInterval(probe);
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}
