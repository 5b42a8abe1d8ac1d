import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleApp as bundleAuthenticator } from '../authenticator/build/bundle.ts';
import { bundleApp as bundleConsole } from '../console/build/bundle.ts';
import { viewerFiles, viewerPath } from '../src/http/viewer/assets.ts';
import { bundle } from './bundle.ts';
import { writeDeclarations } from './declarations.ts';
import { type Lock, sbom } from './sbom.ts';

const root = join(import.meta.dirname, '..');
const [source, output] = [join(root, 'src'), join(root, 'dist')];

/** Makes `dist/`, what the package publishes: plain JavaScript, the types of `cofactor/testing`, the assets that lie among the sources, and the bill of materials. */
async function build(): Promise<number> {
  // Without yesterday's files, so that nothing deleted from src is published.
  rmSync(output, { recursive: true, force: true });
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  const { status } = spawnSync(compiler, ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) return status ?? 1;
  await bundle(output);
  // After that, since scripts of pages are no modules of ours that are put together.
  cpSync(source, output, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  writeDeclarations(root, output);
  // The viewer of the API document comes with the package: its users install nothing for it, and no CDN is asked.
  for (const name of Object.keys(viewerFiles)) cpSync(viewerPath(name), join(output, 'http', 'viewer', name));
  for (const [place, files] of [
    ['authenticator', await bundleAuthenticator()],
    ['console', await bundleConsole()],
  ] as const) {
    const folder = join(output, 'http', place, 'app');
    mkdirSync(folder, { recursive: true });
    for (const [name, contents] of files) writeFileSync(join(folder, name), contents);
  }
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  writeFileSync(join(output, 'sbom.json'), JSON.stringify(sbom(lock), null, 2));
  return 0;
}

process.exitCode = await build();
