import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { migrate } from '../../src/store/migrate.ts';

/** A migrated database that nobody uses, of which PostgreSQL makes copies in a tenth of the time migrations take. */
export interface Template {
  readonly name: string;
  drop(): Promise<void>;
}

/** Makes a template on the server that the URL leads to; it is of this run alone, since another run may have other migrations. */
export async function makeTemplate(url: string): Promise<Template> {
  const name = `template_${randomUUID().replaceAll('-', '')}`;
  await execute(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const engine = openPostgres(own.href, () => {});
  await migrate(engine.kysely as never);
  await engine.close();
  return { name, drop: () => execute(url, `drop database ${name}`) };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}
