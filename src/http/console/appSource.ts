import { join } from 'node:path';
import type { AppSource } from '../apps/appFiles.ts';

/** The console's own files. */
export const consoleSource: AppSource = {
  built: join(import.meta.dirname, 'app'),
  bundler: new URL('../../../console/build/bundle.ts', import.meta.url),
};
