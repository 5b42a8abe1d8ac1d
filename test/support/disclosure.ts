import type { World } from './world.ts';

/** Everything that lies in the database, as text: each row of each table, sealed documents as they are. */
export async function everyRow({ engine }: Pick<World, 'engine'>): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const { name } of await engine.kysely.introspection.getTables()) {
    for (const row of await engine.kysely
      .selectFrom(name as 'users')
      .selectAll()
      .execute()) {
      rows.push(`${name} ${JSON.stringify(row)}`);
    }
  }
  return rows;
}

/** Which texts have a secret in them, as a word of its own: six digits within a longer number are not a code. */
export function disclosures(texts: readonly string[], secrets: readonly string[]): readonly string[] {
  const words = secrets.map((secret) => new RegExp(`(?<![\\w-])${RegExp.escape(secret)}(?![\\w-])`, 'i'));
  return texts.filter((text) => words.some((word) => word.test(text)));
}
