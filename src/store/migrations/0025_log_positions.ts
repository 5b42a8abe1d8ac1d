import { type Kysely, PostgresAdapter, sql } from 'kysely';
import { setLogPositions } from './shared/logPositions.ts';

/**
 * The log can be read as a whole, in one order. The table is written anew, since rows that are there get positions by time;
 * events have Okta's names, or ours where it has none. (It had indexes here once, which 0027 removes.)
 */
export async function up(db: Kysely<never>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = sql.raw(postgres ? 'text collate "C"' : 'text');
  const member = (column: string, name: string) =>
    sql.raw(postgres ? `cast(${column} as json) ->> '${name}'` : `json_extract(${column}, '$.${name}')`);

  await sql`alter table log rename to log_before`.execute(db);
  await sql`create table log (
    position ${sql.raw(postgres ? 'bigint not null' : 'integer primary key autoincrement')},
    user_id ${text} not null,
    id ${text} not null,
    at ${text} not null,
    event ${text} not null,
    outcome ${text} not null,
    reason ${text},
    factor_id ${text},
    actor ${text},
    request_id ${text},
    address ${text},
    user_agent ${text},
    detail ${text},
    principal ${text},
    actor_id ${text},
    object_id ${text}
  )`.execute(db);
  const kept = sql.raw(
    'user_id, id, at, outcome, reason, factor_id, actor, request_id, address, user_agent, detail, principal',
  );
  await sql`insert into log (position, ${kept}, event, actor_id, object_id)
    select row_number() over (order by at, id), ${kept}, ${renamed()},
      case when event in (${ofUser}) and user_id <> '' then user_id
        when ${ofSystem} then 'system'
        else coalesce(${member('principal', 'userId')}, nullif(actor, ''), 'system') end,
      coalesce(${sql.join([...objects].map((name) => member('detail', name)))})
    from log_before order by 1`.execute(db);
  await sql`drop table log_before`.execute(db);
  if (postgres) await sql`alter table log add primary key (position, id)`.execute(db);
  if (postgres) await setLogPositions(db);
  else await sql`create view log_horizon as select 9007199254740991 as position`.execute(db);
}

const objects = ['id', 'hookId', 'clientId', 'trustedOriginId', 'policy', 'deviceId', 'sessionId'];
const ofUser = sql.join(
  [
    'user.authentication.auth_via_mfa',
    'user.mfa.okta_verify.deny_push',
    'cofactor.push.not_me',
    'user.session.start',
  ].map((event) => sql.lit(event)),
);
const ofSystem = sql`(event like 'system.push.%' or event like 'system.sms.%' or event like 'system.voice.%'
  or event like 'system.email.%' or event like 'system.operation.%' or event in ('inline_hook.executed',
  'inline_hook.response.processed', 'cofactor.failures.total', 'cofactor.address.spray', 'cofactor.master_key.discard'))`;

const names: Readonly<Record<string, string>> = {
  'user.mfa.factor.enroll': 'cofactor.factor.enroll',
  'user.mfa.factor.challenge': 'cofactor.factor.challenge',
  'user.account.update_recovery_question': 'cofactor.user.update_recovery_question',
  'cofactor.push.not_me': 'user.account.report_suspicious_activity_by_enduser',
  'system.email.receive_status': 'system.email.delivery',
  ...Object.fromEntries(
    ['create', 'update', 'delete', 'activate', 'deactivate', 'test'].map((what) => [
      `system.message_provider.${what}`,
      `cofactor.message_provider.${what}`,
    ]),
  ),
  ...Object.fromEntries(
    ['create', 'update', 'delete'].map((what) => [
      `system.mfa.factor_profile.${what}`,
      `cofactor.factor_profile.${what}`,
    ]),
  ),
};

const renamed = () =>
  sql`case event ${sql.join(
    Object.entries(names).map(([before, after]) => sql`when ${sql.lit(before)} then ${sql.lit(after)}`),
    sql` `,
  )} else event end`;
