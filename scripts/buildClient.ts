import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** Makes `client/dist`, what `@cofactor/client` publishes, or the same elsewhere: plain JavaScript with its types. */
export async function buildClient(outDir: string): Promise<void> {
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
  await joinModules(outDir);
}

/** Few files of many, since finding and opening each takes a lambda time when it starts; still readable. */
async function joinModules(outDir: string): Promise<void> {
  const modules = globSync('**/*.js', { cwd: outDir });
  const { outputFiles } = await build({
    absWorkingDir: outDir,
    entryPoints: ['index.js', 'flows.js', 'webauthn.js'],
    outdir: outDir,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    chunkNames: 'shared-[hash]',
  });
  for (const name of modules) rmSync(join(outDir, name));
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
}

if (import.meta.main) await buildClient(join(root, 'client', 'dist'));
