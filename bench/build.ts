import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../scripts/bundle.ts';

const root = join(import.meta.dirname, '..');

/** Builds the JavaScript that users run, as published. It lies among node_modules, so that it finds its packages. */
export async function buildPackage(): Promise<{ readonly program: readonly string[]; remove(): void }> {
  const folder = join(root, 'node_modules', '.cache', `cofactor-bench-${process.pid}`);
  const dist = join(folder, 'dist');
  mkdirSync(folder, { recursive: true });
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  const { status } = spawnSync(compiler, ['-p', 'tsconfig.build.json', '--outDir', dist, '--declaration', 'false'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the package does not build');
  await bundle(dist);
  // After that, since scripts of pages are no modules of ours that are put together.
  cpSync(join(root, 'src'), dist, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  for (const name of ['package.json', 'bin']) cpSync(join(root, name), join(folder, name), { recursive: true });
  return {
    program: [process.execPath, join(folder, 'bin', 'cofactor.js')],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
