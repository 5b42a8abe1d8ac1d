import assert from 'node:assert/strict';
import { globSync, lstatSync } from 'node:fs';
import { join } from 'node:path';

/** The most that an installed package may weigh, with all that npm installs beside it, in bytes of files. */
const MAX_BYTES = 42_800_000;

/** Prints what an installation weighs, and which packages most of it; throws when it has grown beyond what was agreed. */
export function checkWeight(modules: string): void {
  const weights = new Map<string, number>();
  for (const file of globSync('**', { cwd: modules })) {
    const entry = lstatSync(join(modules, file));
    if (!entry.isFile()) continue;
    const name = /^(?:@[^/\\]+[/\\])?[^/\\]+/.exec(file)?.[0] ?? file;
    weights.set(name, (weights.get(name) ?? 0) + entry.size);
  }
  const total = weights.values().reduce((sum, bytes) => sum + bytes, 0);
  const heaviest = [...weights].sort(([, a], [, b]) => b - a).slice(0, 5);
  const named = heaviest.map(([name, bytes]) => `${name} ${megabytes(bytes)}`).join(', ');
  console.log(
    `- it weighs ${megabytes(total)} MB of at most ${megabytes(MAX_BYTES)}: ${named}, and ${weights.size - heaviest.length} more`,
  );
  assert.ok(
    total <= MAX_BYTES,
    `an installation has grown to ${total} bytes; find what it is, or agree to a new bound`,
  );
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
