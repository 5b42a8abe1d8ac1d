#!/usr/bin/env node
// Written in the JavaScript of long ago, without even an import statement: an old Node.js must get far enough to say,
// in one line, that it is too old.
const fewest = '22.13';
const own = process.versions.node.split('.').map(Number);

if (own[0] < 22 || (own[0] === 22 && own[1] < 13)) {
  const inRepository = process.argv[1].indexOf('node_modules') < 0;
  const hint = inRepository
    ? '; in a clone npm ci brings one, on Debian and Ubuntu after: apt-get install libatomic1'
    : '';
  console.error(`cofactor needs Node.js ${fewest} or newer; this is ${process.version}${hint}`);
  process.exitCode = 1;
} else {
  // Node.js 22 and 24 have no Temporal of its own yet.
  const temporal = typeof Temporal === 'undefined' ? import('temporal-polyfill/global') : undefined;
  Promise.all([import('node:fs'), import('node:path'), import('node:module'), temporal])
    .then(([fs, path, module]) => {
      const root = path.resolve(path.dirname(fs.realpathSync(process.argv[1])), '..');
      // Halves the time to start. Within the package, not in the shared temporary folder, where anybody could plant code.
      module.enableCompileCache(path.join(root, 'node_modules', '.cache', 'cofactor'));
      const has = (file) => fs.existsSync(path.join(root, file));
      // The repository runs from its sources, for which it needs its tools; the published package has no sources.
      const sources = has('src/main.ts');
      const tools = () => has('node_modules/esbuild') && has('node_modules/@fastify/swagger-ui');
      if (sources && !tools() && !has('dist/main.js')) {
        console.error(
          'cofactor: this clone was installed without what builds it; run: npm ci && npm run build && npm prune --omit=dev',
        );
        process.exitCode = 1;
        return;
      }
      const program = sources && tools() ? import('../src/main.ts') : import('../dist/main.js');
      return program.then(({ main }) => {
        module.flushCompileCache();
        return main(process.argv.slice(2));
      });
    })
    .catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });
}
