import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Engine } from './engine.ts';
import { migrations } from './migrations/index.ts';
import { continueLogPositions } from './migrations/shared/logPositions.ts';

const TABLE = 'cofactor_migration';

/** The difference between the migrations of a database and of this program. */
interface SchemaState {
  /** Applied by a newer program than this one. */
  readonly unknown: readonly string[];
  /** Still to be applied. */
  readonly missing: readonly string[];
}

/** Compares the migrations of the database with those of this program. */
async function schemaState(db: Kysely<never>): Promise<SchemaState> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const names = Object.keys(migrations);
  if (!tables.some(({ name }) => name === TABLE)) return { unknown: [], missing: names };
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(TABLE)}`.execute(db);
  const applied = new Set(rows.map(({ name }) => name));
  return {
    unknown: [...applied].filter((name) => !names.includes(name)),
    missing: names.filter((name) => !applied.has(name)),
  };
}

/**
 * Throws SchemaError for a database that a newer program has already changed: running on it could destroy data that this
 * one does not know.
 */
export async function refuseNewer(db: Kysely<never>): Promise<SchemaState> {
  const state = await schemaState(db);
  if (state.unknown.length > 0) {
    throw new SchemaError(
      `the database was written by a newer cofactor (it has ${state.unknown.join(', ')}); upgrade cofactor to open it`,
    );
  }
  return state;
}

/** Brings the database up to this program, forward only; several processes may try at once. Returns what was applied. */
export async function migrate(db: Kysely<never>): Promise<readonly string[]> {
  await refuseNewer(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: TABLE,
    migrationLockTableName: `${TABLE}_lock`,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}

/** Sees to it that the log goes on in order, also in a database that was restored on another server; done at every start. */
export async function continueLog({ name, kysely }: Engine): Promise<void> {
  if (name === 'postgres') await continueLogPositions(kysely as never);
}

/** Thrown when the database does not fit the program; the message says what to do. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}
