import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The outside services that snippets find, each where the pages say that it is. */
export interface PageServers {
  /** The same text with the addresses at which they are. */
  at(code: string): string;
  close(): void;
}

/** Starts the token server, which is at port 1812 on the pages, and Duo. */
export async function startPageServers(): Promise<PageServers> {
  const [tokens, duo] = await Promise.all([started('radius'), started('duo')]);
  return {
    at: (code) => code.replace(/\b1812\b/g, tokens.said).replaceAll('https://api-3f9ac2d1.duosecurity.com', duo.said),
    close() {
      tokens.child.kill();
      duo.child.kill();
    },
  };
}

async function started(folder: string) {
  const program = join(import.meta.dirname, '..', folder, 'pageServer.ts');
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return { child, said: String(line).trim() };
}
