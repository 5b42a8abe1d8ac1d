import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { assertNone } from './sources.ts';
import { code, pages, repositoryFiles } from './texts.ts';

const there = new Set(repositoryFiles);
const folders = new Set(repositoryFiles.flatMap((path) => parents(path)));

/** References that look like files of the repository and are none. */
const notOurs = new Set([
  ...['Node.js', 'ipaddr.js', 'qr.js'], // a program and packages
  ...['ca.json', 'command.js', 'worker.js'], // written by the program when it runs
  'x.test.ts', // the pattern of a name
]);

function parents(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === '.' ? ['.'] : [parent, ...parents(parent)];
}

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = text.replace(/^```.*?^```/gms, '').matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

test('every link of a page leads to a file of the repository, and to a heading that it has', () => {
  const links = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)/g)].map(([, target = '', anchor]) => {
      const file = target ? join(dirname(path), target).replaceAll('\\', '/').replace(/\/$/, '') : path;
      return { path, target: `${target}${anchor ? `#${anchor}` : ''}`, file, anchor };
    }),
  );
  assert.ok(links.length > 50, 'links are found at all');
  const broken = links.filter(({ file, anchor }) => {
    if (!there.has(file)) return !folders.has(file);
    return anchor !== undefined && !anchorsOf(pages.find(({ path }) => path === file)?.text ?? '').has(anchor);
  });
  assertNone(broken.map(({ path, target }) => `${path}: ${target}`));
});

test('a file that a page or a comment names is in the repository', () => {
  const name = /(?<![\w@$:/.-])(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*\.(?:tsx?|js|md|json|html|css)\b(?![\w(./])/g;
  const isThere = (file: string) => there.has(file) || repositoryFiles.some((path) => path.endsWith(`/${file}`));
  const said = [
    ...pages.map(({ path, text }) => ({ path, said: text.replace(/^```.*?^```/gms, '').match(/`[^`]+`/g) ?? [] })),
    ...code.map(({ path, text }) => ({
      path,
      said: text.match(/(?<=^|\s)\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm) ?? [],
    })),
  ];
  const files = said.flatMap(({ path, said }) => (said.join(' ').match(name) ?? []).map((file) => ({ path, file })));
  assert.ok(files.length > 40, 'names of files are found at all');
  assertNone(
    files.filter(({ file }) => !notOurs.has(file) && !isThere(file)).map(({ path, file }) => `${path}: ${file}`),
  );
});

test('no file has the marks of a merge that was left half done', () => {
  const marked = [...pages, ...code].filter(({ text }) => /^(?:<{7}|>{7}) /m.test(text));
  assertNone(marked.map(({ path }) => path));
});
