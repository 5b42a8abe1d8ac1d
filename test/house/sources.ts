import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A source file as the tests of the source itself see it. */
export interface Source {
  /** Relative to its folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Its imports, types included, as written. */
  readonly imports: readonly string[];
}

// Statements begin or (when long) end at the left margin, and the formatter sees to the single quotes; that is all the
// syntax one needs to know to tell them from comments and strings.
const importing = /^(?:import|export|\})[^'\n]*? from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

/** All of src but its tests. */
export const sources: readonly Source[] = sourcesIn('src');

/** All of client/src but its tests, with paths relative to that folder. */
export const clientSources: readonly Source[] = sourcesIn('client/src');

/** All of the authenticator's app but its tests, with paths relative to `authenticator/src`. */
export const appSources: readonly Source[] = sourcesIn('authenticator/src');

/** All of the console's app but its tests, with paths relative to `console/src`. */
export const consoleSources: readonly Source[] = sourcesIn('console/src');

function sourcesIn(folder: string): readonly Source[] {
  const cwd = join(import.meta.dirname, '..', '..', folder);
  return globSync('**/*.{ts,tsx}', { cwd, exclude: ['**/*.test.ts'] }).map((file) => {
    const text = readFileSync(join(cwd, file), 'utf8');
    const imports = [...text.matchAll(importing)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
    return { path: file.replaceAll('\\', '/'), text, imports };
  });
}

/** Fails with one line for each thing found, which reads better than the difference of two arrays. */
export function assertNone(found: readonly string[]): void {
  assert.ok(found.length === 0, found.join('\n'));
}
