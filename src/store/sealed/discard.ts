import { PREFIX_LENGTH } from '../../crypto/vault.ts';
import { yubikeyClaim } from '../../domain/hardwareTokens/yubikeyPool.ts';
import type { Engine, Steps } from '../engine.ts';
import type { ToldOfEntry } from '../log/tellingStore.ts';
import { type Append, writeTelling } from '../log/writeTelling.ts';
import { formerFactors } from '../schema/factors.ts';
import { text } from '../shared/columns.ts';
import { insertText, valuesOf } from '../shared/query.ts';
import type { KeyUse } from './countKeys.ts';
import type { SealedColumn } from './sealedColumn.ts';
import { sealedColumns } from './sealedColumns.ts';

/** Factors that go in one transaction. */
const FACTORS = 500;
/** The condition that a value is lost: it begins with the id of the key, in the form of today or the former one. */
const isLost = (column: string): string => `substr(${column}, 1, ${PREFIX_LENGTH}) in ($1, $2)`;
const prefixes = (keyId: string): readonly string[] => [`${keyId}:`, `${keyId}.`];

// A YubiKey that loses its seed takes the factor with it that it is assigned to.
const lostFactors = `select user_id, factor_id from factor_states where ${isLost('state')}
  union select user_id, factor_id from factor_claims
    where claim in (select $3 || id from yubikey_tokens where ${isLost('secrets')})
  limit ${FACTORS}`;
const removeFactor = 'delete from factors where user_id = $1 and id = $2';
const insertFormer = `${insertText(formerFactors)} on conflict (user_id, id) do update set
  fate = excluded.fate, successor = excluded.successor, at = excluded.at`;

/**
 * Removes what only a lost master key could open: factors, each with a line in its user's log, and every other row or value.
 * Nobody serves from this database meanwhile: who has the key has not lost it, who lacks it is refused at start. Stopped
 * halfway, it goes on when it is run again. Gives the number of factors removed.
 */
export async function discard(
  engine: Engine,
  keyId: string,
  uses: readonly KeyUse[],
  at: Temporal.Instant,
  told?: ToldOfEntry,
): Promise<number> {
  let factors = 0;
  for (;;) {
    const removed = await writeTelling(engine, told, (append) => discardFactors(keyId, at, append));
    factors += removed;
    if (removed < FACTORS) break;
  }
  const values = tally(uses);
  await writeTelling(engine, told, function* (append) {
    for (const sealed of sealedColumns)
      for (const statement of statementsFor(sealed)) {
        yield { text: statement, values: prefixes(keyId) };
      }
    yield append({
      at,
      event: 'cofactor.master_key.discard',
      outcome: 'SUCCESS',
      userId: '',
      detail: { key: keyId, factors: String(factors), ...values },
    });
  });
  return factors;
}

function* discardFactors(keyId: string, at: Temporal.Instant, append: Append): Steps<number> {
  const rows = yield { text: lostFactors, values: [...prefixes(keyId), yubikeyClaim('')] };
  for (const row of rows) {
    const [userId, id] = [String(row.user_id), String(row.factor_id)];
    yield { text: removeFactor, values: [userId, id] };
    const former = { user_id: userId, id, fate: 'unenrolled', successor: null, at: text(at) } as const;
    yield { text: insertFormer, values: valuesOf(formerFactors, former) };
    yield append({
      at,
      event: 'user.mfa.factor.deactivate',
      outcome: 'SUCCESS',
      reason: 'MASTER_KEY_LOST',
      userId,
      factorId: id,
    });
  }
  return rows.length;
}

function statementsFor({ table: { name }, column, hashes, lost }: SealedColumn): readonly string[] {
  if (lost === 'value') {
    const empty = [column, ...hashes.map((hash) => hash.column)].map((one) => `${one} = null`).join(', ');
    return [`update ${name} set ${empty} where ${isLost(column)}`];
  }
  const parent = `delete from ${name} where ${isLost(column)}`;
  return name === 'inline_hooks'
    ? [`delete from active_inline_hooks where hook_id in (select id from inline_hooks where ${isLost(column)})`, parent]
    : [parent];
}

/** The numbers of values by table. */
function tally(uses: readonly KeyUse[]): Readonly<Record<string, string>> {
  const tables = Map.groupBy(uses, ({ table }) => table);
  return Object.fromEntries(
    [...tables].map(([table, some]) => [table, String(some.reduce((sum, use) => sum + use.count, 0))]),
  );
}
