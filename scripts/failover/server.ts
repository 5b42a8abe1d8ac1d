import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Account } from '../postgres/account.ts';

/** The settings that all servers of a run share. */
export interface Place {
  readonly bin: string;
  readonly account: Account;
  /** A folder of this run alone; belongs to the account. */
  readonly folder: string;
}

/** One PostgreSQL server of this machine, primary or standby, which can be killed and made anew. */
export class Server {
  readonly port: number;
  readonly data: string;
  readonly #place: Place;
  #child: ChildProcess | undefined;

  constructor(place: Place, port: number) {
    this.#place = place;
    this.port = port;
    this.data = join(place.folder, `data${port}`);
  }

  get url(): string {
    return `postgres://cofactor@127.0.0.1:${this.port}/postgres`;
  }

  /** Makes an empty cluster. It trusts its only, local user: nothing here is about passwords. */
  create(): void {
    this.#run('initdb', '-D', this.data, '--no-sync', '--username=cofactor', '--auth=trust', '--encoding=UTF8');
    this.configure({ wal_level: 'replica', hot_standby: 'on', max_wal_senders: 10 });
  }

  /** Makes this the standby of another, which does not wait for anybody once it is promoted. */
  copyOf(primary: Server): void {
    rmSync(this.data, { recursive: true, force: true });
    const from = `host=127.0.0.1 port=${primary.port} user=cofactor application_name=standby`;
    this.#run('pg_basebackup', '-D', this.data, '-d', from, '-R', '-X', 'stream', '-c', 'fast', '--no-sync');
    this.configure({ synchronous_standby_names: '' });
  }

  async start(): Promise<void> {
    const child = spawn(join(this.#place.bin, 'postgres'), ['-D', this.data, ...this.#arguments()], {
      ...this.#place.account,
      cwd: this.#place.folder,
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4_000);
      if (/ready to accept (read-only )?connections/.test(log)) resolve();
    });
    child.once('exit', () => reject(new Error(`the server did not start: ${log}`)));
    await promise;
  }

  /** Ends it with a signal: SIGINT is "fast", SIGKILL a crash. Waits until every process of it is gone. */
  async stop(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const children = this.processes();
    const gone = once(this.#child, 'exit');
    this.#child.kill(signal);
    await gone;
    while (signal === 'SIGKILL' && children.some((pid) => existsSync(`/proc/${pid}`))) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** For when this process ends: at once, and without waiting. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** Makes a standby the primary; resolves when it accepts writes. */
  async promote(): Promise<void> {
    const args = ['promote', '-w', '-D', this.data];
    const child = spawn(join(this.#place.bin, 'pg_ctl'), args, { ...this.#place.account, stdio: 'ignore' });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`pg_ctl promote ended with ${code}`);
  }

  /** The postmaster and everything it has started. */
  processes(): readonly number[] {
    const pid = this.#child?.pid ?? 0;
    // Containers often have no `ps`. After the name, which may hold anything, come the state and the parent (proc(5)).
    const parent = (one: string) => {
      try {
        return Number(/.*\) \S (\d+)/s.exec(readFileSync(`/proc/${one}/stat`, 'utf8'))?.[1]);
      } catch {
        return undefined;
      }
    };
    const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parent(name) === pid);
    return [pid, ...children.map(Number)];
  }

  /** Freezes or thaws all of it. */
  signalAll(signal: 'SIGSTOP' | 'SIGCONT'): void {
    for (const pid of this.processes()) process.kill(pid, signal);
  }

  /** Rows of one statement, on a connection of its own. */
  async ask(text: string): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client(this.url);
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(text)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  }

  /** Settings for the next start; they come before those of earlier calls. */
  configure(settings: Readonly<Record<string, string | number>>): void {
    const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
    appendFileSync(join(this.data, 'postgresql.auto.conf'), lines.join(''));
  }

  #arguments(): readonly string[] {
    const settings = { listen_addresses: '127.0.0.1', port: this.port, unix_socket_directories: '', fsync: 'off' };
    return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  }

  #run(program: string, ...args: readonly string[]): void {
    const options = { ...this.#place.account, cwd: this.#place.folder, encoding: 'utf8' } as const;
    const { status, stderr } = spawnSync(join(this.#place.bin, program), args, options);
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  }
}

/** The folder of a run, which the account may write to. */
export function makePlace(bin: string, account: Account, folder: string): Place {
  mkdirSync(folder, { recursive: true });
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
  return { bin, account, folder };
}
