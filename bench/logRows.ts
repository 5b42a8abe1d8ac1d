import { sql } from 'kysely';
import type { Engine } from '../src/store/engine.ts';
import { continueLog } from '../src/store/migrate.ts';

/** The time of the newest entry. */
export const LAST = Temporal.Instant.from('2026-11-01T00:00:00Z');

const AT_A_TIME = 5_000;
/** Entries of one batch. */
const TOGETHER = 50;
/** Eighty days: less than a log is kept for. */
const SPAN_MS = 80 * 24 * 3600 * 1000;

/** Fills an empty log with the entries of 100,000 users over the 80 days before a time, in order; one that has any is left as it is. */
export async function fillLog(engine: Engine, rows: number, last = LAST): Promise<void> {
  const [found] = await engine.read({ text: 'select 1 as one from log limit 1', values: [] });
  if (found) return;
  const postgres = engine.name === 'postgres';
  const numbers = postgres
    ? 'select n from generate_series($1, $2) n'
    : 'with recursive r (n) as (select $1 union all select n + 1 from r where n < $2) select n from r';
  const time = postgres
    ? `to_char(to_timestamp((cast($3 as double precision) + n * cast($4 as double precision)) / 1000.0) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : `strftime('%Y-%m-%dT%H:%M:%fZ', (cast($3 as double precision) + n * cast($4 as double precision)) / 1000.0, 'unixepoch')`;
  const padded = (prefix: string, n: string) =>
    postgres ? `'${prefix}' || lpad(cast(${n} as text), 17, '0')` : `'${prefix}' || printf('%017d', ${n})`;
  const scattered = '((cast(n as bigint) * 7919) % 100000)';
  // On PostgreSQL the entries of a batch share a place; SQLite gives each the next one.
  const place = postgres ? ['position, ', `n / ${TOGETHER} + 1, `] : ['', ''];
  const text = `insert into log (${place[0]}user_id, id, at, event, outcome, reason, factor_id, actor, request_id, address, user_agent,
      detail, principal, actor_id, object_id)
    select ${place[1]}${padded('00u', scattered)}, ${padded('0190', 'n')}, ${time},
      case when n % 10000 = 0 then 'user.account.lock' when n % 3 = 0 then 'system.sms.send_factor_verify_message'
        when n % 7 = 0 then 'cofactor.factor.challenge' else 'user.authentication.auth_via_mfa' end,
      case when n % 50 = 0 then 'FAILURE' else 'SUCCESS' end, case when n % 50 = 0 then 'WRONG_CODE' end,
      ${padded('sms', scattered)}, '00T1', 'req' || n, '192.0.' || (n % 200) || '.' || (n % 199),
      'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
      '{"attemptsLeft":"4"}', '{"kind":"apiToken","role":"SUPER_ADMIN"}', ${padded('00u', scattered)}, null
    from (${numbers}) as numbers`;
  const step = SPAN_MS / rows;
  const first = last.epochMilliseconds - SPAN_MS;
  for (let from = 0; from < rows; from += AT_A_TIME) {
    const values = [from, Math.min(from + AT_A_TIME, rows) - 1, first, step];
    // Without a deadline: a statement fills thousands of rows.
    await sql.raw(text.replace(/\$(\d)/g, (_, n: string) => String(values[Number(n) - 1]))).execute(engine.kysely);
  }
  if (!postgres) return;
  await continueLog(engine);
  await sql`analyze log`.execute(engine.kysely);
}
