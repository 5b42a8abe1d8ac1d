import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Engine } from '../../src/store/engine.ts';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { openSqlite } from '../../src/store/engines/sqlite.ts';
import { migrate } from '../../src/store/migrate.ts';

export type EngineName = Engine['name'];

/** SQLite always; PostgreSQL where `npm test` found or started one. */
export const ENGINES: readonly EngineName[] = process.env.DATABASE_URL ? ['sqlite', 'postgres'] : ['sqlite'];

/** An empty, migrated database of its own; PostgreSQL tests get a database each, so that files can run side by side. */
export async function freshEngine(name: EngineName): Promise<Engine> {
  const engine =
    name === 'sqlite'
      ? openSqlite(':memory:')
      : openPostgres(await newDatabase(process.env.TEMPLATE_DATABASE), () => {});
  await migrate(engine.kysely as never);
  return engine;
}

/** A URL that leads to a new, empty database on the test server. */
export const freshPostgresUrl = (): Promise<string> => newDatabase();

/** Gives the URL of a new database: a copy of the template, a migrated database that `npm test` has made, or empty. */
async function newDatabase(template?: string): Promise<string> {
  const base = process.env.DATABASE_URL;
  if (!base) throw new Error('DATABASE_URL is not set');
  const name = `t${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client(base);
  await client.connect();
  await client.query(`create database ${name}${template ? ` template ${template}` : ''}`);
  await client.end();
  const url = new URL(base);
  url.pathname = `/${name}`;
  return url.href;
}
