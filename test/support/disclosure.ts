import type { World } from './world.ts';

/**
 * Everything that lies in the database, as text: each row of each table, sealed documents as they are. Partitions are read as
 * the table they belong to, tables that were partitions by themselves.
 */
export async function everyRow({ engine }: Pick<World, 'engine'>): Promise<readonly string[]> {
  const rows: string[] = [];
  const partitions = await partitionsIn(engine);
  for (const { name } of await engine.kysely.introspection.getTables()) {
    if (partitions.has(name)) continue;
    for (const row of await engine.kysely
      .selectFrom(name as 'users')
      .selectAll()
      .execute()) {
      rows.push(`${name} ${JSON.stringify(row)}`);
    }
  }
  return rows;
}

async function partitionsIn(engine: World['engine']): Promise<ReadonlySet<string>> {
  if (engine.name === 'sqlite') return new Set();
  const rows = await engine.read({ text: 'select relname as name from pg_class where relispartition', values: [] });
  return new Set(rows.map(({ name }) => String(name)));
}

/** Which texts have a secret in them, as a word of its own: six digits within a longer number are not a code. */
export function disclosures(texts: readonly string[], secrets: readonly string[]): readonly string[] {
  const words = secrets.map((secret) => new RegExp(`(?<![\\w-])${RegExp.escape(secret)}(?![\\w-])`, 'i'));
  return texts.filter((text) => words.some((word) => word.test(text)));
}
