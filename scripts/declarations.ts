import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Writes the declarations of `cofactor/testing`: its own file and those that it names, and no other, so that compilers
 * that know nothing of what this service is made of can check them. Throws when they need another package, or
 * `Temporal`, which TypeScript 5 does not know.
 */
export function writeDeclarations(root: string, output: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-types-'));
  try {
    // Complaints would be about inner files that are not reached from there; what is reached is checked below.
    const unchecked = ['--declaration', '--emitDeclarationOnly', '--noCheck'];
    tsc(root, ['-p', 'tsconfig.build.json', ...unchecked, '--outDir', folder], 'ignore');
    for (const name of closed(folder, join('testing', 'index.d.ts'))) cpSync(join(folder, name), join(output, name));
    const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--types', ''];
    const plain = [
      '--ignoreConfig',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--lib',
      'es2022,dom,esnext.disposable',
    ];
    if (tsc(root, [...strict, ...plain, join(output, 'testing', 'index.d.ts')], 'inherit') !== 0) {
      throw new Error('the types of cofactor/testing do not stand by themselves');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A declaration file and all that it names, directly or not. */
function closed(folder: string, first: string): ReadonlySet<string> {
  const found = new Set([first]);
  for (const name of found) {
    const text = readFileSync(join(folder, name), 'utf8');
    const foreign = /^(import|export) .* from '[^.].*|\bTemporal\b.*|\bimport\(.*/m.exec(text)?.[0];
    if (foreign !== undefined) throw new Error(`the types of cofactor/testing are not closed: ${name}: ${foreign}`);
    for (const [, path = ''] of text.matchAll(/ from '(\.[^']+)\.[jt]s'/g)) {
      found.add(join(dirname(name), `${path}.d.ts`));
    }
  }
  return found;
}

function tsc(root: string, args: readonly string[], stdio: 'ignore' | 'inherit'): number {
  return spawnSync(join(root, 'node_modules', '.bin', 'tsc'), args, { cwd: root, stdio }).status ?? 1;
}
