import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLED } from '../driver/folders.ts';
import type { Sdk } from '../driver/toolchain.ts';
import type { Compiler } from './compiler.ts';
import type { Program } from './program.ts';

const folder = join(INSTALLED, 'snippets/python');

/** A page is the setup and its snippets, one after the other in one file; none is called as a module is, as `email`. */
export const python: Compiler = {
  address: 'http://127.0.0.1:8080',
  compile(sdk, programs) {
    mkdirSync(folder, { recursive: true });
    for (const program of programs) write(`${program.name}_factor.py`, program);
    return ({ name }) => ({ ...interpreter(sdk), args: ['-u', `${name}_factor.py`] });
  },
  test(sdk, program) {
    write('test_codes.py', program);
    return { ...interpreter(sdk), args: ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'test_codes.py'] };
  },
};

const interpreter = ({ client }: Sdk) => ({ file: join(INSTALLED, client, 'bin/python'), cwd: folder, env: {} });

const write = (file: string, { setup, code }: Program): void =>
  writeFileSync(join(folder, file), `${setup}\n\n${code}`);
