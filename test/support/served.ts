import type { TestContext } from 'node:test';
import { cofactor, type Running, start } from './command.ts';

/** One key for all: several services may share a database. */
const MASTER_KEY = Buffer.alloc(32, 1).toString('base64');

/** A `cofactor serve` on a PostgreSQL URL that is migrated and has a token; ends with the test. */
export async function served(
  t: Pick<TestContext, 'after'>,
  database: string,
  args: readonly string[] = [],
): Promise<Running> {
  const env = { COFACTOR_MASTER_KEY: MASTER_KEY, COFACTOR_DATABASE_URL: database };
  await cofactor(['migrate'], env);
  const token = (await cofactor(['token', 'create', 'test', '--role', 'SUPER_ADMIN'], env)).stdout.trim();
  const limits = ['--api-limit', '1000000000'];
  const service = await start(['serve', ...limits, ...args], env, token);
  t.after(() => service.stop('SIGKILL'));
  return service;
}

let people = 0;

/** The body that creates a user nobody else has created. */
export function person(): object {
  const login = `person${++people}@example.com`;
  return { profile: { firstName: 'P', lastName: 'N', email: login, login } };
}
