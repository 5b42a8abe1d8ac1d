import { join } from 'node:path';
import type { AppSource } from '../apps/appFiles.ts';

/** The authenticator's own files. */
export const authenticatorSource: AppSource = {
  built: join(import.meta.dirname, 'app'),
  bundler: new URL('../../../authenticator/build/bundle.ts', import.meta.url),
};
