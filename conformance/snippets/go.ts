import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLED, PROGRAMS } from '../driver/folders.ts';
import { shell } from '../driver/shell.ts';
import type { Compiler } from './compiler.ts';
import type { Program } from './program.ts';

const folder = join(INSTALLED, 'snippets/go');

/** A Go that is older than go.mod asks for fetches another; Debian's does so only when it is told to. */
const env = { GOTOOLCHAIN: 'auto' };

/** A page is a package with the file of the setup beside its own; one program has them all, for linking takes longest. */
export const go: Compiler = {
  address: 'http://127.0.0.1:8080',
  compile(_sdk, programs) {
    rmSync(folder, { recursive: true, force: true });
    for (const program of programs) write(program, 'main.go');
    for (const file of ['go.mod', 'go.sum']) copyFileSync(join(PROGRAMS, 'go', file), join(folder, file));
    const imports = programs.map(({ name }) => `import ${named(name)} "conformance/${name}"`);
    const choices = programs.map(({ name }) => `"${name}": ${named(name)}.Main`);
    writeFileSync(
      join(folder, 'main.go'),
      `package main\n${imports.join('\n')}\nimport "os"\nfunc main() { map[string]func(){${choices}}[os.Args[1]]() }\n`,
    );
    shell('go', ['build', '-o', 'snippets', '.'], folder, env);
    return ({ name }) => ({ file: join(folder, 'snippets'), args: [name], cwd: folder, env: {} });
  },
  test(_sdk, program) {
    write(program, 'codes_test.go');
    // Where there is no test to run it says so, and succeeds.
    const run = 'go test -v -count=1 "./$0" | grep -e "^--- PASS"';
    return { file: 'bash', args: ['-o', 'pipefail', '-c', run, program.name], cwd: folder, env };
  },
};

function write({ name, setup, code }: Program, file: string): void {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'setup.go'), packaged(name, setup));
  writeFileSync(join(own, file), packaged(name, code));
  const badly = shell('gofmt', ['-l', '.'], own).trim();
  if (badly !== '') throw new Error(`gofmt writes these of ${name} otherwise: ${badly}`);
}

const packaged = (name: string, code: string): string =>
  code.replace(/^package main$/m, `package ${named(name)}`).replace(/^func main\(\)/m, 'func Main()');

const named = (name: string): string => name.replaceAll('-', '');
