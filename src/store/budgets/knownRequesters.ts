import type { KnownName } from '../../domain/budgets/requester.ts';
import type { Engine, Steps } from '../engine.ts';
import { knownRequesters } from '../schema/budgets.ts';
import {
  allColumns,
  columns,
  insertText,
  leftJoined,
  type RowIn,
  read,
  renamedColumns,
  select,
} from '../shared/query.ts';
import type { Store } from '../store.ts';
import type { Writers } from '../writers.ts';

/** The names a request has at most: a device token's, a network with a fingerprint, and the network. */
const MOST = 3;

/** Names as parameters: always as many, null where there is none. */
export const nameParameters = (names: readonly string[]): readonly (string | null)[] =>
  Array.from({ length: MOST }, (_, index) => names[index] ?? null);

/** Names that a user knows, in a query that joins the table as `k`; a row for each name. */
export const knownColumns = leftJoined(
  renamedColumns(knownRequesters, { known_name: 'name', known_until_ms: 'until_ms' }, 'k'),
);

/** Joins what the user `u` knows of the names in parameters 3 to 5. */
export const knownJoin = 'left join known_requesters k on k.user_id = u.id and k.name in ($3, $4, $5)';

/** The names in rows that `knownJoin` made. */
export const toKnown = (rows: readonly RowIn<typeof knownColumns>[]): readonly KnownName[] =>
  rows.flatMap(({ known_name: name, known_until_ms: until }) =>
    name === null ? [] : [{ name, until: Temporal.Instant.fromEpochMilliseconds(until) }],
  );

const known = select(
  columns(knownRequesters, ['name', 'until_ms']),
  'from known_requesters where user_id = $1 and name in ($2, $3, $4)',
);

/** Reads of the requesters that users know. */
export function requesterReads(engine: Engine): Store['requesters'] {
  return {
    async known(userId, names) {
      if (names.length === 0) return [];
      const rows = await read(engine, known, [userId, ...nameParameters(names)]);
      return rows.map((row) => ({ name: row.name, until: Temporal.Instant.fromEpochMilliseconds(row.until_ms) }));
    },
  };
}

const knowText = `${insertText(knownRequesters)}
  on conflict (user_id, name) do update set until_ms = excluded.until_ms`;

/** Writes of the requesters that a user knows. */
export const requesterWrites: Writers<'knowRequesters' | 'forgetRequesters'> = {
  *knowRequesters({ userId, names, until }) {
    for (const name of names.toSorted()) {
      yield { text: knowText, values: [userId, name, until.epochMilliseconds] };
    }
    return 'done';
  },

  *forgetRequesters({ userId }) {
    yield { text: 'delete from known_requesters where user_id = $1', values: [userId] };
    return 'done';
  },
};

/** With every 64th call, 200 rows are looked at. */
const EVERY = 64;
const SLICE = 200;

const slice = select(
  allColumns(knownRequesters),
  `from known_requesters where (user_id, name) > ($1, $2) order by user_id, name limit ${SLICE}`,
);
const removeText = `delete from known_requesters
  where user_id = $1 and name = $2 and until_ms <= cast($3 as bigint)`;

/** Removes names whose time is over, a slice at a time, round and round by their keys. */
export function createRequesterSweep(engine: Engine): (nowMs: number) => Promise<void> {
  let calls = 0;
  let after: readonly [string, string] = ['', ''];
  return async (nowMs) => {
    if (calls++ % EVERY !== 0) return;
    const rows = await read(engine, slice, after);
    const last = rows.at(-1);
    after = last && rows.length === SLICE ? [last.user_id, last.name] : ['', ''];
    const over = rows.filter(({ until_ms: until }) => until <= nowMs);
    if (over.length > 0) await engine.write(() => remove(over, nowMs));
  };
}

function* remove(rows: readonly { readonly user_id: string; readonly name: string }[], nowMs: number): Steps<void> {
  for (const { user_id, name } of rows) yield { text: removeText, values: [user_id, name, nowMs] };
}
