import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLED } from '../driver/folders.ts';
import type { Compiler } from './compiler.ts';

const folder = join(INSTALLED, 'snippets/python');

/** A page is the setup and its snippets, one after the other in one file; none is called as a module is, as `email`. */
export const python: Compiler = {
  address: 'http://127.0.0.1:8080',
  compile({ client }, programs) {
    mkdirSync(folder, { recursive: true });
    for (const { page, setup, code } of programs)
      writeFileSync(join(folder, `${page}_factor.py`), `${setup}\n\n${code}`);
    const file = join(INSTALLED, client, 'bin/python');
    return (page) => ({ file, args: ['-u', `${page}_factor.py`], cwd: folder, env: {} });
  },
};
