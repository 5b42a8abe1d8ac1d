import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const bin = new URL('../../bin/cofactor.js', import.meta.url).pathname;

/** The output and the exit code of a finished command. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Env = Readonly<Record<string, string>>;

// Settings of the developer who runs the tests must not reach the commands under test.
const cleanEnv = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:COFACTOR|OTEL)_/.test(name))),
  // Nobody but the test sends requests to what is stopped.
  COFACTOR_DRAIN: '0',
});

/** Runs `cofactor …` to its end; `typed` is all that stands in its input. */
export async function cofactor(
  args: readonly string[],
  env: Env = {},
  cwd = process.cwd(),
  typed?: string,
): Promise<Finished> {
  const child = spawn(process.execPath, [bin, ...args], { env: { ...cleanEnv(), ...env }, cwd });
  if (typed !== undefined) child.stdin.end(typed);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

/** A `cofactor dev` or `serve` in a process of its own. */
export interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly token: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  call(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: any }>;
  stdout(): string;
  stderr(): string;
  /** Ends it with a signal and gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

// A test that fails before it stops its service must not leave it behind.
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a command that listens and waits until it says so. */
export async function start(args: readonly string[], env: Env = {}, token = 'dev-token'): Promise<Running> {
  const child = spawn(process.execPath, [bin, ...args, '--port', '0'], {
    env: { ...cleanEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const stderr = collect(child.stderr);
  const stdout = collect(child.stdout);
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', (line) => resolve(line.replace('listening on ', '')));
    child.once('exit', (code) => reject(new Error(`exited with ${code}: ${stderr()}`)));
  });
  return {
    url,
    child,
    token,
    stdout,
    stderr,
    async call(method, path, body) {
      const response = await fetch(url + path, {
        method,
        headers: { authorization: `SSWS ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit') as Promise<[number | null]>;
      child.kill(signal);
      return (await exited)[0];
    },
  };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk) => {
    text += chunk;
  });
  return () => text;
}
