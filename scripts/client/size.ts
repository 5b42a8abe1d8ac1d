import { bundle, PROGRAMS, type Size, sizeOf } from './bundle.ts';

/** What `@cofactor/client` may weigh, minified and with all its flows: 12 KB. */
export const MAX_MINIFIED_BYTES = 12 * 1024;

/** What each program loads that uses the client, by what it uses. */
export async function clientSizes(): Promise<ReadonlyMap<string, Size>> {
  const sizes = Object.entries(PROGRAMS).map(async ([name, text]) => [name, sizeOf(await bundle(text))] as const);
  return new Map(await Promise.all(sizes));
}

/** `npm run size`: fails when the client has grown too heavy. */
async function main(): Promise<void> {
  for (const [name, { minified, gzipped }] of await clientSizes()) {
    console.log(`${name.padEnd(18)} ${minified} bytes minified, ${gzipped} gzipped`);
    if (minified >= MAX_MINIFIED_BYTES) process.exitCode = 1;
  }
}

if (import.meta.main) await main();
