import { type Kysely, type RawBuilder, sql } from 'kysely';

/**
 * The number of a transaction of PostgreSQL is drawn at its first write, and everything below `pg_snapshot_xmin` is over:
 * committed and visible, or undone (PostgreSQL documentation, 9.27.8). A row's position is that number, plus one for all
 * rows that is changed only here; `log_horizon` says below which position no row can appear any more (ADR 13).
 */
export async function setLogPositions(db: Kysely<never>): Promise<void> {
  const { rows } = await sql<{ plus: number }>`
    select coalesce(max(position), 0) + 1 - ${number('pg_snapshot_xmin(pg_current_snapshot())')} as plus
    from log`.execute(db);
  const plus = Math.max(rows[0]?.plus ?? 0, 0);
  await sql`alter table log alter column position
    set default (${number('pg_current_xact_id()')} + ${sql.lit(plus)})`.execute(db);
  await sql`create or replace view log_horizon as
    select ${number('pg_snapshot_xmin(pg_current_snapshot())')} + ${sql.lit(plus)} as position`.execute(db);
}

/**
 * Goes on above the highest position when the database came from another server, restored from a dump or replicated by
 * rows: that one's transactions had other numbers. Without it new rows would stand among old ones, or old ones beyond the
 * horizon. For PostgreSQL; to be called before anything is written by this process.
 */
export async function continueLogPositions(db: Kysely<never>): Promise<void> {
  if (!(await isForeign(db))) return;
  await db.transaction().execute(async (changes) => {
    await sql`lock table log in access exclusive mode`.execute(changes);
    if (await isForeign(changes)) await setLogPositions(changes);
  });
}

/** Whether a row has a position that no transaction of this server can have given it. */
async function isForeign(db: Kysely<never>): Promise<boolean> {
  const { rows } = await sql<{ foreign: boolean }>`
    select coalesce((select max(position) from log), 0) >= position
      - ${number('pg_snapshot_xmin(pg_current_snapshot())')} + ${number('pg_snapshot_xmax(pg_current_snapshot())')} as "foreign"
    from log_horizon`.execute(db);
  return rows[0]?.foreign === true;
}

/** A transaction's number, which has 64 bits, as one that can be computed with. */
const number = (expression: string): RawBuilder<number> => sql.raw(`cast(cast(${expression} as text) as bigint)`);
