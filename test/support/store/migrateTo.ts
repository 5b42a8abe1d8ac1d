import { Migrator } from 'kysely/migration';
import type { Engine } from '../../../src/store/engine.ts';
import { migrations } from '../../../src/store/migrations/index.ts';

/** Brings an empty database to the schema of an older version: that of the last migration it knew. */
export async function migrateTo({ kysely }: Engine, last: string): Promise<void> {
  const migrator = new Migrator({
    db: kysely as never,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: 'cofactor_migration',
    migrationLockTableName: 'cofactor_migration_lock',
  });
  const { error } = await migrator.migrateTo(last);
  if (error) throw error;
}
