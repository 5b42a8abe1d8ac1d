import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Users, their phones and factors, budgets, the log and API tokens. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Text is compared by its code points on both engines, whatever the database's locale.
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = postgres ? 'text collate "C"' : 'text';
  for (const statement of statements) await sql.raw(statement.replace(/(?<=\w )text\b/g, text)).execute(db);
}

const statements = [
  `create table users (
    id text primary key,
    login_key text not null unique,
    status text not null,
    suspended_from text,
    profile text not null,
    password_hash text,
    recovery_question text,
    recovery_answer_hash text,
    created_at text not null,
    activated_at text,
    status_changed_at text,
    last_login_at text,
    updated_at text not null,
    password_changed_at text,
    version integer not null
  )`,
  'create index users_created on users (created_at, id)',
  `create table user_attributes (
    user_id text not null references users (id) on delete cascade,
    name text not null,
    position integer not null,
    value_key text not null,
    value_number double precision,
    primary key (user_id, name, position)
  )`,
  'create index user_attributes_value on user_attributes (name, substr(value_key, 1, 128))',
  `create table phones (
    user_id text not null references users (id) on delete cascade,
    channel text not null,
    id text not null,
    number text not null,
    e164 text not null,
    extension text,
    verified integer not null,
    primary key (user_id, channel)
  )`,
  `create table factors (
    user_id text not null references users (id) on delete cascade,
    id text not null,
    factor_type text not null,
    provider text not null,
    status text not null,
    created_at text not null,
    updated_at text not null,
    primary key (user_id, id)
  )`,
  `create table factor_states (
    user_id text not null,
    factor_id text not null,
    version integer not null,
    state text not null,
    primary key (user_id, factor_id),
    foreign key (user_id, factor_id) references factors (user_id, id) on delete cascade
  )`,
  `create table factor_claims (
    claim text primary key,
    user_id text not null,
    factor_id text not null,
    foreign key (user_id, factor_id) references factors (user_id, id) on delete cascade
  )`,
  'create index factor_claims_factor on factor_claims (user_id, factor_id)',
  `create table former_factors (
    user_id text not null references users (id) on delete cascade,
    id text not null,
    fate text not null,
    successor text,
    at text not null,
    primary key (user_id, id)
  )`,
  `create table limits (
    key text primary key,
    used integer not null,
    until_ms bigint not null,
    forget_ms bigint not null
  )`,
  `create table log (
    user_id text not null,
    id text not null,
    at text not null,
    event text not null,
    outcome text not null,
    reason text,
    factor_id text,
    actor text,
    request_id text,
    address text,
    detail text,
    primary key (user_id, id)
  )`,
  `create table api_tokens (
    id text primary key,
    name text not null,
    digest text not null unique,
    owner_id text references users (id) on delete cascade,
    created_at text not null,
    revoked_at text
  )`,
  'create table settings (name text primary key, value text not null)',
];
