import { DatabaseUnavailable } from '../store/shared/databaseUnavailable.ts';

const SETTING = '--database (COFACTOR_DATABASE_URL)';

/** By SQLSTATE or the code of the system: what to do. */
const advice: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; is PostgreSQL running, and is it this host and port?',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  '28P01': 'give the right user and password in the URL',
  '28000': 'let the user in: a line of pg_hba.conf, a password, or TLS (sslmode) is missing',
  '3D000': 'create the database, with: createdb NAME',
  '42501':
    'the user of the URL needs a schema of its own or: grant usage, create on schema public to USER (for cofactor migrate),' +
    ' and select, insert, update, delete on its tables (for cofactor serve)',
  '53300': 'raise max_connections of the server or the role, or lower --database-connections',
  '25006': 'none of the servers accepts writes; name the primary too',
  '57P03': 'the server is starting or stopping; try again',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'name the certificate of its authority with sslrootcert=FILE',
  SELF_SIGNED_CERT_IN_CHAIN: 'name the certificate of its authority with sslrootcert=FILE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'name the certificate of its authority with sslrootcert=FILE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'name the certificate of its authority with sslrootcert=FILE',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host: name that one, or use sslmode=verify-ca',
};

/** One line for an operator whose database failed a command: the setting, what happened, what to do; undefined for other errors. */
export function databaseFailure(error: unknown): string | undefined {
  const chain = causesOf(error);
  const root = chain.at(-1);
  const code = (root as { code?: string } | undefined)?.code ?? '';
  const known = Object.hasOwn(advice, code) && (isOfServer(root) || chain.some(isUnavailable));
  if (!root || !(known || chain.some(isUnavailable))) return undefined;
  const unavailable = chain.find(isUnavailable);
  const where = unavailable !== undefined && unavailable !== root ? `${unavailable.message}: ` : '';
  const said = root.message || code;
  const tls = said.includes('does not support SSL') ? 'switch TLS on at the server, or say sslmode=disable' : undefined;
  const help = advice[code] ?? tls;
  return `${SETTING}: ${where}${said}${help === undefined ? '' : `; ${help}`}`;
}

/** An address tried over IPv4 and IPv6 fails with a list of errors, of which the first will do. */
function causesOf(error: unknown): readonly Error[] {
  if (!(error instanceof Error)) return [];
  const next = error instanceof AggregateError ? error.errors[0] : error.cause;
  return [error, ...causesOf(next)];
}

const isUnavailable = (error: Error): boolean => error instanceof DatabaseUnavailable;

/** PostgreSQL's own refusals have a severity. */
const isOfServer = (error: Error | undefined): boolean =>
  (error as { severity?: string } | undefined)?.severity !== undefined;
