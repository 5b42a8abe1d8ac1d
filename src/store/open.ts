import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Engine } from './engine.ts';
import type { PostgresOptions } from './engines/postgres/options.ts';
import { openSqlite } from './engines/sqlite.ts';

/** Opens the database a URL names: `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. */
export async function openEngine(
  url: string,
  onError: (error: Error) => void,
  options?: PostgresOptions,
): Promise<Engine> {
  const path = sqlitePath(url);
  // A service on SQLite does without the driver and what it holds in memory.
  if (path === undefined) return (await import('./engines/postgres.ts')).openPostgres(url, onError, options);
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openSqlite(path, onError);
}

/** The file of a `sqlite:` URL, `:memory:`, or undefined for a PostgreSQL URL; throws for anything else. */
export function sqlitePath(url: string): string | undefined {
  if (/^postgres(ql)?:\/\//.test(url)) return undefined;
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  if (path === undefined) {
    throw new Error(`--database must be sqlite:PATH, sqlite::memory: or postgres://…, not ${url.split(':', 1)[0]}:…`);
  }
  return path;
}
