import { join } from 'node:path';
import { runNpm } from '../../scripts/runNpm.ts';
import { PROGRAMS } from '../driver/folders.ts';
import { environment, type Toolchain } from '../driver/toolchain.ts';

const folder = join(PROGRAMS, 'node');

/** All versions stand beside each other under aliases, in a lock file of their own. */
export const node: Toolchain = {
  language: 'Node.js',
  packages: ['nodejs', 'npm'],
  present: () => true,
  https: false,
  prepare: () => void runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder),
  command: (sdk, service) => ({
    file: process.execPath,
    args: [sdk.program],
    cwd: folder,
    env: { ...environment(sdk, service), COFACTOR_SDK: `okta-${sdk.version.split('.')[0]}` },
  }),
};
