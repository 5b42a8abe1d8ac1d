import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serverAccount } from '../postgres/account.ts';
import { installedPrograms } from '../postgres/programs.ts';
import { disturbances } from './disturbances.ts';
import { failovers, requireSync } from './failovers.ts';
import type { Figures } from './figures.ts';
import { frozen } from './frozen.ts';
import { rollingRestart } from './rollingRestart.ts';
import { makePlace, type Place, Server } from './server.ts';

const { values: flags } = parseArgs({
  options: {
    /** Fail-overs. */
    rounds: { type: 'string', default: '20' },
    /** The number of connections terminated and of servers restarted. */
    disturbances: { type: 'string', default: '50' },
    restarts: { type: 'string', default: '6' },
  },
});

/**
 * Proves on real PostgreSQL servers that nothing acknowledged is lost when one of them dies, and prints the figures.
 */
async function main(folder: string): Promise<readonly Figures[]> {
  const programs = installedPrograms().find(({ bin }) =>
    ['pg_basebackup', 'pg_ctl'].every((name) => existsSync(join(bin, name))),
  );
  if (!programs) throw new Error('needs PostgreSQL with pg_basebackup and pg_ctl: Debian has them in postgresql');
  console.log(programs.label);
  const place = makePlace(programs.bin, serverAccount(), folder);
  const figures = [await withPair(place, (pair) => failovers(pair, Number(flags.rounds), folder))];
  figures.push(
    ...(await withPair(place, async ([primary, standby]) => {
      const first = [
        await disturbances(primary, Number(flags.disturbances), folder),
        await rollingRestart(primary, Number(flags.restarts), folder),
      ];
      standby.copyOf(primary);
      await standby.start();
      await requireSync(primary);
      return [...first, await frozen(primary, standby, folder)];
    })),
  );
  return figures;
}

/** A new primary, and the server that may become its standby. */
async function withPair<T>(place: Place, work: (pair: readonly [Server, Server]) => Promise<T>): Promise<T> {
  const pair = [new Server(place, await freePort()), new Server(place, await freePort())] as const;
  pair[0].create();
  await pair[0].start();
  const crash = () => {
    for (const server of pair) server.kill();
  };
  process.once('exit', crash);
  try {
    return await work(pair);
  } finally {
    for (const server of pair.toReversed()) await server.stop('SIGKILL');
    process.off('exit', crash);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const folder = mkdtempSync(join(tmpdir(), 'cofactor-failover-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
for (const { name, lines, failures } of await main(folder)) {
  console.log(`\n${name}`);
  for (const line of lines) console.log(`  ${line}`);
  for (const failure of failures) console.log(`  FAILED: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}
process.exit();
