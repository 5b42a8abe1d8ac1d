import type { Role } from '../../contract/access/roles.ts';
import type { Scope } from '../../contract/access/scopes.ts';
import type { Store } from '../../store/store.ts';

/** The present state of a service app, whatever its tokens say. */
export interface Standing {
  readonly epoch: number;
  readonly dpopBound: boolean;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
}

/** Time for which a state is believed: whatever is taken from an app, it has lost a second later. */
const BELIEVED_MS = 1_000;

/** Makes the function that tells how an app stands; undefined for one that is gone or inactive. */
export function createStandings(
  apps: Pick<Store['serviceApps'], 'byId'>,
  monotonicMs: () => number,
): (id: string) => Promise<Standing | undefined> {
  const known = new Map<string, { readonly standing: Promise<Standing | undefined>; readonly until: number }>();

  async function look(id: string): Promise<Standing | undefined> {
    const app = await apps.byId(id);
    if (app?.status !== 'ACTIVE') return undefined;
    const { epoch, dpopBound, roles, grants } = app;
    return { epoch, dpopBound, roles: roles.map(({ role }) => role), scopes: grants.map(({ scope }) => scope) };
  }

  return (id) => {
    const now = monotonicMs();
    const entry = known.get(id);
    if (entry && entry.until > now) return entry.standing;
    const standing = look(id);
    known.set(id, { standing, until: now + BELIEVED_MS });
    // Apps that are gone are not remembered, nor is a database that did not answer.
    standing.then(
      (found) => found ?? known.delete(id),
      () => known.delete(id),
    );
    return standing;
  };
}
