import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pinned, stopped } from './child.ts';
import { masterKey } from './seed.ts';

/** `cofactor serve` in a process of its own. */
export interface Service {
  readonly pid: number;
  readonly url: string;
  /** From the start of the process to the answer to its first request, in milliseconds. */
  readonly firstAnswerMs: number;
  stop(): Promise<void>;
}

/** Starts it as an administrator would; its messages go to the address of a carrier that takes them all. */
export async function startService(
  program: readonly string[],
  database: string,
  {
    carrier,
    core,
    env = {},
  }: { readonly carrier?: string; readonly core?: number; readonly env?: Readonly<Record<string, string>> },
): Promise<Service> {
  const started = performance.now();
  const flags = ['--port', '0', '--database', database, '--api-limit', '1000000000', '--pumping-guard', 'off'];
  const command = [...program, 'serve', ...flags] as [string, ...string[]];
  const [file, ...args] = core === undefined ? command : pinned(core, command);
  const providers = carrier === undefined ? [] : [carrierSettings(carrier)];
  const child = spawn(file, args, {
    // The log goes where a busy service's log goes: into a file, here one that nobody reads.
    stdio: ['ignore', 'pipe', process.env.BENCH_STDERR ? 'inherit' : 'ignore'],
    env: { ...process.env, ...env, COFACTOR_MASTER_KEY: masterKey, COFACTOR_PROVIDERS: JSON.stringify(providers) },
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  createInterface(child.stdout).on('line', (line) => resolve(line.replace('listening on ', '')));
  child.on('exit', (code) => {
    process.off('exit', kill);
    reject(new Error(`cofactor serve ended with ${code}; BENCH_STDERR=1 shows why`));
  });
  const url = await promise;
  await (await fetch(`${url}/healthz`)).text();
  return {
    pid: child.pid as number,
    url,
    firstAnswerMs: performance.now() - started,
    stop: () => stopped(child),
  };
}

const carrierSettings = (url: string) => ({
  id: 'bench',
  type: 'http',
  name: 'Benchmark',
  channels: ['sms'],
  settings: { url, body: '{{to}} {{code}}', contentType: 'text/plain' },
});
