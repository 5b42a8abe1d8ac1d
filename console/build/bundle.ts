import { join } from 'node:path';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import { build, defaultClientConditions, type Rolldown } from 'vite';

const app = join(import.meta.dirname, '..');
/** The folder under which the page asks for its files. */
const FOLDER = 'app/';

/**
 * The page's style sheet has the id under which React Aria would put a style of its own into the page, which the policy
 * forbids: it finds this one, which has the rule, and adds none.
 */
const STYLE_ID = 'react-aria-pressable-style';

/** The files of the console by the names they are served under, `index.html` the page itself. */
export async function bundleApp(): Promise<ReadonlyMap<string, Uint8Array>> {
  const built = (await build({
    configFile: false,
    root: app,
    base: './',
    logLevel: 'warn',
    publicDir: false,
    resolve: { conditions: ['@cofactor/source', ...defaultClientConditions] },
    // The words of React Aria, in the languages of the console.
    plugins: [{ ...optimizeLocales.vite({ locales: ['en-US', 'de-DE'] }), enforce: 'pre' }],
    build: {
      write: false,
      target: 'es2022',
      assetsDir: FOLDER,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Libraries mark files for servers that render React; there is none here.
      rolldownOptions: { onLog: (level, log, report) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && report(level, log) },
    },
  })) as Rolldown.RolldownOutput;
  return new Map(
    built.output.map((file) => {
      const contents = file.type === 'chunk' ? file.code : file.source;
      const text = file.fileName === 'index.html' ? pageOf(contents.toString()) : contents;
      return [file.fileName.replace(FOLDER, ''), typeof text === 'string' ? Buffer.from(text) : text];
    }),
  );
}

const pageOf = (html: string): string =>
  html
    .replace('<link rel="stylesheet"', `<link id="${STYLE_ID}" rel="stylesheet"`)
    .replace('</head>', '  <link rel="icon" href="../favicon.svg" type="image/svg+xml">\n  </head>');
