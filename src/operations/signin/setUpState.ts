import { setUpLinkWorks } from '../../domain/users/passwordLink.ts';
import type { User } from '../../domain/users/user.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { Services } from '../shared/services.ts';

const PURPOSE = 'administrator set-up';

/** An administrator's set-up between its steps; the page carries it, sealed. The link it was begun with must still work. */
export interface SetUpState {
  readonly userId: string;
  /** Digest of the link's token. */
  readonly link: string;
  readonly passwordHash: string;
  /** The factor that is being enrolled. */
  readonly factorId?: string;
}

export const sealSetUp = ({ seals }: Pick<Services, 'seals'>, state: SetUpState): string => seals.seal(state, PURPOSE);

/** Opens a state that was sealed here. */
export function openSetUp({ seals }: Pick<Services, 'seals'>, sealed: string): SetUpState {
  try {
    return seals.open(sealed, PURPOSE) as SetUpState;
  } catch {
    throw linkOver();
  }
}

/** The person of a set-up, unless the link was used, replaced or has ended, or they have no role any more. */
export async function personOf(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { userId, link }: Pick<SetUpState, 'userId' | 'link'>,
): Promise<User> {
  const user = await store.users.byId(userId);
  if (!user || user.link?.digest !== link || !setUpLinkWorks(user, now())) throw linkOver();
  if ((await store.roles.ofUser(userId)).length === 0) throw linkOver();
  return user;
}

/** Told only to whoever holds the token of a link that was used, and says nothing of its person. */
export const linkUsed = (): Fault =>
  fault('authenticationFailed')
    .because('This link was used: sign in at /admin/signin. Who lost the factor again asks for cofactor admin recover.')
    .hinting({ reason: 'LINK_OVER' });

export const linkUnknown = (): Fault =>
  fault('authenticationFailed')
    .because(
      'There is no such link: it was not copied whole, or a newer one was printed. cofactor admin prints another.',
    )
    .hinting({ reason: 'LINK_OVER' });

export const linkOver = (): Fault =>
  fault('authenticationFailed')
    .because('This link was used, a newer one was printed, or its hour is over: cofactor admin prints another.')
    .hinting({ reason: 'LINK_OVER' });
