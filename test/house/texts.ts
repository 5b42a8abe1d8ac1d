import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Folders of the working copy that are not in the repository. */
const made = new Set(['node_modules', '.git', '.cofactor', 'dist', 'coverage', 'site']);

/** Every file of the repository, relative to its root, with forward slashes. */
export const repositoryFiles: readonly string[] = globSync('**/*', {
  cwd: root,
  withFileTypes: true,
  exclude: (entry) => made.has(entry.name),
})
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(root.length + 1)
      .replaceAll('\\', '/'),
  );

/** A text of the repository that people read: a page of Markdown, or a source file. */
export interface Text {
  readonly path: string;
  readonly text: string;
}

function texts(extension: RegExp): readonly Text[] {
  return repositoryFiles
    .filter((path) => extension.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Every page of Markdown. */
export const pages: readonly Text[] = texts(/\.md$/);

/** Every source file, tests and scripts included. */
export const code: readonly Text[] = texts(/\.(?:ts|tsx|js)$/);
