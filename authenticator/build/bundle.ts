import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { iconPng } from './icon.ts';
import { markSvg } from './mark.ts';

const app = join(import.meta.dirname, '..');

const common = {
  absWorkingDir: app,
  outdir: app,
  bundle: true,
  minify: true,
  write: false,
  target: 'es2022',
  // For "Add to Home Screen" a page must be quick to start and must run without a network: one file of each kind.
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions;

/** The files of the app by the names they are served under: built anew from the sources, in a fraction of a second. */
export async function bundleApp(): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  await add(files, { entryPoints: { app: 'src/main.tsx' }, format: 'esm', plugins: [apart] });
  await add(files, { entryPoints: { qr: 'src/scan/qr.ts' }, format: 'esm' });
  for (const name of ['index.html', 'manifest.webmanifest']) files.set(name, readFileSync(join(app, name)));
  files.set('icon.svg', Buffer.from(markSvg()));
  files.set('icon-192.png', iconPng(192, { corner: 0.22, scale: 1 }));
  files.set('icon-512.png', iconPng(512, { corner: 0.22, scale: 1 }));
  files.set('icon-maskable.png', iconPng(512, { corner: 0, scale: 0.8 }));
  files.set('icon-apple.png', iconPng(180, { corner: 0, scale: 1 }));
  const define = { SHELL: JSON.stringify([...files.keys()]), VERSION: JSON.stringify(versionOf(files)) };
  await add(files, { entryPoints: { worker: 'src/worker/main.ts' }, format: 'iife', define });
  return files;
}

/**
 * The reader of QR codes, for browsers that have none, is larger than all the rest: a file of its own. It shares
 * nothing with the app, so that an app that is open while the next version arrives can load that version's.
 */
const apart: Plugin = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/qr\.ts$/ }, () => ({ path: './qr.js', external: true }));
  },
};

async function add(files: Map<string, Uint8Array>, options: BuildOptions): Promise<void> {
  const { outputFiles = [] } = await build({ ...common, jsx: 'automatic', jsxImportSource: 'preact', ...options });
  for (const { path, contents } of outputFiles) files.set(basename(path), contents);
}

/** Changes when any of the files does, so that the worker knows that it has an old app. */
function versionOf(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [name, contents] of files) hash.update(name).update(contents);
  return hash.digest('hex').slice(0, 16);
}
