/** One server that may have the database. */
export interface Server {
  /** `host:port`, for messages: without user or password. */
  readonly name: string;
  /** For the driver: one host, and TLS modes as libpq defines them. */
  readonly url: string;
}

/** The servers of one database. */
export interface Servers {
  readonly all: readonly Server[];
  /** Only a server that accepts writes will do: a standby is left for the next one. */
  readonly writable: boolean;
}

const URL_PARTS = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^/?#@]*)(\/[^?#]*)?(?:\?([^#]*))?$/;
const HOST = /^(\[[\da-f:.]+\]|[^:[\]]*)(:\d+)?$/i;
const WRITABLE = new Set(['read-write', 'primary']);
const TLS_MODES = new Set(['disable', 'require', 'verify-ca', 'verify-full']);

/**
 * Reads a URL as libpq does (PostgreSQL documentation, 34.1.1.2 Connection URIs): several hosts with commas between, and
 * `target_session_attrs`. With several hosts `read-write` is what is meant unless `any` is said. Throws for what a
 * service that writes cannot use; the message never holds the URL, which has a password.
 */
export function parseServers(url: string): Servers {
  const [whole, credentials, authority = '', path = '', search] = URL_PARTS.exec(url) ?? [];
  const hosts = authority.split(',');
  if (whole === undefined || !hosts.every((host) => HOST.test(host))) {
    throw new Error('--database must be postgres://user:password@host:port/database, percent-encoded (RFC 3986)');
  }
  const query = new URLSearchParams(search);
  const attributes = query.get('target_session_attrs') ?? (hosts.length > 1 ? 'read-write' : 'any');
  if (attributes !== 'any' && !WRITABLE.has(attributes)) {
    throw new Error(`--database: target_session_attrs must be read-write, primary or any, not ${attributes}`);
  }
  query.delete('target_session_attrs');
  const mode = query.get('sslmode') ?? (query.has('sslrootcert') ? 'verify-full' : undefined);
  if (mode !== undefined && !TLS_MODES.has(mode)) {
    throw new Error(`--database: sslmode must be one of ${[...TLS_MODES].join(', ')}, not ${mode}`);
  }
  if (mode !== undefined) {
    query.set('sslmode', mode);
    query.set('uselibpqcompat', 'true');
  }
  const at = credentials === undefined ? '' : `${credentials}@`;
  const end = `${path}${query.size > 0 ? `?${query}` : ''}`;
  const all = hosts.map((host) => ({ name: nameOf(host, query), url: `postgres://${at}${host}${end}` }));
  return { all, writable: attributes !== 'any' };
}

/** A host of the query (a Unix socket) stands in the place of the one of the authority. */
function nameOf(host: string, query: URLSearchParams): string {
  const named = query.get('host') ?? (host || 'localhost');
  const port = query.get('port') ?? '5432';
  return /:\d+$/.test(named) ? named : `${named}:${port}`;
}
