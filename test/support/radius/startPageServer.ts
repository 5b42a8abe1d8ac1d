import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Starts the token server that snippets find on port 1812; gives its port, and what ends it. */
export async function startPageServer(): Promise<{ readonly port: string; close(): void }> {
  const program = join(import.meta.dirname, 'pageServer.ts');
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { port: String(port).trim(), close: () => void child.kill() };
}
