import { join } from 'node:path';
import { INSTALLED, PROGRAMS } from '../driver/folders.ts';
import { present, shell } from '../driver/shell.ts';
import { environment, type Toolchain } from '../driver/toolchain.ts';

const folder = join(PROGRAMS, 'go');

/** One module with a program per version, for the versions have import paths of their own. */
export const go: Toolchain = {
  language: 'Go',
  packages: ['golang'],
  present: () => present('go', ['version']),
  https: false,
  // A Go that is older than go.mod asks for fetches another; Debian's does so only when it is told to.
  prepare: ({ client, program }) =>
    void shell('go', ['build', '-o', join(INSTALLED, client), `./${program}`], folder, { GOTOOLCHAIN: 'auto' }),
  command: (sdk, service) => ({
    file: join(INSTALLED, sdk.client),
    args: [],
    cwd: folder,
    env: environment(sdk, service),
  }),
};
