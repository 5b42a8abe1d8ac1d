import { gzipSync } from 'node:zlib';
import { bundleApp } from './bundle.ts';

/** The most the app may load when it is opened for the first time, minified: 64 KB. */
export const MAX_FIRST_BYTES = 64_000;

/** Loaded only when it is needed: where the browser cannot read QR codes itself. */
const LATER = /^qr\.js$/;

/** Part of `npm run size`: what a phone loads that opens the authenticator. */
async function main(): Promise<void> {
  let first = 0;
  for (const [name, contents] of await bundleApp()) {
    if (!/\.(js|css|html)$/.test(name)) continue;
    const gzipped = gzipSync(contents, { level: 9 }).length;
    console.log(`authenticator ${name.padEnd(10)} ${contents.length} bytes minified, ${gzipped} gzipped`);
    if (!LATER.test(name)) first += contents.length;
  }
  if (first >= MAX_FIRST_BYTES) process.exitCode = 1;
}

if (import.meta.main) await main();
