import pg from 'pg';

/** The amount that PostgreSQL has written since it started. */
export interface Written {
  readonly rows: number;
  readonly bytes: number;
}

/** Rows inserted, updated and deleted, and bytes of write-ahead log. */
export async function writtenByPostgres(database: string, waitMs: number): Promise<Written> {
  const client = new pg.Client(database);
  await client.connect();
  // A backend that has nothing more to do reports what it did within ten seconds.
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  const { rows } = await client.query(
    `select (select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables) as rows,
      pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as bytes`,
  );
  await client.end();
  return { rows: Number(rows[0].rows), bytes: Number(rows[0].bytes) };
}
