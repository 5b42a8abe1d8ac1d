import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The files of the API document's viewer, besides its page. */
export const viewerFiles = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
  'start.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
} as const;

export type ViewerFile = keyof typeof viewerFiles;

/** The path of a file: beside this one or, while working from the sources, in the package that brings it. */
export function viewerPath(name: string): string {
  const beside = join(import.meta.dirname, name);
  if (existsSync(beside)) return beside;
  const packaged = createRequire(import.meta.url).resolve('@fastify/swagger-ui');
  return join(dirname(packaged), 'static', name);
}

/** The text of one of the files, or of the page. */
export const viewerFile = (name: ViewerFile | 'page.html'): string => readFileSync(viewerPath(name), 'utf8');
