import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The outside services that snippets find, each where the pages say that it is. */
export interface PageServers {
  /** The same text with the addresses at which they are. */
  at(code: string): string;
  close(): void;
}

/** Starts the token server, which is at port 1812 on the pages, Duo, and VIP, at 9443 with its files `vip-…`. */
export async function startPageServers(): Promise<PageServers> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-docs-vip-'));
  const [tokens, duo, vip] = await Promise.all([started('radius'), started('duo'), started('vip', folder)]);
  return {
    at: (code) =>
      code
        .replace(/\b1812\b/g, tokens.said)
        .replaceAll('https://api-3f9ac2d1.duosecurity.com', duo.said)
        .replace(/\b9443\b/g, vip.said)
        .replace(/\bvip-(?:client|authority)\.\w+/g, (name) => join(folder, name)),
    close() {
      tokens.child.kill();
      duo.child.kill();
      vip.child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function started(folder: string, ...args: readonly string[]) {
  const program = join(import.meta.dirname, '..', folder, 'pageServer.ts');
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return { child, said: String(line).trim() };
}
