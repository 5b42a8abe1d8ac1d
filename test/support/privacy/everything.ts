import type { Vault } from '../../../src/crypto/vault.ts';
import { sealedColumns } from '../../../src/store/sealed/sealedColumns.ts';
import { everyRow } from '../disclosure.ts';
import type { World } from '../world.ts';

/** Everything in a database as text: each row of each table, whatever tables there are, and all that is sealed, opened. */
export async function everything(w: World): Promise<readonly string[]> {
  const texts = [...(await everyRow(w))];
  for (const { table, column, open } of sealedColumns) {
    const rows = await w.engine.read({ text: `select * from ${table.name} where ${column} is not null`, values: [] });
    for (const row of rows) {
      const opened = open(w.services.seals as Vault, String(row[column]), row as Readonly<Record<string, string>>);
      texts.push(`${table.name}.${column} opened: ${JSON.stringify(opened)}`);
    }
  }
  return texts;
}

/** The texts in which a word is, in whatever letter case. */
export const withWord = (texts: readonly string[], word: string): readonly string[] =>
  texts.filter((text) => text.toLowerCase().includes(word.toLowerCase()));
