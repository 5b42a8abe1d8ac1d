import { sql } from 'kysely';
import type { Engine } from '../src/store/engine.ts';

const AT_A_TIME = 5_000;

/** Fills the table of messages with records that are too old to be kept, of 100,000 users, each with a provider's reference. */
export async function fillMessages(engine: Engine, rows: number, at: Temporal.Instant): Promise<void> {
  const postgres = engine.name === 'postgres';
  const padded = (prefix: string, n: string) =>
    postgres ? `'${prefix}' || lpad(cast(${n} as text), 17, '0')` : `'${prefix}' || printf('%017d', ${n})`;
  const user = padded('00x', '(cast(n as bigint) * 7919) % 100000');
  const time = `'${at.toString({ fractionalSecondDigits: 3 })}'`;
  for (let from = 0; from < rows; from += AT_A_TIME) {
    const to = Math.min(from + AT_A_TIME, rows) - 1;
    const numbers = postgres
      ? `select n from generate_series(${from}, ${to}) n`
      : `with recursive r (n) as (select ${from} union all select n + 1 from r where n < ${to}) select n from r`;
    const message = `insert into messages (user_id, id, factor_id, channel, purpose, recipient, country, challenge_id, status,
        attempts, created_at, expires_at, sent_at, request_id)
      select ${user}, ${padded('msg', 'n')}, ${padded('sms', 'n')}, 'sms', 'verify', '+1 XXX-XXX-2036', 'US', 'challenge' || n,
        'DELIVERED', '[{"provider":"bench","name":"Benchmark","result":"ACCEPTED","milliseconds":80,"reference":"ref' || n || '"}]',
        ${time}, ${time}, ${time}, 'req' || n from (${numbers}) as numbers`;
    const reference = `insert into message_references (provider, reference, user_id, message_id)
      select 'bench', 'ref' || n, ${user}, ${padded('msg', 'n')} from (${numbers}) as numbers`;
    // Without a deadline: a statement fills thousands of rows.
    for (const text of [message, reference]) await sql.raw(text).execute(engine.kysely);
  }
}
