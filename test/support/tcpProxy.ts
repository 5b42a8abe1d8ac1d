import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire between a client and a server that a test can cut or make swallow what is sent. */
export interface TcpProxy {
  readonly port: number;
  /** From now on nothing arrives, in either direction, and nobody is told: a firewall that drops, a frozen host. */
  swallow(): void;
  /** What was swallowed stays lost; new connections work. */
  restore(): void;
  /** Ends every connection with a reset. */
  cut(): void;
  /** Sends new connections elsewhere. */
  target(port: number): void;
  close(): Promise<void>;
}

/** Starts one on a free port of this machine. */
export async function tcpProxy(to: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let silent = false;
  let port = to;
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const [from, into] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      // A connection that has been silent stays so: what it lost is not sent again.
      let lost = silent;
      from.on('data', (data) => {
        lost ||= silent;
        if (!lost) into.write(data);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        if (!silent && !lost) into.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    swallow: () => {
      silent = true;
    },
    restore: () => {
      silent = false;
    },
    cut,
    target: (next) => {
      port = next;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
