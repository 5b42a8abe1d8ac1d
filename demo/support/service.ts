import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

const bin = new URL('../../bin/cofactor.js', import.meta.url).pathname;
const START_MS = 20_000;
const STOP_MS = 5_000;
const KEPT_LINES = 20;

/** A `cofactor dev` of the demo's own. */
export interface OwnService {
  readonly url: string;
  /** The service's complaints, newest last. */
  complaints(): readonly string[];
  /** Ends it; says how it ended when that was not as it should be. */
  stop(): Promise<void>;
}

/** Starts the service on a free port and waits until it says where it listens. It never outlives this process. */
export async function startService(database: string, token: string): Promise<OwnService> {
  const args = [bin, 'dev', '--host', '127.0.0.1', '--port', '0', '--database', database, '--token', token];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: ownEnv() });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  const lines: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    if (line.includes('"level":30')) return;
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
  });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const url = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => /^listening on (\S+)$/.exec(String(line))?.[1]),
    exited.then(() => undefined),
    wait(START_MS, undefined, { ref: false }),
  ]);
  if (url === undefined) {
    kill();
    throw new Error(['the service did not start', ...lines].join('\n'));
  }
  return {
    url,
    complaints: () => lines,
    async stop() {
      child.kill('SIGTERM');
      const ended = await Promise.race([exited, wait(STOP_MS, undefined, { ref: false })]);
      kill();
      process.off('exit', kill);
      if (ended?.[0] !== 0)
        throw new Error(`the service did not end as it should on SIGTERM: ${ended ?? 'it went on'}`);
    },
  };
}

/** The environment of the demo's service, without the settings a developer has for a service of theirs. */
function ownEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COFACTOR_')));
}
