import type { Vault } from '../../../src/crypto/vault.ts';
import type { Engine, Row, Value } from '../../../src/store/engine.ts';
import type { About } from '../../../src/store/privacy/data/declare.ts';
import { personalData } from '../../../src/store/privacy/personalData.ts';
import { tables } from '../../../src/store/schema/database.ts';
import type { Table } from '../../../src/store/schema/table.ts';
import { sealedColumns } from '../../../src/store/sealed/sealedColumns.ts';

export type TableName = keyof typeof tables;
/** What was written into each column, before it was sealed. */
export type Written = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const isOfPersons = (about: About | undefined): boolean => about !== undefined && !('not' in about);
const isFirst: Readonly<Record<string, number>> = { users: 0, factors: 1, factor_claims: 2 };

/** Tables whose rows are about one person, in an order in which they can be filled. */
export const filled: readonly Table[] = Object.values<Table>(tables)
  .filter(({ name }) => isOfPersons(personalData[name as TableName].about))
  .toSorted((a, b) => (isFirst[a.name] ?? 9) - (isFirst[b.name] ?? 9));

const DIGEST = 'zqDigest'.padEnd(43, 'x');

/** Values that lead from one table to another, and those that are read as something. */
const fixed = (who: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> => {
  const factor = { factor_id: `${who}factor`, user_id: who };
  const claim = `yubikey:${who}key`;
  const at = '2026-01-01T00:00:00.000Z';
  return {
    users: { id: who, profile: JSON.stringify({ login: `zq ${who} profile`, email: `zq${who}@profile` }) },
    factors: { id: factor.factor_id },
    factor_states: { ...factor, state: { seed: `zq ${who} seed` } },
    factor_claims: { ...factor, claim },
    factor_profile_uses: { claim, profile_id: 'profile' },
    transactions: {
      ...factor,
      requester: `zq ${who} requester ${DIGEST}`,
      state: { credentialId: `zq ${who} credential`, from: { address: `zq ${who} from` }, number: 4711 },
    },
    yubikey_tokens: { id: `${who}key` },
    known_requesters: { name: `zq ${who} network ${DIGEST}` },
    limits: { key: `user:${who}@zq ${who} requester ${DIGEST}`, sealed_key: null },
    phones: { address: { number: `zq ${who} number`, e164: `+1zq${who}` } },
    messages: { attempts: `[{"provider":"zq ${who} provider","reference":"zq ${who} attempt"}]` },
    message_references: { provider: `zq ${who} provider`, reference: `zq ${who} attempt` },
    log: {
      ...{ at, event: 'user.account.lock', detail: `{"email":"zq ${who} detail"}`, outcome: 'FAILURE' },
      ...{ principal: JSON.stringify({ kind: 'session', userId: who }), actor_id: who, object_id: null },
    },
    erasures: { passes: 2, due_ms: 0 },
    api_tokens: { owner_id: who },
    event_hooks: { created_by: who },
    trusted_origins: { created_by: who, updated_by: who },
    service_apps: { grants: `[{"by":"${who}"}]` },
  };
};

/** Writes a row about somebody into every table that can have one, each column with a value of its own. */
export async function fillEveryColumn(engine: Engine, vault: Vault, who: string): Promise<Written> {
  const written: Record<string, Readonly<Record<string, unknown>>> = {};
  let number = who.length * 100_000;
  for (const { name, columns } of filled) {
    const given = fixed(who)[name] ?? {};
    const values: Record<string, unknown> = {};
    for (const [column, { type }] of Object.entries(columns)) {
      if (name === 'log' && column === 'position') continue;
      const own = column === 'user_id' ? who : type === 'text' ? `zq ${who} ${name} ${column}` : ++number;
      values[column] = Object.hasOwn(given, column) ? given[column] : own;
    }
    const row = Object.fromEntries(
      Object.entries(values).map(([column, value]) => [column, sealed(vault, name, column, value, values)]),
    );
    const names = Object.keys(row);
    const text = `insert into ${name} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`;
    await engine.write(function* () {
      yield { text, values: Object.values(row) as Value[] };
    });
    written[name] = values;
  }
  return written;
}

function sealed(vault: Vault, table: string, column: string, value: unknown, row: Row): unknown {
  const found = sealedColumns.find((one) => one.table.name === table && one.column === column);
  return found && value !== null ? found.seal(vault, value, row as Readonly<Record<string, string>>) : value;
}

/** Numbers of rows about somebody, in the tables that say by a condition which these are. */
export async function rowsOf(engine: Engine, who: string): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const { name } of filled) {
    const { about } = personalData[name as TableName];
    const where =
      about && 'where' in about ? about.where : name === 'log' ? 'user_id = $1' : "replace(key, $1, '') <> key";
    const [row] = await engine.read({ text: `select count(*) as n from ${name} where ${where}`, values: [who] });
    if (Number(row?.n) > 0) found[name] = Number(row?.n);
  }
  return found;
}
