import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const bin = new URL('../../bin/cofactor.js', import.meta.url).pathname;

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A service in a process of its own. */
export interface Service {
  readonly url: string;
  readonly child: ChildProcess;
  readonly stderr: () => string;
}

interface Start {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a command of `cofactor` to its end; gives what it printed. */
export async function command(args: readonly string[], { folder, env }: Start): Promise<string> {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { ...process.env, ...env } });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (out += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(out);
  return out;
}

/** Starts a command that listens. */
export async function startService(args: readonly string[], { folder, env }: Start): Promise<Service> {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { ...process.env, ...env } });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4_000);
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  createInterface(child.stdout).once('line', (line) => resolve(line.replace('listening on ', '')));
  child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${log}`)));
  return { url: await promise, child, stderr: () => log };
}
