import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of an app by name. */
export type AppFiles = ReadonlyMap<string, Uint8Array>;

/** The places from which an app's files come. */
export interface AppSource {
  /** The folder of the published package with the app, ready to be served. */
  readonly built: string;
  /** The module with `bundleApp`, which makes them of the sources. */
  readonly bundler: URL;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** Media types by file extension. */
export const typeOf = (name: string): string => types[name.slice(name.lastIndexOf('.') + 1)] ?? '';

/** An app: as it was built or, while working from the sources, made of them now. */
export async function appFiles({ built, bundler }: AppSource): Promise<AppFiles> {
  if (existsSync(built)) return new Map(readdirSync(built).map((name) => [name, readFileSync(join(built, name))]));
  // By a name that the compiler does not follow: neither the bundler nor what it needs is part of the package.
  const { bundleApp } = (await import(bundler.href)) as { bundleApp: () => Promise<AppFiles> };
  return bundleApp();
}
