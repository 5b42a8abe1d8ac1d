import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone } from './sources.ts';
import { pages, repositoryFiles } from './texts.ts';

const page = pages.find(({ path }) => path === 'docs/architecture.md')?.text ?? '';
const [built = '', planned = ''] = (page.split('\n## ').find((part) => part.startsWith('The rooms')) ?? '').split(
  'Decided, and not built:',
);

/** The rooms that a table of the page names. */
const named = (text: string) => [...text.matchAll(/^\| ([\w, ]+) \|/gm)].flatMap(([, names = '']) => names.split(', '));

/** The folders right below a folder. */
function foldersIn(parent: string): readonly string[] {
  const below = new RegExp(`^${parent}/([^/]+)/`);
  return [...new Set(repositoryFiles.flatMap((path) => below.exec(path)?.[1] ?? []))];
}

const layers = ['contract', 'domain', 'operations', 'store'];
/** Rooms of one layer alone: `domain/fido`. */
const own = [...built.matchAll(/^\| (\w+\/\w+) \|/gm)].map(([, room = '']) => room);

test('every folder of src has a README', () => {
  const there = new Set(repositoryFiles);
  assertNone(foldersIn('src').filter((folder) => !there.has(`src/${folder}/README.md`)));
});

test('every room of a layer is on the page of the architecture', () => {
  const rooms = new Set(named(built));
  assert.ok(rooms.size > 10, 'rooms are found at all');
  const found = layers.flatMap((layer) => foldersIn(`src/${layer}`).map((room) => ({ layer, room })));
  assertNone(
    found
      .filter(({ layer, room }) => !rooms.has(room) && !own.includes(`${layer}/${room}`))
      .map(({ layer, room }) => `src/${layer}/${room}`),
  );
});

test('a room that the page says is there is there, and one that it says is not built is not', () => {
  const there = new Set(layers.flatMap((layer) => foldersIn(`src/${layer}`)));
  const missing = [
    ...named(built).filter((room) => room !== 'room' && !there.has(room)),
    ...own.filter((room) => !repositoryFiles.some((path) => path.startsWith(`src/${room}/`))),
  ];
  assertNone(missing.map((room) => `${room} is not there`));
  const later = named(planned).filter((room) => room !== 'room');
  assert.ok(later.length > 0, 'rooms to come are found at all');
  assertNone(later.filter((room) => there.has(room)).map((room) => `${room} is there`));
});
