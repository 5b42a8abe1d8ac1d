import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** Beside our own files: packages of hundreds of small files each. All others stay what their users have installed. */
const BUNDLED = /^(typebox|kysely)(\/|$)/;

/** The files that are loaded by name, each with its name among the sources. */
const ENTRIES = {
  main: 'main.js',
  testing: 'testing/index.js',
  checkpointWorker: 'store/engines/checkpointWorker.js',
  searchWorker: 'store/engines/searchWorker.js',
};

/**
 * Makes few files of the many in `dist`: finding and opening a thousand modules is most of what a start takes, and a
 * sixth of what an idle service holds (docs/performance.md). Types and assets stay where they are.
 */
export async function bundle(dist: string): Promise<void> {
  const modules = globSync('**/*.js', { cwd: dist });
  const { outputFiles } = await build({
    absWorkingDir: dist,
    entryPoints: ENTRIES,
    outdir: dist,
    write: false,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node22.13',
    format: 'esm',
    chunkNames: 'shared-[hash]',
    legalComments: 'eof',
    plugins: [withoutUndici, onlySome, samePlaces(dist)],
  });
  for (const name of modules) rmSync(join(dist, name));
  for (const { path, text } of outputFiles) writeFileSync(path, text);
  for (const [name, place] of Object.entries(ENTRIES)) {
    if (place !== `${name}.js`) writeFileSync(join(dist, place), `export * from '${upTo(place)}${name}.js';\n`);
  }
}

const upTo = (place: string): string => `${relative(dirname(place), '.').replaceAll('\\', '/')}/`;

/**
 * Takes `node:http` and `node:https` without an `import`, which reads every member: behind the WebSocket of `node:http` is
 * undici, a twelfth of a start, and memory that a service needs only once it sends something with `fetch`.
 */
const withoutUndici: Plugin = {
  name: 'without undici',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:https?$/ }, ({ path }) => ({ path, namespace: 'of node' }));
    onLoad({ filter: /.*/, namespace: 'of node' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
      loader: 'js',
    }));
  },
};

const onlySome: Plugin = {
  name: 'only some packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || BUNDLED.test(path) ? undefined : { path, external: true },
    );
  },
};

/** Files still find what lies beside them: all that is written lies in `dist` itself, so each says where it was. */
const samePlaces = (dist: string): Plugin => ({
  name: 'same places',
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      if (!path.startsWith(dist)) return undefined;
      const place = `new URL('./${relative(dist, path).replaceAll('\\', '/')}', import.meta.url)`;
      const meta: Readonly<Record<string, string>> = {
        url: `${place}.href`,
        filename: `decodeURIComponent(${place}.pathname)`,
        dirname: `decodeURIComponent(new URL('.', ${place}).pathname)`,
      };
      const contents = readFileSync(path, 'utf8').replaceAll(/\bimport\.meta\.(\w+)/g, (_, name) => meta[name] ?? _);
      return { contents, loader: 'js' };
    });
  },
});
