import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Call, Reply } from './call.ts';

/** The longest time one call may take, in milliseconds: a JVM warms up, and an SDK may wait before it tries again. */
const PATIENCE_MS = 60_000;

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A client program that runs: it reads one call a line and answers with one line. */
export class Program {
  readonly #child: ChildProcess;
  readonly #client: string;
  #waiting: ((reply: Reply) => void) | undefined;
  #complaints = '';
  #ended = false;

  constructor(client: string, { file, args, cwd, env }: Command) {
    this.#client = client;
    this.#child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    createInterface({ input: this.#child.stdout! }).on('line', (line) => this.#read(line));
    this.#child.stderr!.on('data', (data) => {
      this.#complaints = `${this.#complaints}${data}`.slice(-4_000);
    });
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.on('close', () => this.#end('the program ended'));
    // A program that ended takes no more calls; its end is told by `close`.
    this.#child.stdin!.on('error', () => {});
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Never throws: a program that is dead or silent has failed the call. */
  call(call: Call): Promise<Reply> {
    const { operation } = call;
    return new Promise((resolve) => {
      const fail = (error: string) => resolve({ client: this.#client, operation, result: 'failed', error });
      if (this.#ended) return fail(`the program ended: ${this.#complaints}`);
      const timer = setTimeout(() => {
        this.#waiting = undefined;
        this.#child.kill('SIGKILL');
        fail(`no answer within ${PATIENCE_MS / 1_000} seconds`);
      }, PATIENCE_MS);
      this.#waiting = (reply) => {
        clearTimeout(timer);
        resolve(reply);
      };
      this.#child.stdin!.write(`${JSON.stringify(call)}\n`);
    });
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin!.end();
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await closed;
    clearTimeout(late);
  }

  #read(line: string): void {
    // SDKs and their logging libraries print lines of their own.
    if (!line.startsWith('{"client":')) return;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(JSON.parse(line) as Reply);
  }

  #end(why: string): void {
    this.#ended = true;
    const error = `${why}: ${this.#complaints}`;
    this.#waiting?.({ client: this.#client, operation: '', result: 'failed', error });
    this.#waiting = undefined;
  }
}
