import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const source = join(import.meta.dirname, '../../client/src');

/** Bytes of a bundle as a browser or a worker would load it. */
export interface Size {
  readonly minified: number;
  readonly gzipped: number;
}

/** What a program that imports this much of the client would load: one minified file. */
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

/** The client without flows: every operation, errors, retries and paging. */
export const WHOLE_CLIENT = "export * from './index.ts';";

export const sizeOf = (text: string): Size => ({
  minified: Buffer.byteLength(text),
  gzipped: gzipSync(text, { level: 9 }).length,
});
