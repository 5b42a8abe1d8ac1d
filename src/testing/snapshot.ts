import type { Engine, Row, Steps, Value } from '../store/engine.ts';

/** Remembers everything a database in memory holds; the function it gives puts all of it back. */
export async function snapshot(engine: Engine): Promise<() => Promise<void>> {
  const text = `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`;
  const names = (await engine.read({ text, values: [] })).map(({ name }) => name as string);
  const tables = new Map<string, readonly Row[]>();
  for (const name of names) tables.set(name, await engine.read({ text: `select * from "${name}"`, values: [] }));
  return () => engine.write(() => restore(tables));
}

function* restore(tables: ReadonlyMap<string, readonly Row[]>): Steps<void> {
  // Rows go and come table by table; who refers to whom is looked at again when all are there.
  yield { text: 'pragma defer_foreign_keys = on', values: [] };
  for (const name of tables.keys()) yield { text: `delete from "${name}"`, values: [] };
  for (const [name, rows] of tables) {
    for (const row of rows) {
      const columns = Object.keys(row);
      const marks = columns.map((_, index) => `$${index + 1}`);
      yield {
        text: `insert into "${name}" (${columns.map((column) => `"${column}"`)}) values (${marks})`,
        values: Object.values(row) as Value[],
      };
    }
  }
}
