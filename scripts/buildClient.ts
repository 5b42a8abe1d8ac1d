import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Makes `client/dist`, what `@cofactor/client` publishes, or the same elsewhere: plain JavaScript with its types. */
export function buildClient(outDir: string): void {
  rmSync(outDir, { recursive: true, force: true });
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  const args = ['-p', join(root, 'client', 'tsconfig.build.json'), '--outDir', outDir];
  const { status, stdout, stderr } = spawnSync(compiler, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tsc: ${stdout}${stderr}`);
  // The compiler rewrites the imports of code but not of types, and older ones refuse theirs.
  for (const file of globSync('**/*.d.ts', { cwd: outDir })) {
    const path = join(outDir, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/(\bfrom '\.[^']+)\.ts'/g, "$1.js'"));
  }
}

if (import.meta.main) buildClient(join(root, 'client', 'dist'));
