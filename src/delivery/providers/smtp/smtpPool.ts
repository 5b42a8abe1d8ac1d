import SMTPConnection from 'nodemailer/lib/smtp-connection';

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
const MAX_IDLE = 5;

interface Idle {
  readonly connection: SMTPConnection;
  readonly timer: NodeJS.Timeout;
}

const idle = new Map<string, Idle[]>();

/**
 * Runs one transaction over a connection that waits from before, or over a new one. When the signal comes the
 * connection is cut: a message whose last byte was not sent is then not delivered either.
 */
export async function withConnection<T>(
  server: Reached,
  signal: AbortSignal,
  run: (connection: SMTPConnection) => Promise<T>,
): Promise<T> {
  const key = JSON.stringify(server);
  const waiting = takeIdle(key);
  if (waiting) {
    const alive = await guarded(
      waiting,
      signal,
      ready((done) => waiting.reset(done)),
    ).then(
      () => true,
      () => false,
    );
    if (alive) return used(key, waiting, signal, run);
    waiting.close();
  }
  signal.throwIfAborted();
  const connection = open(server);
  await guarded(connection, signal, signIn(connection, server)).catch((error) => {
    connection.close();
    throw error;
  });
  return used(key, connection, signal, run);
}

/** Ends the connections to a server that wait for the next message. */
export async function closeIdle(server: Reached): Promise<void> {
  const key = JSON.stringify(server);
  for (let connection = takeIdle(key); connection; connection = takeIdle(key)) connection.quit();
}

async function used<T>(
  key: string,
  connection: SMTPConnection,
  signal: AbortSignal,
  run: (connection: SMTPConnection) => Promise<T>,
): Promise<T> {
  try {
    const result = await guarded(connection, signal, run(connection));
    keep(key, connection);
    return result;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function open({ host, port, security, ca }: Reached): SMTPConnection {
  const connection = new SMTPConnection({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...(ca !== undefined && { tls: { ca } }),
  });
  // Errors of a connection nobody is waiting for must not end the process.
  connection.on('error', () => {});
  return connection;
}

async function signIn(connection: SMTPConnection, { auth }: Reached): Promise<void> {
  await ready((done) => connection.connect(() => done()));
  if (auth) await ready((done) => connection.login(auth, done));
}

const ready = (start: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));

/** The work, unless the connection fails or the signal comes first. */
function guarded<T>(connection: SMTPConnection, signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      connection.close();
      reject(signal.reason);
    };
    const ended = () => reject(Object.assign(new Error('closed'), { code: 'ECONNECTION' }));
    const done = () => {
      signal.removeEventListener('abort', aborted);
      connection.off('error', reject).off('end', ended);
    };
    signal.addEventListener('abort', aborted);
    connection.on('error', reject).on('end', ended);
    work.then(resolve, reject).finally(done);
    if (signal.aborted) aborted();
  });
}

function keep(key: string, connection: SMTPConnection): void {
  const waiting = idle.get(key) ?? [];
  if (waiting.length >= MAX_IDLE) {
    connection.quit();
    return;
  }
  const timer = setTimeout(() => {
    forget(key, connection);
    connection.quit();
  }, IDLE_MS);
  timer.unref();
  connection.once('end', () => forget(key, connection));
  idle.set(key, [...waiting, { connection, timer }]);
}

function takeIdle(key: string): SMTPConnection | undefined {
  const last = idle.get(key)?.at(-1);
  if (last) forget(key, last.connection);
  return last?.connection;
}

function forget(key: string, connection: SMTPConnection): void {
  const waiting = idle.get(key) ?? [];
  const rest = waiting.filter((entry) => entry.connection !== connection);
  for (const { timer } of waiting.filter((entry) => entry.connection === connection)) clearTimeout(timer);
  if (rest.length > 0) idle.set(key, rest);
  else idle.delete(key);
}
