import { connect, type Socket } from 'node:net';
import type { SendMailOptions, SMTPPoolSentMessageInfo, Transporter } from 'nodemailer';
import type { Connector } from '../../../outgoing/connector.ts';
import type { Destination } from '../../../outgoing/guard.ts';

/** A mail server and how to get in. */
export interface Reached {
  readonly host: string;
  readonly port: number;
  readonly security: 'starttls' | 'tls' | 'none';
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly ca?: string;
}

/** A mail server and the way to it. */
interface Way {
  readonly server: Reached;
  readonly connector: Connector;
}

/** The server as the guard sees it. */
export const destinationOf = ({ host, security }: Reached): Destination => ({ host, encrypted: security !== 'none' });

/** Servers hang up after minutes; a connection that waited less is as good as new. */
const IDLE_MS = 30_000;
/** More at once than most servers let one sender have; further e-mails wait for their turn. */
const MAX_CONNECTIONS = 20;

interface Pool {
  readonly transport: Transporter<SMTPPoolSentMessageInfo>;
  /** E-mails that wait for their turn or are being sent. */
  readonly underWay: Set<Promise<unknown>>;
}

const pools = new Map<string, Promise<Pool>>();

/**
 * Sends an e-mail over a connection that waits from before, or over a new one. When the signal comes the connection is
 * cut: a message whose last byte was not sent is then not delivered either.
 */
export async function sendThrough(
  way: Way,
  mail: SendMailOptions,
  signal: AbortSignal,
): Promise<SMTPPoolSentMessageInfo> {
  signal.throwIfAborted();
  const { transport, underWay } = await poolOf(way);
  const sent = transport.sendMail({ ...mail, signal, disableFileAccess: true, disableUrlAccess: true });
  underWay.add(sent);
  try {
    return await sent;
  } finally {
    underWay.delete(sent);
  }
}

/** Ends the connections to a server, once nothing is under way over them. */
export async function closePool(server: Reached): Promise<void> {
  for (const trusted of [true, false]) {
    const key = keyOf(server, trusted);
    const known = pools.get(key);
    // From here on a new e-mail opens a pool of its own.
    pools.delete(key);
    const pool = await known;
    if (!pool) continue;
    await Promise.allSettled(pool.underWay);
    pool.transport.close();
  }
}

/** A connection to where only the operator may go is never handed to others. */
const keyOf = (server: Reached, trusted: boolean): string => JSON.stringify([trusted, server]);

function poolOf(way: Way): Promise<Pool> {
  const key = keyOf(way.server, way.connector.trusted);
  const known = pools.get(key) ?? createPool(way);
  pools.set(key, known);
  return known;
}

async function createPool({ server, connector }: Way): Promise<Pool> {
  const { host, port, security, auth, ca } = server;
  // A service that sends no e-mail needs no library for it.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    ...{ pool: true, maxConnections: MAX_CONNECTIONS, maxMessages: Number.POSITIVE_INFINITY, idleTimeout: IDLE_MS },
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    // An account that is set is used, whether the server offers to sign in or not.
    ...(auth !== undefined && { auth: { ...auth }, forceAuth: true }),
    ...(ca !== undefined && { tls: { ca } }),
    // The library would look the name up by itself.
    getSocket: socketOf(server, connector),
  });
  return { transport, underWay: new Set() };
}

/** Opens the sockets of a pool, to addresses that may be reached alone. */
function socketOf(server: Reached, connector: Connector) {
  return (_options: unknown, done: (error: Error | null, opened?: { readonly connection: Socket } | false) => void) => {
    const to = destinationOf(server);
    const problem = connector.problem(to);
    if (problem !== undefined) {
      done(Object.assign(new Error(problem), { code: 'FORBIDDEN_ADDRESS' }), false);
      return;
    }
    const connection = connect({ host: server.host, port: server.port, lookup: connector.lookup(to) });
    // The library's own code for it, unless it is ours.
    const failed = (error: Error & { code?: string }) =>
      done(error.code === 'FORBIDDEN_ADDRESS' ? error : Object.assign(error, { code: 'ESOCKET' }), false);
    connection.once('error', failed).once('connect', () => {
      connection.off('error', failed);
      done(null, { connection });
    });
  };
}
