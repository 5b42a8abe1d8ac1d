import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ConfigError } from '../config.ts';
import { type Authority, createAuthority, issueCertificate, type ServerCertificate } from '../dev/certificates.ts';
import { isPermitted } from '../dev/nameConstraints.ts';
import { isEveryAddress } from '../domain/values/network.ts';
import { sqlitePath } from '../store/open.ts';
import type { ServiceFlags } from './flags/serviceFlags.ts';
import { ownAddresses } from './ownAddresses.ts';

interface LocalTls {
  readonly certificate: ServerCertificate;
  /** Path of the authority's certificate, which clients must trust. */
  readonly caFile: string;
}

/**
 * A certificate for the service, from an authority that is made once and kept beside the database: its key is in
 * `ca.json`, for its owner only, and what is to be trusted in `ca.pem`. A name it may not vouch for makes a new one.
 */
export async function localTls(
  flags: Pick<ServiceFlags, 'database' | 'host' | 'publicUrl'>,
  nowMs: number,
): Promise<LocalTls> {
  const folder = resolve(folderOf(flags.database));
  const names = namesOf(flags);
  const caFile = join(folder, 'ca.pem');
  const authority = await authorityOf(join(folder, 'ca.json'), names, nowMs);
  writeFileSync(caFile, authority.certificate, { mode: 0o644 });
  return { certificate: await issueCertificate(authority, names, nowMs), caFile };
}

/** A database in memory, or on another machine, leaves no folder: then it is the default database's. */
function folderOf(database: string): string {
  const path = sqlitePath(database);
  return path === undefined || path === ':memory:' ? '.cofactor' : dirname(path);
}

/** Names the certificate is for: loopback, the host and the public URL; on all addresses, those of the machine too. */
function namesOf({ host, publicUrl }: Pick<ServiceFlags, 'host' | 'publicUrl'>): readonly string[] {
  const own = ['localhost', '127.0.0.1', '::1', host];
  if (publicUrl !== undefined && URL.canParse(publicUrl)) own.push(new URL(publicUrl).hostname.replace(/^\[|\]$/g, ''));
  if (isEveryAddress(host)) own.push(hostname(), ...ownAddresses());
  return [...new Set(own.map((name) => name.toLowerCase()))];
}

async function authorityOf(file: string, names: readonly string[], nowMs: number): Promise<Authority> {
  const known = read(file);
  if (known && names.every((name) => isPermitted(name, known.names))) return known;
  const foreign = names.filter((name) => !isPermitted(name, []));
  const made = await createAuthority([...new Set([...(known?.names ?? []), ...foreign])], nowMs);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(made, null, 2), { mode: 0o600, flag: 'wx' });
  try {
    if (known) unlinkSync(file);
    // Of two processes that start at once, one makes the authority; the other takes it.
    linkSync(draft, file);
    return made;
  } catch (error) {
    const theirs = (error as { code?: string }).code === 'EEXIST' && read(file);
    if (theirs && names.every((name) => isPermitted(name, theirs.names))) return theirs;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function read(file: string): Authority | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { certificate, key, names } = JSON.parse(text) as Authority;
    if (typeof certificate === 'string' && typeof key === 'string' && Array.isArray(names)) {
      return { certificate, key, names };
    }
  } catch {
    // Falls through: not ours.
  }
  throw new ConfigError(`${file} is not an authority of cofactor's; move it away and a new one is made`);
}
