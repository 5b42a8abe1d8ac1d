import { bundle, PROGRAMS, type Size, sizeOf } from './bundle.ts';

/** What the client may weigh at most, minified: 12 KB, and 14 with every flow there is, which no program needs at once. */
export const limitOf = (program: string): number => (program.endsWith('all flows') ? 14 : 12) * 1024;

/** What each program loads that uses the client, by what it uses. */
export async function clientSizes(): Promise<ReadonlyMap<string, Size>> {
  const sizes = Object.entries(PROGRAMS).map(async ([name, text]) => [name, sizeOf(await bundle(text))] as const);
  return new Map(await Promise.all(sizes));
}

/** `npm run size`: fails when the client has grown too heavy. */
async function main(): Promise<void> {
  for (const [name, { minified, gzipped }] of await clientSizes()) {
    console.log(`${name.padEnd(18)} ${minified} bytes minified, ${gzipped} gzipped`);
    if (minified >= limitOf(name)) process.exitCode = 1;
  }
}

if (import.meta.main) await main();
