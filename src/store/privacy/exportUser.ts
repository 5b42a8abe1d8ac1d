import type { Vault } from '../../crypto/vault.ts';
import { withoutDigests } from '../../domain/budgets/requester.ts';
import type { Transaction } from '../../domain/devices/transaction.ts';
import type { Engine, Row } from '../engine.ts';
import { tables } from '../schema/database.ts';
import type { Table } from '../schema/table.ts';
import { sealedColumns } from '../sealed/sealedColumns.ts';
import { budgetsAbout } from './budgetsAbout.ts';
import type { Declaration } from './data/declare.ts';
import { logAbout } from './logAbout.ts';
import { personalData } from './personalData.ts';

/** All of one kind that is held about a person. */
interface Held extends Pick<Declaration, 'data' | 'why' | 'kept'> {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** All that is held about a person, by table, and what is left out of it and why. */
export interface PersonalExport {
  readonly held: Readonly<Record<string, Held>>;
  readonly leftOut: Readonly<Record<string, string>>;
}

/** The database and its key, and the part of a factor's state that is no secret, by the id of the factor. */
export interface Exported {
  readonly engine: Engine;
  readonly vault: Vault;
  readonly shown: ReadonlyMap<string, unknown>;
}

/** Reads all that is held about a person, as `personalData` declares it: addresses are opened, secrets are left out. */
export async function exportUser(exported: Exported, userId: string): Promise<PersonalExport> {
  const held: Record<string, Held> = {};
  const leftOut: Record<string, string> = {};
  for (const table of Object.values<Table>(tables)) {
    const declared: Declaration = personalData[table.name as keyof typeof tables];
    const { about, data, why, kept, partly, secret } = declared;
    if (!about) continue;
    if ('not' in about) {
      leftOut[table.name] = about.not;
      continue;
    }
    const rows = await rowsAbout(exported, table, declared, userId);
    if (rows.length === 0) continue;
    held[table.name] = { data, why, kept, rows: rows.map((row) => readable(exported, table, declared, row)) };
    for (const [name, what] of Object.entries({ ...partly, ...secret })) leftOut[`${table.name}.${name}`] = what;
  }
  return { held, leftOut };
}

async function rowsAbout(
  { engine, vault }: Exported,
  { name, names }: Table,
  { about, secret = {} }: Declaration,
  userId: string,
): Promise<readonly Row[]> {
  if (!about || 'not' in about) return [];
  if ('among' in about) {
    return about.among === 'log' ? logAbout(engine, userId) : engine.write(() => budgetsAbout(userId, vault));
  }
  const columns = names.filter((column) => !Object.hasOwn(secret, column));
  return engine.read({
    text: `select ${columns.join(', ')} from ${name} where ${about.where} order by 1, 2`,
    values: [userId],
  });
}

type Part = (value: unknown, row: Row, exported: Exported) => unknown;

/** The parts of columns that are exported in part. One that has no function here is left out. */
const parts: Readonly<Record<string, Part>> = {
  'factor_states.state': (_state, row, { shown }) => shown.get(String(row.factor_id)),
  'known_requesters.name': (name) => withoutDigests(String(name)),
  'transactions.requester': (name) => withoutDigests(String(name)),
  'transactions.state': (state) => {
    const { credentialId, from } = state as Pick<Transaction, 'credentialId' | 'from'>;
    return { credentialId, from };
  },
};

/** A row as a person may read it: values that are sealed opened, documents as JSON, parts alone where there are. */
function readable(
  exported: Exported,
  table: Table,
  declared: Declaration,
  row: Row,
): Readonly<Record<string, unknown>> {
  const isRead = declared.about && 'among' in declared.about;
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => {
      if (value === null) return [];
      const plain = opened(exported.vault, table, column, row);
      if (isRead || !Object.hasOwn(declared.partly ?? {}, column)) return [[column, plain]];
      return [[column, parts[`${table.name}.${column}`]?.(plain, row, exported)]];
    }),
  );
}

function opened(vault: Vault, { name }: Table, column: string, row: Row): unknown {
  const value = row[column];
  if (typeof value !== 'string') return value;
  const sealed = sealedColumns.find((one) => one.table.name === name && one.column === column);
  if (sealed) return sealed.open(vault, value, row as Readonly<Record<string, string>>);
  return /^[{[]/.test(value) ? parsed(value) : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
