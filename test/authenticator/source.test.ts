import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNone } from '../house/sources.ts';

const app = join(import.meta.dirname, '../../authenticator/src');
const files = globSync('**/*.{ts,tsx}', { cwd: app, exclude: ['**/*.test.ts'] }).map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(join(app, path), 'utf8'),
}));
const importsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^import [^;]*?'([^']+)';|\bimport\('([^']+)'\)/gm)].map((match) => match[1] ?? match[2] ?? '');

/** What each part of the app may import, besides itself. */
const may: Readonly<Record<string, RegExp>> = {
  // Runs in the page and in its worker. How secrets are written is the service's own.
  core: /^\.\/[\w.]+$|\/src\/domain\/hardwareTokens\/base32\.ts$/,
  worker: /^\.\/[\w.]+$|^\.\.\/core\//,
  scan: /^\.\/[\w.]+$|^jsqr$/,
  state: /^\.\/[\w.]+$|^\.\.\/core\/|^preact\/hooks$/,
  ui: /^\.\/[\w.]+$|^\.\.\/(core|state)\/|^preact(\/hooks)?$/,
  screens: /^\.\/[\w.]+$|^\.\.\/(core|state|scan|ui)\/|^preact(\/hooks)?$/,
};

test('parts of the authenticator import what is below them, and of packages Preact and the reader of QR codes alone', () => {
  assertNone(
    files.flatMap(({ path, text }) => {
      const allowed = may[path.split('/')[0] ?? ''] ?? /^\.\/|^preact(\/hooks)?$|\/src\/http\/home\/common\.css$/;
      return importsOf(text)
        .filter((specifier) => !allowed.test(specifier))
        .map((specifier) => `authenticator/src/${path} imports ${specifier}`);
    }),
  );
});

test('no file of the authenticator is longer than 300 lines', () => {
  assertNone(files.filter(({ text }) => text.split('\n').length > 300).map(({ path }) => path));
});

test('nothing of the app puts text into the page as HTML, where an organization’s name could be a program', () => {
  const dangerous =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|dangerouslySetInnerHTML/;
  assertNone(files.filter(({ text }) => dangerous.test(text)).map(({ path }) => path));
});

test('there is one file of colors, for the service’s pages, the authenticator and the console: no other style has any', () => {
  const root = join(app, '../..');
  const styles = globSync(['src/**/*.css', 'authenticator/src/**/*.css', 'console/src/**/*.css'], { cwd: root });
  // Black and white are for cameras, and the same in the dark.
  const color = /#(?!(fff|000)(\1)?\b)[0-9a-f]{3,8}\b/i;
  const colored = styles.filter((path) => color.test(readFileSync(join(root, path), 'utf8')));
  assert.deepEqual(colored, ['src/http/home/common.css']);
});
