import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../../src/store/engine.ts';
import { tables } from '../../src/store/schema/database.ts';
import type { Table } from '../../src/store/schema/table.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';

/** `text not null` of every column of every table. */
type Shape = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Found {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
}

const columnText = (type: string, nullable: boolean): string => (nullable ? type : `${type} not null`);

const described: Shape = Object.fromEntries(
  Object.values<Table>(tables).map(({ name, columns }) => [
    name,
    Object.fromEntries(
      Object.entries(columns).map(([column, { type, nullable }]) => [column, columnText(type, nullable)]),
    ),
  ]),
);

async function foundIn(engine: Engine): Promise<readonly Found[]> {
  if (engine.name === 'postgres') {
    const rows = await engine.read({
      text: `select table_name, column_name, data_type, is_nullable
        from information_schema.columns join information_schema.tables using (table_schema, table_name)
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'cofactor_migration%'
          and not (select relispartition from pg_class where oid = cast(table_name as regclass))`,
      values: [],
    });
    return rows.map((row) => ({
      table: String(row.table_name),
      column: String(row.column_name),
      type: String(row.data_type),
      nullable: row.is_nullable === 'YES',
    }));
  }
  // SQLite lets a key of text be null where the table does not say otherwise; nothing here ever writes such a key. A key
  // that SQLite gives has 64 bits.
  const rows = await engine.read({
    text: `select m.name as table_name, p.name, case when m.sql like '%' || p.name || ' integer primary key autoincrement%' then 'bigint' else p.type end as type,
        p."notnull" = 0 and p.pk = 0 as nullable
      from sqlite_master m join pragma_table_info(m.name) p
      where m.type = 'table' and m.name not like 'cofactor_migration%' and m.name not like 'sqlite_%'`,
    values: [],
  });
  return rows.map((row) => ({
    table: String(row.table_name),
    column: String(row.name),
    type: String(row.type).toLowerCase(),
    nullable: row.nullable === 1,
  }));
}

for (const name of ENGINES) {
  test(`the migrations make the tables that the schema describes, column by column: ${name}`, async (t) => {
    const engine = await freshEngine(name);
    t.after(() => engine.close());
    const shape: Record<string, Record<string, string>> = {};
    for (const { table, column, type, nullable } of await foundIn(engine)) {
      shape[table] = { ...shape[table], [column]: columnText(type, nullable) };
    }
    assert.deepEqual(shape, described);
  });
}

test('every table is described under its own name', () => {
  assert.deepEqual(
    Object.values<Table>(tables).map((table) => table.name),
    Object.keys(tables),
  );
});
