import { globSync } from 'node:fs';

const everything = [
  'test/**/*.test.ts',
  'src/**/*.test.ts',
  'client/test/**/*.test.ts',
  'conformance/*/*.test.ts',
  'authenticator/**/*.test.ts',
];

/** Files that hold a service to seconds of the clock on the wall: beside other tests they would measure those. */
const timed = [
  'client/test/retries.test.ts',
  'test/cli/databaseAway.test.ts',
  'test/cli/frozenDatabase.test.ts',
  'test/devices/webPush.test.ts',
  'test/factors/push/shutdown.test.ts',
  'test/hooks/incoming.test.ts',
  'test/http/connections.test.ts',
  'test/providers/failover.test.ts',
  'test/providers/redos.test.ts',
];

/** Files that want a process of their own, since they change something that all files of one share. */
const apart = ['test/signin/openIdAttacks.test.ts', 'test/testing/fakeTimers.test.ts'];

/** Folders that take minutes: they come first, so that at the end no core waits for the last of them. */
const long = ['test/properties', 'test/cli', 'test/signin', 'test/authenticator', 'test/docs'];

/** Enough to read the modules seldom, few enough to keep every core busy until the end. */
const BATCH = 12;

/** All test files: batches of neighbours that share a process and run side by side, then those that run alone, one after the other. */
export function testFiles(): { batches: readonly (readonly string[])[]; alone: readonly string[] } {
  const named = [...timed, ...apart];
  const found = globSync(named);
  const missing = named.filter((file) => !found.includes(file));
  if (missing.length > 0) throw new Error(`scripts/testFiles.ts names files that are not there: ${missing.join(', ')}`);
  const folders = Map.groupBy(globSync(everything, { exclude: named }).sort(), (file) =>
    file.split('/').slice(0, 2).join('/'),
  );
  const order = new Set([...long, ...folders.keys()]);
  const batches = [...order].flatMap((folder) => evenParts(folders.get(folder) ?? [], BATCH));
  return { batches: [...apart.map((file) => [file]), ...batches], alone: [...timed].sort() };
}

function evenParts(files: readonly string[], most: number): string[][] {
  const parts = Math.ceil(files.length / most);
  return Array.from({ length: parts }, (_, n) =>
    files.slice(Math.floor((n * files.length) / parts), Math.floor(((n + 1) * files.length) / parts)),
  );
}
