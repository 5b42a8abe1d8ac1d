import { tokenReads } from '../../store/access/apiTokens.ts';
import type { Engine } from '../../store/engine.ts';
import { migrate } from '../../store/migrate.ts';
import { openEngine } from '../../store/open.ts';

const ACCESS = '0020_access';

/** `cofactor migrate`: brings the database up to this program. */
export async function migrateCommand({ database }: { readonly database: string }): Promise<void> {
  const engine = await openEngine(database, () => {});
  try {
    const applied = await migrate(engine.kysely as never);
    process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'already up to date\n');
    if (applied.includes(ACCESS)) await tellOfTokens(engine);
  } finally {
    await engine.close();
  }
}

/** Says which tokens have just been given a role: those of before could do everything, and go on so. */
async function tellOfTokens(engine: Engine): Promise<void> {
  const tokens = (await tokenReads(engine).list()).filter(({ revoked }) => !revoked);
  if (tokens.length === 0) return;
  process.stdout.write('these API tokens of before have the role SUPER_ADMIN of their own now (docs/access.md):\n');
  for (const { id, name } of tokens) process.stdout.write(`  ${id}  ${name}\n`);
}
