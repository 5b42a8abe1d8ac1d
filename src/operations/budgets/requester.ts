import type { Caller } from '../../contract/shared/operation.ts';
import {
  KNOWN_FOR,
  type KnownName,
  type Marks,
  namesOf,
  namesToKnow,
  newDeviceToken,
  passwordPlace,
  type Requester,
  requesterOf,
} from '../../domain/budgets/requester.ts';
import { hasEnded } from '../../domain/values/lifetime.ts';
import { networkOf } from '../../domain/values/network.ts';
import type { Write } from '../../store/change.ts';
import type { Services } from '../shared/services.ts';

/** Asks who makes a request about a user, where no factor was read that would have told. */
export async function findRequester(
  { store }: Pick<Services, 'store'>,
  userId: string,
  caller: Omit<Caller, 'principal'>,
  now: Temporal.Instant,
): Promise<Requester> {
  const names = namesOf(userId, caller);
  return requesterOf(userId, caller, await store.requesters.known(userId, names), now);
}

/** The write by which a user who has just been verified knows the place they were verified from; often there is none. */
export function knownSince(
  userId: string,
  marks: Marks,
  known: readonly KnownName[],
  now: Temporal.Instant,
): readonly Write[] {
  const names = namesToKnow(userId, marks, known, now);
  return names.length === 0 ? [] : [{ do: 'knowRequesters', userId, names, until: now.add(KNOWN_FOR) }];
}

/** The write by which strangers at the network where a link has set a password have guesses at it of their own. */
export const passwordSetFrom = (userId: string, { address }: Marks, now: Temporal.Instant): readonly Write[] =>
  address === undefined
    ? []
    : [{ do: 'knowRequesters', userId, names: [passwordPlace(networkOf(address))], until: now.add(KNOWN_FOR) }];

/** Whether a stranger asks from a network where a link has set the user's password. */
export async function isPasswordPlace(
  { store }: Pick<Services, 'store'>,
  { userId, name }: Requester,
  now: Temporal.Instant,
): Promise<boolean> {
  const known = await store.requesters.known(userId, [passwordPlace(name)]);
  return known.some(({ until }) => !hasEnded(until, KNOWN_FOR, now));
}

/** A device token for a user who is being verified: given to the caller once what stands in `write` is written. */
export interface NewDevice {
  readonly token: string;
  readonly write: Write;
}

export function newDevice({ random }: Pick<Services, 'random'>, userId: string, now: Temporal.Instant): NewDevice {
  const { token, name } = newDeviceToken(userId, random);
  return { token, write: { do: 'knowRequesters', userId, names: [name], until: now.add(KNOWN_FOR) } };
}
