import type { Vault } from '../../crypto/vault.ts';
import type { Applied, Change, Write } from '../change.ts';
import type { Engine } from '../engine.ts';
import { text } from '../shared/columns.ts';
import { together } from './batch.ts';
import { type HotWrite, hotWrites, isHot, partOf } from './writeParts.ts';

type Save = Extract<Write, { do: 'saveFactor' }>;

/** What challenging and judging write: a factor's state if it changed, and besides it nothing but hot writes. */
interface HotChange {
  readonly change: Change;
  readonly save?: Save;
  readonly others: readonly HotWrite[];
}

type Apply = (change: Change) => Promise<Applied>;

const names = Object.keys(hotWrites) as HotWrite['do'][];

/** Applies the changes that every challenge and verification make together with those of their neighbours, all others as before. */
export function hotChanges(whole: NonNullable<Engine['whole']>, vault: Vault, cold: Apply): Apply {
  const apply = together<HotChange, Applied>({
    keys: ({ save, others }) => [
      ...(save ? [`${save.factor.userId} ${save.factor.id}`] : []),
      ...others.flatMap((write) => partOf(write.do).keys(write)),
    ],
    async run(changes) {
      const used = names.filter((name) => changes.some(({ others }) => others.some((write) => write.do === name)));
      const envelopes = changes.some(({ save }) => save && changesEnvelope(save));
      const saves = changes.map(({ save }, n) => ({ n, ...(save && savedRow(save, vault)) }));
      const given = [saves, ...used.map((name) => rowsOf(changes, name))];
      const done = await whole({ text: applyText(envelopes, used), values: given.map((rows) => JSON.stringify(rows)) });
      const numbers = new Set(done.map(({ n }) => n));
      return changes.map((_, n) => (numbers.has(n) ? 'done' : 'stale'));
    },
    alone: ({ change }) => cold(change),
  });
  return (change) => {
    const hot = toHot(change);
    return hot ? apply(hot) : cold(change);
  };
}

/** Undefined when something else is to be written too. */
function toHot(change: Change): HotChange | undefined {
  const [save, ...more] = change.filter((write) => write.do === 'saveFactor');
  const others = change.filter((write) => write.do !== 'saveFactor');
  if (more.length > 0 || save?.claims || !others.every(isHot)) return undefined;
  return { change, others, ...(save && { save }) };
}

const rowsOf = (changes: readonly HotChange[], name: HotWrite['do']): readonly object[] =>
  changes.flatMap(({ others }, n) =>
    others
      .filter((write) => write.do === name)
      .flatMap((write) =>
        partOf(name)
          .rows(write)
          .map((row) => ({ n, ...row })),
      ),
  );

/** Whether more than the sealed state is different. */
export const changesEnvelope = ({ before, factor }: Pick<Save, 'before' | 'factor'>): boolean =>
  factor.status !== before.status ||
  (factor.lastUpdated !== before.lastUpdated && !factor.lastUpdated.equals(before.lastUpdated));

function savedRow(save: Save, vault: Vault): object {
  const { before, factor } = save;
  return {
    user_id: factor.userId,
    factor_id: factor.id,
    version: before.version,
    state: vault.seal(factor.state, factor.id),
    ...(changesEnvelope(save) && { status: factor.status, updated_at: text(factor.lastUpdated) }),
  };
}

const texts = new Map<string, string>();

/**
 * The statement for what occurs among some changes. Of a change whose factor is not the one that was read nothing is
 * written; factors are locked in one order everywhere, the state before the envelope.
 */
function applyText(envelopes: boolean, used: readonly HotWrite['do'][]): string {
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
