import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Makes `client/dist`, what `@cofactor/client` publishes, or the same elsewhere: plain JavaScript with its types. */
export function buildClient(outDir: string): void {
  rmSync(outDir, { recursive: true, force: true });
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  const args = ['-p', join(root, 'client', 'tsconfig.build.json'), '--outDir', outDir];
  const { status, stdout, stderr } = spawnSync(compiler, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tsc: ${stdout}${stderr}`);
}

if (import.meta.main) buildClient(join(root, 'client', 'dist'));
