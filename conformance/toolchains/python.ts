import { join } from 'node:path';
import { INSTALLED, PROGRAMS } from '../driver/folders.ts';
import { present, shell } from '../driver/shell.ts';
import { environment, type Toolchain } from '../driver/toolchain.ts';

const folder = join(PROGRAMS, 'python');

/** A virtual environment for each version, from a list with exact versions. */
export const python: Toolchain = {
  language: 'Python',
  packages: ['python3', 'python3-venv'],
  present: () => present('python3', ['-m', 'venv', '--help']),
  https: false,
  prepare({ client }) {
    const venv = join(INSTALLED, client);
    shell('python3', ['-m', 'venv', venv], folder);
    const requirements = join(folder, `${client}.txt`);
    shell(join(venv, 'bin/pip'), ['install', '-q', '--no-deps', '-r', requirements], folder);
  },
  command: (sdk, service) => ({
    file: join(INSTALLED, sdk.client, 'bin/python'),
    args: ['-u', sdk.program],
    cwd: folder,
    // They read it from nowhere else.
    env: { ...environment(sdk, service), OKTA_TESTING_TESTINGDISABLEHTTPSCHECK: 'true' },
  }),
};
