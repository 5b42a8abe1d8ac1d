import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Account } from './account.ts';
import { runnableBin } from './programs.ts';

/** A running server with nothing in it. */
export interface Cluster {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The purpose of a cluster: `durable` survives a power cut and is as slow as that is (benchmarks); tests do without.
 */
export interface ClusterOptions {
  readonly durable: boolean;
}

type Server = ChildProcessByStdio<Writable, null, Readable>;

// Standard input is our lifeline: it closes however we end, a SIGKILL included, and then the server stops and its
// data goes. An exit handler could not promise that. $0 is the folder, $@ the server's command line.
const guard = `
exec 3<&0
"$@" 3<&- & server=$!
(read -r _ <&3; kill -INT "$server") & lifeline=$!
wait "$server"
kill "$lifeline" 2>/dev/null
rm -rf "$0"`;

/** Makes a cluster in a new temporary folder and starts it on a free port, reachable from this machine only. */
export async function startCluster(programs: string, account: Account, options: ClusterOptions): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-postgres-'));
  try {
    if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
    const bin = runnableBin(programs, account, folder);
    const password = randomBytes(16).toString('hex');
    createCluster(bin, folder, password, account);
    const port = await freePort();
    const server = spawn(
      'sh',
      ['-c', guard, folder, join(bin, 'postgres'), ...serverArguments(folder, port, options)],
      {
        ...account,
        cwd: folder,
        env: plainEnvironment(),
        stdio: ['pipe', 'ignore', 'pipe'],
        // Ctrl-C goes to the whole terminal group: let us finish with the database before it goes away.
        detached: true,
      },
    );
    await ready(server);
    return { url: `postgres://cofactor:${password}@127.0.0.1:${port}/postgres`, stop: () => stop(server) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function createCluster(bin: string, folder: string, password: string, account: Account): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined) chownSync(passwordFile, account.uid, account.gid);
  const location = ['-D', join(folder, 'data'), '--no-sync'];
  const access = ['--username=cofactor', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  // A language's order, as production has it: under "C" a query that forgot to ask for byte order would look right.
  const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'];
  const { status, error, stderr } = spawnSync(join(bin, 'initdb'), [...location, ...access, ...text], {
    ...account,
    cwd: folder,
    env: plainEnvironment(),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr.trim()}`);
}

function serverArguments(folder: string, port: number, options: ClusterOptions): readonly string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 300,
    // Leaves out the constraint violations that tests provoke on purpose.
    log_min_messages: 'log',
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    join(folder, 'data'),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function stop(server: Server): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.ref();
  server.stdin.end();
  await once(server, 'exit');
}

/** The server's messages in English, and none of the PG… variables that would redirect it. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

async function ready(server: Server): Promise<void> {
  let log = '';
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4000);
    if (log.includes('ready to accept connections')) resolve();
  });
  server.on('error', reject).on('exit', () => reject(new Error(`the server did not start: ${log.trim()}`)));
  await promise;
  // From here on the server must not keep a script alive that has nothing else left to do.
  for (const handle of [server, server.stdin, server.stderr]) (handle as unknown as { unref(): void }).unref();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
