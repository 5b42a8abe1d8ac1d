import { migrate } from '../../store/migrate.ts';
import { openEngine } from '../../store/open.ts';

/** `cofactor migrate`: brings the database up to this program. */
export async function migrateCommand({ database }: { readonly database: string }): Promise<void> {
  const engine = await openEngine(database, () => {});
  try {
    const applied = await migrate(engine.kysely as never);
    process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'already up to date\n');
  } finally {
    await engine.close();
  }
}
