import type { Server, Socket } from 'node:net';
import type { QueueLoad } from '../domain/metrics/metrics.ts';
import type { ProxyPolicy } from '../domain/policy/proxyPolicy.ts';
import { networkOf, networks } from '../domain/values/network.ts';

/** The numbers of connections that may be open at once. */
export interface ConnectionLimits {
  /** All there are. */
  readonly all: number;
  /** Those of one address (for IPv6 of one /64) on which nobody has shown an API token yet. */
  readonly strangersPerAddress: number;
}

/** Enough for every back-end and its users' devices; a process of 10,000 idle connections grows by about 100 MB. */
export const defaultConnectionLimits: ConnectionLimits = { all: 10_000, strangersPerAddress: 1_000 };

/** The connections of a service, whichever of its servers they came to. */
export interface Connections {
  /** Watches a server: beyond the limits a connection is closed before a byte of it is read. */
  watch(server: Server): void;
  /** An API token was shown on this connection: from now on it counts among all of them only. */
  recognize(connection: object): void;
  /** Those that are open now, and the most there may be. */
  load(): QueueLoad;
}

interface Options {
  readonly limits: ConnectionLimits;
  readonly proxies: ProxyPolicy;
  readonly monotonicMs: () => number;
  /** Is told at most once a minute. */
  readonly refused: (limit: keyof ConnectionLimits) => void;
}

const MINUTE_MS = 60_000;

/** Bounds connections against floods (slowloris); the connections of our own proxies are bounded all together only. */
export function createConnections({ limits, proxies, monotonicMs, refused }: Options): Connections {
  const ours = networks(proxies.proxies);
  // With a number of proxies in front, whoever connects is one.
  const isProxy = (address: string): boolean => (proxies.hops === undefined ? ours.has(address) : proxies.hops > 0);
  const strangers = new Map<string, number>();
  const open = new Map<string, { network: string | undefined }>();
  const recognized = new WeakSet<object>();
  let told = Number.NEGATIVE_INFINITY;

  function refuse(connection: Socket, limit: keyof ConnectionLimits): void {
    connection.destroy();
    if (monotonicMs() - told < MINUTE_MS) return;
    told = monotonicMs();
    refused(limit);
  }

  function forget(entry: { network: string | undefined }): void {
    if (entry.network === undefined) return;
    const left = (strangers.get(entry.network) ?? 1) - 1;
    if (left > 0) strangers.set(entry.network, left);
    else strangers.delete(entry.network);
    entry.network = undefined;
  }

  return {
    load: () => ({ length: open.size, limit: limits.all }),
    watch(server) {
      server.on('connection', (connection: Socket) => {
        const { remoteAddress: address = '' } = connection;
        const network = isProxy(address) ? undefined : networkOf(address);
        const before = network === undefined ? 0 : (strangers.get(network) ?? 0);
        if (open.size >= limits.all) return refuse(connection, 'all');
        if (before >= limits.strangersPerAddress) return refuse(connection, 'strangersPerAddress');
        if (network !== undefined) strangers.set(network, before + 1);
        const name = nameOf(connection);
        const entry = { network };
        open.set(name, entry);
        connection.once('close', () => {
          forget(entry);
          open.delete(name);
        });
      });
    },
    recognize(connection) {
      if (recognized.has(connection)) return;
      recognized.add(connection);
      const entry = open.get(nameOf(connection as Socket));
      if (entry) forget(entry);
    },
  };
}

/** The two ends: over TLS, requests come with another object than the connection itself. */
const nameOf = ({ remoteAddress, remotePort, localAddress, localPort }: Socket): string =>
  `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
