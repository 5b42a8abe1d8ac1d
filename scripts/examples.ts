import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runNpm } from './runNpm.ts';

const root = join(import.meta.dirname, '..');

/** Runs the examples as their readers would: copied elsewhere, with the package as npm would send it. */
function examples(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-examples-'));
  try {
    const tarball = runNpm(['pack', '--silent', '--pack-destination', folder], root).trim().split('\n').at(-1) ?? '';
    for (const manifest of globSync('examples/*/package.json', { cwd: root })) {
      console.log(`\n- ${dirname(manifest)}`);
      runExample(dirname(manifest), folder, join(folder, tarball));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runExample(example: string, folder: string, tarball: string): void {
  const copy = join(folder, example);
  cpSync(join(root, example), copy, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const file = join(copy, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.devDependencies.cofactor = `file:${tarball}`;
  writeFileSync(file, JSON.stringify(manifest));
  runNpm(['install', '--no-audit', '--no-fund'], copy, 'inherit');
  checkTypes(copy);
  runNpm(['test'], copy, 'inherit');
}

/** Checks that the package's types also compile with an ordinary compiler setup. */
function checkTypes(folder: string): void {
  const files = globSync('*.ts', { cwd: folder });
  if (files.length === 0) return;
  const compiler = [
    '--noEmit',
    '--strict',
    '--target',
    'es2023',
    '--module',
    'nodenext',
    '--allowImportingTsExtensions',
  ];
  const types = ['--skipLibCheck', '--types', 'node', '--typeRoots', join(root, 'node_modules', '@types')];
  const { status } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), [...compiler, ...types, ...files], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`the types of ${folder} do not fit`);
}

examples();
