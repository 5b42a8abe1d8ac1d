import { bundle, sizeOf, WHOLE_CLIENT } from './bundle.ts';

/** What `@cofactor/client` may weigh, minified: 12 KB. */
export const MAX_MINIFIED_BYTES = 12_000;

const imports: Readonly<Record<string, string>> = {
  '@cofactor/client': WHOLE_CLIENT,
  '… and changePhone': `${WHOLE_CLIENT} export { changePhone, activate } from './flows.ts';`,
  '… and all flows': `${WHOLE_CLIENT} export * from './flows.ts';`,
};

/** `npm run size`: what a program loads that uses the client. */
async function main(): Promise<void> {
  for (const [name, text] of Object.entries(imports)) {
    const { minified, gzipped } = sizeOf(await bundle(text));
    console.log(`${name.padEnd(18)} ${minified} bytes minified, ${gzipped} gzipped`);
    if (text === WHOLE_CLIENT && minified >= MAX_MINIFIED_BYTES) process.exitCode = 1;
  }
}

if (import.meta.main) await main();
