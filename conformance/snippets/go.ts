import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLED, PROGRAMS } from '../driver/folders.ts';
import { shell } from '../driver/shell.ts';
import type { Compiler } from './compiler.ts';

const folder = join(INSTALLED, 'snippets/go');

/** A page is a package with the file of the setup beside its own; one program has them all, for linking takes longest. */
export const go: Compiler = {
  address: 'http://127.0.0.1:8080',
  compile(_sdk, programs) {
    rmSync(folder, { recursive: true, force: true });
    for (const { page, setup, code } of programs) {
      mkdirSync(join(folder, page), { recursive: true });
      writeFileSync(join(folder, page, 'setup.go'), packaged(page, setup));
      writeFileSync(join(folder, page, 'main.go'), packaged(page, code));
    }
    const badly = shell('gofmt', ['-l', '.'], folder).trim();
    if (badly !== '') throw new Error(`gofmt writes these otherwise: ${badly}`);
    for (const file of ['go.mod', 'go.sum']) copyFileSync(join(PROGRAMS, 'go', file), join(folder, file));
    const imports = programs.map(({ page }) => `import ${named(page)} "conformance/${page}"`);
    const choices = programs.map(({ page }) => `"${page}": ${named(page)}.Main`);
    writeFileSync(
      join(folder, 'main.go'),
      `package main\n${imports.join('\n')}\nimport "os"\nfunc main() { map[string]func(){${choices}}[os.Args[1]]() }\n`,
    );
    shell('go', ['build', '-o', 'snippets', '.'], folder, { GOTOOLCHAIN: 'auto' });
    return (page) => ({ file: join(folder, 'snippets'), args: [page], cwd: folder, env: {} });
  },
};

const packaged = (page: string, code: string): string =>
  code.replace(/^package main$/m, `package ${named(page)}`).replace(/^func main\(\)/m, 'func Main()');

const named = (page: string): string => page.replaceAll('-', '');
