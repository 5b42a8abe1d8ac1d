import type { Vault } from '../../crypto/vault.ts';
import { type Engine, only, type Row, type Statement, type Value } from '../engine.ts';
import { keyRanges, within } from './ranges.ts';
import type { SealedColumn } from './sealedColumn.ts';
import { sealedColumns } from './sealedColumns.ts';

interface ResealOptions {
  /** Told after each batch how many values have been sealed anew, and the table that is being walked through. */
  readonly onProgress: (resealed: number, table: string) => void;
  /** Told of a value that its row does not open: somebody changed or moved it. It stays as it is. */
  readonly onUnreadable: (place: string) => void;
  /** Called after each batch, so that those who are served get their turn. */
  readonly rest: (batchMs: number) => Promise<void>;
  readonly monotonicMs: () => number;
}

/** Rows of a range; and rows that are written at the same time, each by itself. */
const ROWS = 1_000;
const AT_ONCE = 100;
const CONNECTIONS = 4;

/**
 * Seals everything anew that is not under the newest key and bound to its whole row, and makes the keyed hashes beside it
 * anew, while others read and write. A row is written only if its value is the one that was read: a change that came in
 * between was sealed by whoever made it. Nothing is remembered: run again, it goes on with what is left.
 */
export async function reseal(engine: Engine, vault: Vault, options: ResealOptions): Promise<number> {
  let resealed = 0;
  for (const sealed of sealedColumns) {
    for await (const range of keyRanges(engine, sealed, ROWS)) {
      const rows = await engine.read(outdated(sealed, within(sealed, range), vault));
      for (let from = 0; from < rows.length; from += AT_ONCE) {
        const started = options.monotonicMs();
        const batch = rows.slice(from, from + AT_ONCE).map((row) => renewal(sealed, row, vault, options) ?? []);
        resealed += await runAll(engine, batch);
        options.onProgress(resealed, sealed.table.name);
        await options.rest(options.monotonicMs() - started);
      }
    }
  }
  // This one waits for the disk, and so for all before it: only now may the old key be thrown away.
  await engine.write(() => only({ text: 'update settings set value = value', values: [] }));
  return resealed;
}

function outdated(sealed: SealedColumn, range: ReturnType<typeof within>, { newestPrefix }: Vault): Statement {
  const { table, column, key, boundTo } = sealed;
  const names = [...new Set([...key, ...boundTo])].filter((name) => name !== column);
  const prefix = `$${range.values.length + 1}`;
  return {
    text: `select ${[...names, `${column} as sealed_value`].join(', ')} from ${table.name}
      where ${range.text} and substr(${column}, 1, ${newestPrefix.length}) <> ${prefix} order by ${key.join(', ')}`,
    values: [...range.values, newestPrefix],
  };
}

/**
 * The statements that write one row anew; undefined when nobody can open it. A row whose key is a hash goes where there is
 * one by the new hash: processes that did not know of each other's keys wrote both, and the new one is the later.
 */
function renewal(
  sealed: SealedColumn,
  row: Row,
  vault: Vault,
  { onUnreadable }: ResealOptions,
): readonly Statement[] | undefined {
  const { table, column, key, hashes } = sealed;
  const bound = row as Readonly<Record<string, string>>;
  const old = bound.sealed_value ?? '';
  let opened: unknown;
  try {
    opened = sealed.open(vault, old, bound);
  } catch {
    onUnreadable(`${table.name} ${key.map((name) => row[name]).join(' ')}`);
    return undefined;
  }
  const hashed = Object.fromEntries(hashes.map((part) => [part.column, part.hash(vault, opened)]));
  // Where a hash is what a value is bound to, it is the new one.
  const fresh = sealed.seal(vault, opened, { ...bound, ...hashed } as Readonly<Record<string, string>>);
  const changed: Readonly<Record<string, Value>> = { [column]: fresh, ...hashed };
  const found = [...key.map((name): readonly [string, Value] => [name, row[name] as Value]), [column, old] as const];
  const set = Object.keys(changed).map((name, at) => `${name} = $${at + 1}`);
  const where = found.map(([name], at) => `${name} = $${set.length + at + 1}`);
  const isThere = key.map((name, at) => `${name} = $${found.length + at + 1}`).join(' and ');
  const remove: Statement = {
    text: `delete from ${table.name} where ${found.map(([name], at) => `${name} = $${at + 1}`).join(' and ')}
      and exists (select 1 from ${table.name} where ${isThere}) returning ${column}`,
    values: [...found.map(([, value]) => value), ...key.map((name) => changed[name] ?? (row[name] as Value))],
  };
  const update: Statement = {
    text: `update ${table.name} set ${set.join(', ')} where ${where.join(' and ')} returning ${column}`,
    values: [...Object.values(changed), ...found.map(([, value]) => value)],
  };
  return hashes.some((part) => key.includes(part.column)) ? [remove, update] : [update];
}

/** Runs statements each as a change of its own, those of a row in their order; gives how many rows were found. They need not wait for the disk. */
async function runAll(engine: Engine, renewals: readonly (readonly Statement[])[]): Promise<number> {
  const { whole } = engine;
  const run = whole
    ? (statement: Statement) => whole(statement, 'later')
    : (statement: Statement) => engine.write(() => only(statement), undefined, 'later');
  const queue = renewals.values();
  let found = 0;
  const worker = async () => {
    for (const statements of queue) {
      for (const statement of statements) {
        const rows = await run(statement);
        found += rows.length;
      }
    }
  };
  await Promise.all(Array.from({ length: whole ? CONNECTIONS : renewals.length }, worker));
  return found;
}
