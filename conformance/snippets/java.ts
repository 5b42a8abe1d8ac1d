import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLED } from '../driver/folders.ts';
import { shell } from '../driver/shell.ts';
import { libraries, trusting } from '../toolchains/java.ts';
import type { Compiler } from './compiler.ts';

const folder = join(INSTALLED, 'snippets/java');

/** A page is a class, and the setup another that all of them share. */
export const java: Compiler = {
  address: 'https://localhost:8080',
  compile(sdk, programs, service) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const texts = new Set(programs.flatMap(({ setup, code }) => [setup, code]));
    const files = [...texts].map((text) => {
      writeFileSync(join(folder, `${className(text)}.java`), text);
      return `${className(text)}.java`;
    });
    shell('javac', ['-cp', libraries(sdk), '-d', '.', ...files], folder);
    const args = [...trusting(service), '-cp', `.:${libraries(sdk)}`];
    const classes = new Map(programs.map(({ page, code }) => [page, className(code)]));
    return (page) => ({ file: 'java', args: [...args, classes.get(page)!], cwd: folder, env: {} });
  },
};

function className(code: string): string {
  const [, name] = /^(?:public |final )*class (\w+)/m.exec(code) ?? [];
  if (name === undefined) throw new Error(`no class begins a line of ${code.slice(0, 200)}`);
  return name;
}
