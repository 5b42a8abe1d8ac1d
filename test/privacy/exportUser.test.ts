import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { createStore } from '../../src/store/createStore.ts';
import { columnsOf, declare } from '../../src/store/privacy/data/declare.ts';
import { eraseDue } from '../../src/store/privacy/erasing.ts';
import { exportUser } from '../../src/store/privacy/exportUser.ts';
import { personalData } from '../../src/store/privacy/personalData.ts';
import { userRoles } from '../../src/store/schema/access.ts';
import { tables } from '../../src/store/schema/database.ts';
import type { Table } from '../../src/store/schema/table.ts';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES, freshEngine } from '../support/engines.ts';
import { fillEveryColumn, filled, rowsOf, type TableName } from '../support/privacy/everyColumn.ts';

const vault = createVault([new Uint8Array(32)]);
const WHO = '00uzq1';
const OTHER = '00uzqother2';
const isText = (value: unknown): value is string => typeof value === 'string';

test('every column of every table is declared once, and what is exported in part has a part', () => {
  for (const { name, names } of Object.values<Table>(tables)) {
    const sorts = columnsOf(personalData[name as TableName]);
    assert.deepEqual(Object.values(sorts).flat().toSorted(), names.toSorted(), name);
  }
  assert.deepEqual(Object.keys(personalData).toSorted(), Object.keys(tables).toSorted());
});

test('a table of which a column is not declared does not compile', () => {
  const some = { data: '', why: '', kept: '', personal: ['created_at'], pseudonymous: ['id', 'user_id'] } as const;
  // @ts-expect-error: `role` is of no sort. Were this no error, the compiler would say so.
  const { personal, pseudonymous } = columnsOf(declare(userRoles, some));
  assert.notDeepEqual([...personal, ...pseudonymous].toSorted(), userRoles.names.toSorted());
  assert.ok(declare(userRoles, { ...some, impersonal: ['role'] }));
});

test('what the schema says is a keyed hash or a sealed value is exported in no table that does not open it', () => {
  for (const { name, columns } of Object.values<Table>(tables)) {
    const { secret } = columnsOf(personalData[name as TableName]);
    for (const [column, { holdsInstead }] of Object.entries(columns)) {
      if (holdsInstead === 'keyed hash' && name !== 'limits') assert.ok(secret.includes(column), `${name}.${column}`);
    }
  }
});

for (const name of ENGINES) {
  describe(`a person with a value in every column: ${name}`, () => {
    test('the export has all of them but secrets, and nothing of another; a deletion leaves what is declared and no more', async (t) => {
      const engine = await freshEngine(name);
      t.after(() => engine.close());
      await engine.write(function* () {
        yield {
          text: `insert into factor_profiles (id, name, vendor_name, settings, created_at, updated_at)
            values ('profile', '', '', '{}', '', '')`,
          values: [],
        };
      });
      const written = await fillEveryColumn(engine, vault, WHO);
      await fillEveryColumn(engine, vault, OTHER);
      assert.deepEqual(Object.keys(await rowsOf(engine, WHO)).toSorted(), filled.map((table) => table.name).toSorted());

      const shown = new Map([[`${WHO}factor`, { profile: 'zq shown profile' }]]);
      const { held, leftOut } = await exportUser({ engine, vault, shown }, WHO);
      const exported = JSON.stringify(held);
      assert.deepEqual(Object.keys(held).toSorted(), Object.keys(written).toSorted());
      for (const { name: table } of filled) {
        const {
          personal = [],
          partly = {},
          pseudonymous = [],
          secret = {},
          impersonal = [],
        } = personalData[table as TableName];
        const [row = {}] = held[table]?.rows ?? [];
        for (const column of [...personal, ...pseudonymous, ...impersonal]) {
          const value = written[table]?.[column];
          if (value === undefined || value === null) continue;
          const read = isText(value) && /^[{[]/.test(value) ? JSON.parse(value) : value;
          assert.deepEqual(row[column], read, `${table}.${column}`);
        }
        for (const column of Object.keys(partly)) assert.notEqual(row[column], undefined, `${table}.${column}`);
        for (const column of Object.keys(secret)) {
          assert.equal(row[column], undefined, `${table}.${column}`);
          assert.ok(leftOut[`${table}.${column}`], `${table}.${column}`);
          const value = written[table]?.[column];
          if (isText(value)) assert.ok(!exported.includes(value), `${table}.${column}`);
        }
      }
      for (const never of [OTHER, 'zqDigest', 'seed"', '4711']) assert.ok(!exported.includes(never), never);
      for (const told of ['zq shown profile', `zq ${WHO} from`, `zq ${WHO} network`, `+1zq${WHO}`]) {
        assert.ok(exported.includes(told), told);
      }

      const profile = JSON.parse(String(written.users?.profile));
      const user = { id: WHO, profile, version: Number(written.users?.version) };
      const store = createStore(engine, vault);
      assert.equal(await store.apply([{ do: 'removeUser', user: user as never }]), 'done');
      await eraseDue(engine, vault, 0, async () => {});
      const left = await rowsOf(engine, WHO);
      const declared = filled.filter((table) => personalData[table.name as TableName].left).map((table) => table.name);
      assert.deepEqual(
        Object.keys(left).filter((table) => !declared.includes(table)),
        [],
      );
      const dump = await everyRow({ engine });
      const gone = filled.flatMap(({ name: table }) => {
        const { left: stays, personal = [], partly = {} } = personalData[table as TableName];
        const { principal: _ids, ...erased } = partly;
        return [...(stays ? [] : personal), ...Object.keys(erased)].map((column) => written[table]?.[column]);
      });
      for (const value of gone.filter(isText)) {
        assert.deepEqual(
          dump.filter((line) => line.includes(value) || line.includes(JSON.stringify(value))),
          [],
          value,
        );
      }
    });
  });
}
