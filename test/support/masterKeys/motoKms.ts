import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** https://docs.getmoto.org, AWS's services for tests; the parts of it that its server needs for KMS. */
const PACKAGES = ['moto[kms]==5.2.*', 'flask', 'flask-cors'];

interface MotoKms {
  /** The environment of a process that speaks to it. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends it; it forgets all keys. */
  stop(): Promise<void>;
}

/** AWS KMS on this machine. Undefined where Python is missing, or could not install it. */
export async function motoKms(): Promise<MotoKms | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-moto-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const runs = (command: string, ...args: readonly string[]) => spawnSync(command, args).status === 0;
  const python = join(folder, 'bin/python');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES];
  if (!runs('python3', '-m', 'venv', folder) || !runs(python, ...pip)) {
    remove();
    return undefined;
  }
  const port = await freePort();
  const server = spawn(join(folder, 'bin/moto_server'), ['-p', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries++) {
    if (await fetch(`${url}/moto-api/data.json`).catch(() => undefined)) break;
    await setTimeout(100);
  }
  return {
    env: { AWS_ENDPOINT_URL_KMS: url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    async stop() {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      remove();
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
