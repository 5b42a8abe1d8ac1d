import { spawnSync } from 'node:child_process';

/** The account that runs the server, in the form `spawn` takes; empty for our own. */
export type Account = { readonly uid: number; readonly gid: number } | Record<string, never>;

/**
 * PostgreSQL refuses to run as root, so root lends it to an account every Unix has; anyone else runs it as
 * themselves.
 */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [id('-u', name), id('-g', name)];
    if (uid && gid) return { uid, gid };
  }
  throw new Error('root cannot run PostgreSQL, and there is neither a user "postgres" nor "nobody"');
}

function id(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}
