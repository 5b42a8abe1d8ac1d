import { gzipSync } from 'node:zlib';
import { bundleApp } from './bundle.ts';

/** The most that a browser may load, compressed, until the list of people is there: 150 KiB. */
export const MAX_FIRST_BYTES = 150 * 1024;

/** The files of the first view: the page, what it names, and what these import from the start; compressed, in bytes. */
export async function firstView(): Promise<ReadonlyMap<string, number>> {
  const files = await bundleApp();
  const wanted = new Set(['index.html']);
  const text = (name: string): string => Buffer.from(files.get(name) ?? []).toString('utf8');
  // A set that grows while it is read is read to its end.
  for (const name of wanted) {
    const named = text(name).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"|(?:src|href)="\.\/app\/([\w.-]+)"/g);
    for (const [, imported, linked] of named) wanted.add(imported ?? linked ?? '');
  }
  for (const name of files.keys()) if (/^PeoplePage-.*\.(js|css)$/.test(name)) wanted.add(name);
  return new Map([...wanted].map((name) => [name, gzipSync(text(name), { level: 9 }).length]));
}

/** Part of `npm run size`: what an administrator's browser loads first. */
async function main(): Promise<void> {
  const sizes = await firstView();
  for (const [name, bytes] of sizes) console.log(`console ${name.padEnd(32)} ${bytes} bytes gzipped`);
  const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  console.log(`console: ${total} of at most ${MAX_FIRST_BYTES} bytes`);
  if (total > MAX_FIRST_BYTES) process.exitCode = 1;
}

if (import.meta.main) await main();
