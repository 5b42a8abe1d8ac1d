import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const source = join(import.meta.dirname, '../../client/src');

/** Bytes of a bundle as a browser or a worker would load it. */
export interface Size {
  readonly minified: number;
  readonly gzipped: number;
}

/** One minified file: all that a program with these imports from the client would load. */
export async function bundle(imports: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: imports, resolveDir: source, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

const OF_CODES = 'activate, challenge, changePhone, enrollSms, repairPending, resend, unenroll, verify';

/** Programs that use ever more of the client; the last uses all there is. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'all operations': "export * from './index.ts';",
  '… and changePhone': "export * from './index.ts'; export { activate, changePhone } from './flows.ts';",
  '… and all flows of codes': `export * from './index.ts'; export { ${OF_CODES} } from './flows.ts';`,
  '… and waitForPush': "export * from './index.ts'; export * from './flows.ts';",
};

export const sizeOf = (text: string): Size => ({
  minified: Buffer.byteLength(text),
  gzipped: gzipSync(text, { level: 9 }).length,
});
