import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { requireSync } from '../../scripts/failover/failovers.ts';
import { makePlace, Server } from '../../scripts/failover/server.ts';
import { serverAccount } from '../../scripts/postgres/account.ts';
import { embeddedPrograms, installedPrograms, runnableBin } from '../../scripts/postgres/programs.ts';
import { certificate } from './certificate.ts';

interface OwnPostgres {
  readonly server: Server;
  /** The file of the authority of its certificate. */
  readonly authority: string;
  /** Starts a synchronous standby of it. Undefined where the programs for that are missing. */
  standby(): Promise<Server | undefined>;
}

/**
 * A PostgreSQL server with TLS on, whose settings a test may change; it and its data go with the test. Undefined where
 * there is no PostgreSQL to start.
 */
export async function ownPostgres(t: TestContext): Promise<OwnPostgres | undefined> {
  const [programs] = [...installedPrograms(), ...embeddedPrograms()];
  if (!programs) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-own-'));
  const account = serverAccount();
  const place = { ...makePlace(programs.bin, account, folder), bin: runnableBin(programs.bin, account, folder) };
  const server = new Server(place, await freePort());
  server.create();
  const { key, cert } = await certificate();
  for (const [name, text] of [
    ['server.key', key],
    ['server.crt', cert],
  ] as const) {
    const file = join(server.data, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (account.uid !== undefined) chownSync(file, account.uid, account.gid);
  }
  server.configure({ ssl: 'on' });
  await server.start();
  const standbys: Server[] = [];
  t.after(async () => {
    for (const one of [...standbys, server]) await one.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, cert);
  async function standby(): Promise<Server | undefined> {
    if (!existsSync(join(place.bin, 'pg_basebackup'))) return undefined;
    const one = new Server(place, await freePort());
    one.copyOf(server);
    standbys.push(one);
    await one.start();
    await requireSync(server);
    return one;
  }
  return { server, authority, standby };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
