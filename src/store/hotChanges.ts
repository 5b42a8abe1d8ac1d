import type { Vault } from '../crypto/vault.ts';
import type { Applied, Change, Write } from './change.ts';
import type { Engine } from './engine.ts';
import { logColumns, logRow } from './log.ts';
import type { LogEntry } from './records.ts';
import { together } from './together.ts';

type Save = Extract<Write, { do: 'saveFactor' }>;

/** What judging an answer writes: a factor's state if it changed, budgets given back, log entries. */
interface HotChange {
  readonly save?: Save;
  readonly forgiven: readonly string[];
  readonly entries: readonly LogEntry[];
}

type Apply = (change: Change) => Promise<Applied>;

/** Applies the changes that every verification makes together with those of its neighbours, all others as before. */
export function hotChanges(whole: NonNullable<Engine['whole']>, vault: Vault, cold: Apply): Apply {
  const apply = together<HotChange & { readonly change: Change }, Applied>({
    keys: ({ save, forgiven }) => (save ? [...forgiven, `${save.factor.userId} ${save.factor.id}`] : forgiven),
    async run(changes) {
      const rows = await whole({
        text: applyText,
        values: [
          JSON.stringify(changes.map(({ save }, n) => ({ n, ...(save && saved(save, vault)) }))),
          JSON.stringify(changes.flatMap(({ entries }, n) => entries.map((entry) => ({ n, ...logRow(entry) })))),
          JSON.stringify(changes.flatMap(({ forgiven }, n) => forgiven.map((key) => ({ n, key })))),
        ],
      });
      const done = new Set(rows.map(({ n }) => n));
      return changes.map((_, n) => (done.has(n) ? 'done' : 'stale'));
    },
    alone: ({ change }) => cold(change),
  });
  return (change) => {
    const hot = toHot(change);
    return hot ? apply({ ...hot, change }) : cold(change);
  };
}

/** Undefined when something else is to be written too. */
function toHot(change: Change): HotChange | undefined {
  let save: Save | undefined;
  const forgiven: string[] = [];
  const entries: LogEntry[] = [];
  for (const write of change) {
    if (write.do === 'log') entries.push(write.entry);
    else if (write.do === 'forgive') forgiven.push(...write.keys);
    else if (write.do === 'saveFactor' && !save && !write.claims && !changesEnvelope(write)) save = write;
    else return undefined;
  }
  return { forgiven, entries, ...(save && { save }) };
}

/** Whether more than the sealed state is different. */
export const changesEnvelope = ({ before, factor }: Pick<Save, 'before' | 'factor'>): boolean =>
  factor.status !== before.status || !factor.lastUpdated.equals(before.lastUpdated);

const saved = ({ before, factor }: Save, vault: Vault) => ({
  user_id: factor.userId,
  factor_id: factor.id,
  version: before.version,
  state: vault.seal(factor.state, factor.id),
});

/** Of a change whose factor is not the one that was read nothing is written; rows are locked in one order everywhere. */
const applyText = `with i as materialized (
    select * from json_to_recordset(cast($1 as json))
      as i (n integer, user_id text, factor_id text, version integer, state text) order by user_id, factor_id),
  saved as (
    update factor_states s set state = i.state, version = s.version + 1 from i
    where s.user_id = i.user_id and s.factor_id = i.factor_id and s.version = i.version returning i.n),
  done as materialized (
    select n from saved union all select n from i where factor_id is null),
  logged as (
    insert into log (${logColumns}) select ${logColumns} from json_to_recordset(cast($2 as json))
      as l (n integer, ${logColumns.map((column) => `${column} text`)}) where n in (select n from done)),
  forgiven as (
    delete from limits where key in (
      select key from limits where key in (
        select f.key from json_to_recordset(cast($3 as json)) as f (n integer, key text) where f.n in (select n from done))
      order by key for update))
  select n from done`;
