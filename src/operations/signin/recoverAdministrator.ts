import type { Factor } from '../../domain/factors/factor.ts';
import { kindOpensConsole } from '../../domain/signin/signInFactors.ts';
import { newLink } from '../../domain/users/passwordLink.ts';
import type { User } from '../../domain/users/user.ts';
import { advance } from '../../domain/users/userLifecycle.ts';
import { fault } from '../../domain/values/fault.ts';
import { keyOf } from '../factors/companionWrites.ts';
import { type LoadedFactor, readBack } from '../factors/loadFactor.ts';
import { unenrollWrites } from '../factors/remove/unenrollWrites.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { printed } from './administratorLink.ts';

type Parts = Pick<Services, 'store' | 'now' | 'random' | 'policy' | 'links'>;

/** An administrator who starts over, with the path of their link. */
export interface Recovered {
  readonly user: User;
  readonly path: string;
  readonly expires: Temporal.Instant;
  /** Factors that were removed. */
  readonly removed: readonly string[];
}

/**
 * Lets an administrator who lost their factor start over. At once, for somebody may have found it: their sessions end, the
 * password no longer counts, and every factor by which they could sign in is removed. Then they have a link, as new ones do.
 */
export function recoverAdministrator(parts: Parts, login: string): Promise<Recovered> {
  const { store, random, policy, links } = parts;
  return untilWritten('user', async () => {
    const now = parts.now();
    const before = await store.users.byLogin(login);
    if (!before || (await store.roles.ofUser(before.id)).length === 0) {
      throw fault('wrongUserStatus').because(`${login} holds no role: cofactor admin create ${login} gives one.`);
    }
    const { link, path } = newLink('administrator', random, now);
    const after = before.status === 'PROVISIONED' ? before : advance(before, 'resetPassword', now);
    const user: User = { ...after, lastUpdated: now, link };
    const going = goingOf(await store.factors.list(user.id));
    const context = { now, random, policy, absolute: links.absolute, user };
    const applied = await store.apply([
      { do: 'saveUser', user },
      { do: 'endSessions', userId: user.id },
      ...going.flatMap((gone) => unenrollWrites(gone, [], context, 'reset', { now })),
      logEntry({ now }, { event: 'user.session.clear', userId: user.id }),
      logEntry({ now }, { event: 'user.account.reset_password', userId: user.id }),
      printed(user, 'recover', now),
    ]);
    if (applied !== 'done') return undefined;
    return { user, path, expires: link.expires, removed: going.map(({ factor }) => keyOf(factor)) };
  });
}

/** Factors of the kinds that open the administrators' pages, pending ones too, and those that come and go with them. */
function goingOf(factors: readonly Factor[]): readonly Pick<LoadedFactor, 'factor' | 'kind' | 'view'>[] {
  const read = factors.map((factor) => ({ factor, ...readBack(factor) }));
  const opening = read.filter(({ factor }) => kindOpensConsole(factor));
  const along = new Set(opening.flatMap(({ kind }) => kind.takesAlong ?? []));
  return read.filter(({ factor }) => kindOpensConsole(factor) || along.has(keyOf(factor)));
}
