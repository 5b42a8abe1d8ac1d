import type { SendMailOptions, SMTPPoolSentMessageInfo, Transporter } from 'nodemailer';

/** A mail server and how to get in. */
export interface Reached {
  readonly host: string;
  readonly port: number;
  readonly security: 'starttls' | 'tls' | 'none';
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly ca?: string;
}

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
  server: Reached,
  mail: SendMailOptions,
  signal: AbortSignal,
): Promise<SMTPPoolSentMessageInfo> {
  signal.throwIfAborted();
  const { transport, underWay } = await poolOf(server);
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
  const key = JSON.stringify(server);
  const known = pools.get(key);
  // From here on a new e-mail opens a pool of its own.
  pools.delete(key);
  const pool = await known;
  if (!pool) return;
  await Promise.allSettled(pool.underWay);
  pool.transport.close();
}

function poolOf(server: Reached): Promise<Pool> {
  const key = JSON.stringify(server);
  const known = pools.get(key) ?? createPool(server);
  pools.set(key, known);
  return known;
}

async function createPool({ host, port, security, auth, ca }: Reached): Promise<Pool> {
  // A service that sends no e-mail needs no library for it.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    ...{ pool: true, maxConnections: MAX_CONNECTIONS, maxMessages: Number.POSITIVE_INFINITY, idleTimeout: IDLE_MS },
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    // An account that is set is used, whether the server offers to sign in or not.
    ...(auth !== undefined && { auth: { ...auth }, forceAuth: true }),
    ...(ca !== undefined && { tls: { ca } }),
  });
  return { transport, underWay: new Set() };
}
