import { existsSync } from 'node:fs';
import { ConfigError } from '../config.ts';
import { type Hold, holdSqlite } from '../store/engines/sqliteHold.ts';
import { sqlitePath } from '../store/open.ts';

/** Refuses a SQLite file that is not there: opening it would make an empty one, and folders on the way to it. */
export function requireFile(database: string): void {
  const path = sqlitePath(database);
  if (path === undefined || path === ':memory:' || existsSync(path)) return;
  throw new ConfigError(
    `--database (COFACTOR_DATABASE_URL): there is no file ${path}; if that is the right place, run: cofactor migrate --database …`,
  );
}

/** Refuses a SQLite file that another process serves already: each would keep limits and writes of its own. */
export function holdFile(database: string): Hold | undefined {
  const path = sqlitePath(database);
  if (path === undefined || path === ':memory:') return undefined;
  const hold = holdSqlite(path);
  if (hold) return hold;
  throw new ConfigError(
    `--database (COFACTOR_DATABASE_URL): another cofactor serve runs on ${path}; several processes need PostgreSQL`,
  );
}
