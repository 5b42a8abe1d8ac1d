import type { Vault } from '../../crypto/vault.ts';
import type { Applied, Change } from '../change.ts';
import type { Engine } from '../engine.ts';
import { changesEnvelope, sealedState } from '../factors/factorWrites.ts';
import { text } from '../shared/columns.ts';
import type { WriteOf } from '../writers.ts';
import { batched } from './batch.ts';
import { type BatchableWrite, batchableNames, isBatchable, partOf } from './writeParts.ts';

type Save = WriteOf<'saveFactor'>;

/** A change as challenges and verifications make it: a factor's state if it changed, and besides it only writes that have a part. */
interface BatchableChange {
  readonly change: Change;
  readonly save?: Save;
  readonly others: readonly BatchableWrite[];
}

type Apply = (change: Change) => Promise<Applied>;

/** Applies the changes that every challenge and verification make in batches, and all others with `alone`. */
export function batchChanges(whole: NonNullable<Engine['whole']>, vault: Vault, alone: Apply): Apply {
  const apply = batched<BatchableChange, Applied>({
    keys: ({ save, others }) => [
      ...(save ? [`${save.factor.userId} ${save.factor.id}`] : []),
      ...others.flatMap((write) => partOf(write.do).keys(write)),
    ],
    async run(changes) {
      const used = batchableNames.filter((name) =>
        changes.some(({ others }) => others.some((write) => write.do === name)),
      );
      const envelopes = changes.some(({ save }) => save && changesEnvelope(save));
      const saves = changes.map(({ save }, n) => ({ n, ...(save && savedRow(save, vault)) }));
      const given = [saves, ...used.map((name) => rowsOf(changes, name, vault))];
      const done = await whole({ text: applyText(envelopes, used), values: given.map((rows) => JSON.stringify(rows)) });
      const numbers = new Set(done.map(({ n }) => n));
      return changes.map((_, n) => (numbers.has(n) ? 'done' : 'stale'));
    },
    alone: ({ change }) => alone(change),
  });
  return (change) => {
    const batchable = toBatchable(change);
    return batchable ? apply(batchable) : alone(change);
  };
}

/** Undefined when something else is to be written too. */
function toBatchable(change: Change): BatchableChange | undefined {
  const [save, ...more] = change.filter((write) => write.do === 'saveFactor');
  const others = change.filter((write) => write.do !== 'saveFactor');
  if (more.length > 0 || save?.claims || !others.every(isBatchable) || touchTwice(others)) return undefined;
  return { change, others, ...(save && { save }) };
}

/** Whether writes of two kinds touch one thing: no part of a statement sees what another has written. */
function touchTwice(writes: readonly BatchableWrite[]): boolean {
  const touchedBy = new Map<string, BatchableWrite['do']>();
  return writes.some((write) =>
    partOf(write.do)
      .keys(write)
      .some((key) => {
        const other = touchedBy.get(key) ?? write.do;
        touchedBy.set(key, write.do);
        return other !== write.do;
      }),
  );
}

const rowsOf = (changes: readonly BatchableChange[], name: BatchableWrite['do'], vault: Vault): readonly object[] =>
  changes.flatMap(({ others }, n) =>
    others
      .filter((write) => write.do === name)
      .flatMap((write) =>
        partOf(name)
          .rows(write, vault)
          .map((row) => ({ n, ...row })),
      ),
  );

function savedRow(save: Save, vault: Vault): object {
  const { before, factor } = save;
  return {
    user_id: factor.userId,
    factor_id: factor.id,
    version: before.version,
    state: sealedState(factor, vault),
    ...(changesEnvelope(save) && { status: factor.status, updated_at: text(factor.lastUpdated) }),
  };
}

const texts = new Map<string, string>();

/**
 * The statement for what occurs among some changes. Of a change whose factor is not the one that was read nothing is
 * written; factors are locked in one order everywhere, the state before the envelope.
 */
function applyText(envelopes: boolean, used: readonly BatchableWrite['do'][]): string {
  const key = `${envelopes} ${used}`;
  let text = texts.get(key);
  if (text === undefined) {
    const parts = used.map((name, at) => partOf(name).sql(`$${at + 2}`));
    text = `${[savedSql, ...(envelopes ? [envelopedSql] : []), ...parts].join(',\n  ')}\n  select n from done`;
    texts.set(key, text);
  }
  return text;
}

const savedSql = `with i as materialized (
    select * from json_to_recordset(cast($1 as json)) as i (n integer, user_id text, factor_id text, version integer,
      state text, status text, updated_at text) order by user_id, factor_id),
  saved as (
    update factor_states s set state = i.state, version = s.version + 1 from i
    where s.user_id = i.user_id and s.factor_id = i.factor_id and s.version = i.version returning i.n),
  done as materialized (
    select n from saved union all select n from i where factor_id is null)`;

const envelopedSql = `enveloped as (
    update factors f set status = i.status, updated_at = i.updated_at from i
    where f.user_id = i.user_id and f.id = i.factor_id and i.status is not null and i.n in (select n from done))`;
