import { bundle, PROGRAMS, type Size, sizeOf } from './bundle.ts';

/** The most the client may weigh, minified, in bytes: 12 KB, and a little more with `waitForPush`. */
export const limitOf = (program: string): number => (program.endsWith('waitForPush') ? 13.25 : 12) * 1024;

/** The size of each program that uses the client, by the imports it has. */
export async function clientSizes(): Promise<ReadonlyMap<string, Size>> {
  const sizes = Object.entries(PROGRAMS).map(async ([name, text]) => [name, sizeOf(await bundle(text))] as const);
  return new Map(await Promise.all(sizes));
}

/** `npm run size`: fails when the client has grown too heavy. */
async function main(): Promise<void> {
  for (const [name, { minified, gzipped }] of await clientSizes()) {
    console.log(`${name.padEnd(24)} ${minified} bytes minified, ${gzipped} gzipped`);
    if (minified >= limitOf(name)) process.exitCode = 1;
  }
}

if (import.meta.main) await main();
