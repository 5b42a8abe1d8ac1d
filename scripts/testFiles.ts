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

/** All test files: those that run side by side, then those that run alone, one after the other. */
export function testFiles(): { together: readonly string[]; alone: readonly string[] } {
  const alone = globSync(timed).sort();
  const missing = timed.filter((file) => !alone.includes(file));
  if (missing.length > 0) throw new Error(`scripts/testFiles.ts names files that are not there: ${missing.join(', ')}`);
  return { together: globSync(everything, { exclude: timed }).sort(), alone };
}
