import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRpId, wrongOrigin } from './domain/fido/origins.ts';
import { sqlitePath } from './store/open.ts';

/** Master keys, newest first. */
export type MasterKeys = readonly [Uint8Array, ...Uint8Array[]];

/** A setting that cannot be used; the message says which and what to give instead. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads `COFACTOR_MASTER_KEY`: 32 bytes in base64, or several with commas between, newest first. */
export function parseMasterKeys(text: string | undefined): MasterKeys {
  const hint = 'generate one with: openssl rand -base64 32';
  if (!text) throw new ConfigError(`COFACTOR_MASTER_KEY is not set; ${hint}`);
  const keys = text.split(',').map((part) => new Uint8Array(Buffer.from(part.trim(), 'base64')));
  const [first, ...rest] = keys;
  if (!first || keys.some(({ length }) => length !== 32)) {
    throw new ConfigError(
      `COFACTOR_MASTER_KEY must be 32 bytes in base64 (several: newest first, with commas); ${hint}`,
    );
  }
  return [first, ...rest];
}

/** The key of a development database: kept beside it, readable by its owner only, made when there is none. */
export function developmentKeys(database: string): MasterKeys {
  const path = sqlitePath(database);
  if (path === ':memory:') return [new Uint8Array(randomBytes(32))];
  const file = path === undefined ? join('.cofactor', 'postgres.key') : `${path}.key`;
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return parseMasterKeys(readFileSync(file, 'utf8').trim());
}

/** A whole number of a flag or variable, within bounds. */
export function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not ${text}`);
}

/** The base of every link: an absolute http(s) URL, without a slash at its end. */
export function publicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new ConfigError(`COFACTOR_PUBLIC_URL must be an absolute http or https URL, not ${text}`);
  }
  return url.href.replace(/\/+$/, '');
}

/** A name for authenticator apps; a colon would end it within their key URI. */
export function issuerName(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= 64 && !name.includes(':')) return name;
  throw new ConfigError(`--issuer must be 1 to 64 characters without a colon, not ${text}`);
}

/** The `Authorization` header that an Okta org sends: the whole of it, long enough not to be guessed. */
export function oktaHookSecret(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && text.length >= 24 && !/^SSWS /i.test(text)) return text;
  throw new ConfigError(
    'COFACTOR_OKTA_HOOK_SECRET must be at least 24 printable characters; generate one with: openssl rand -base64 32',
  );
}

/** The bearer token that a scraper of metrics sends (RFC 6750 section 2.1): long enough not to be guessed. */
export function metricsToken(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^[A-Za-z0-9\-._~+/]{24,}=*$/.test(text)) return text;
  throw new ConfigError(
    'COFACTOR_METRICS_TOKEN must be at least 24 letters, digits or -._~+/; generate one with: openssl rand -base64 32',
  );
}

/** Whose passkeys they are: a domain. */
export function rpId(text: string): string {
  if (isRpId(text)) return text;
  throw new ConfigError(`--rp-id must be a domain in lower case, not ${text}`);
}

/** Names of hosts, without ports, with commas between. */
export function hostNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  for (const name of names) {
    if (!/^([a-z0-9._-]{1,253}|\[[0-9a-f:.]+\])$/.test(name))
      throw new ConfigError(`--allowed-hosts must be names of hosts without ports, not ${name}`);
  }
  return names;
}

/** The origins of pages, with commas between. */
export function pages(text: string): readonly string[] {
  const origins = text.split(',').map((part) => part.trim());
  for (const origin of origins) {
    const wrong = wrongOrigin(origin);
    if (wrong !== undefined) throw new ConfigError(`--origins: ${origin}: ${wrong}`);
  }
  return origins;
}
