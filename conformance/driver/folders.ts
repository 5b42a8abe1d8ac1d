import { join } from 'node:path';

/** The folder of the client programs, one folder a language. */
export const PROGRAMS = join(import.meta.dirname, '..');

/** Where virtual environments, binaries and classes go; git ignores it. */
export const INSTALLED = join(PROGRAMS, '.installed');
