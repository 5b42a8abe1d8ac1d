import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
/** What the service takes to start, in milliseconds, on a machine that is busy. */
const START_MS = 60_000;

export interface Service {
  readonly url: string;
  readonly token: string;
  /** The file of the authority that signed its certificate, where it speaks https. */
  readonly caFile?: string;
  /** The authority itself, in PEM. */
  readonly ca?: string;
  readonly close: () => Promise<void>;
}

/** Starts `cofactor dev` with a database of its own, on a port that is free unless one is named. */
export async function startService({
  https,
  port = 0,
}: {
  readonly https: boolean;
  readonly port?: number;
}): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-conformance-'));
  const database = https ? `sqlite:${join(folder, 'cofactor.db')}` : 'sqlite::memory:';
  const token = 'conformance-token';
  const args = ['dev', '--port', String(port), '--database', database, '--token', token, ...(https ? ['--https'] : [])];
  const child = spawn(process.execPath, [join(root, 'bin/cofactor.js'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data) => {
    said = `${said}${data}`.slice(-4_000);
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const close = async () => {
    child.kill('SIGTERM');
    await closed;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`cofactor dev did not start: ${said}`)), START_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, address] = /^listening on (\S+)$/.exec(line) ?? [];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
    child.once('close', () => reject(new Error(`cofactor dev ended: ${said}`)));
  });
  if (!https) return { url, token, close };
  const caFile = join(folder, 'ca.pem');
  return { url, token, caFile, ca: readFileSync(caFile, 'utf8'), close };
}
