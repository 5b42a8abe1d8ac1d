import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { cofactor, type Running, start } from '../command.ts';

const MASTER_KEY = Buffer.alloc(32, 1).toString('base64');

/** A process of `cofactor serve` that shows metrics at an address of their own. */
export interface MeteredService {
  readonly service: Running;
  readonly url: string;
  readonly database: string;
}

/** Starts one, on a SQLite file of its own where no database is named; ends with the test. */
export async function meteredService(
  t: Pick<TestContext, 'after'>,
  args: readonly string[] = [],
  given?: string,
  env: Readonly<Record<string, string>> = {},
): Promise<MeteredService> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-metered-'));
  const database = given ?? `sqlite:${join(folder, 'metered.db')}`;
  const own = { COFACTOR_MASTER_KEY: MASTER_KEY, COFACTOR_DATABASE_URL: database, ...env };
  await cofactor(['migrate'], own);
  const service = await start(['serve', '--metrics', '0', ...args], own);
  t.after(async () => {
    await service.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  return { service, url: await metricsUrlOf(service), database };
}

/** The address that the log of a start names, once it does. */
async function metricsUrlOf(service: Running): Promise<string> {
  while (service.child.exitCode === null) {
    const [, url] = /"url":"(http:[^"]+\/metrics)"/.exec(service.stderr()) ?? [];
    if (url !== undefined) return url;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no metrics are served: ${service.stderr()}`);
}
