import type { Caller } from '../../contract/shared/operation.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Handler, Services } from '../shared/services.ts';
import { findUserByName } from './findUser.ts';

interface AboutUser {
  readonly params: { readonly userId: string };
  readonly caller: Caller;
}

/** A list of things that no user has; 404 for a user that there is not. */
export async function listNothing(services: Services, { params, caller }: AboutUser): Promise<[]> {
  await findUserByName(services, params.userId, caller);
  return [];
}

/** Ends the sessions of a user, of whom there are none; `forgetDevices` makes everybody a stranger to the user. */
export const revokeUserSessions: Handler<'revokeUserSessions'> = async (services, { params, query, caller }) => {
  const now = services.now();
  const { id: userId } = await findUserByName(services, params.userId, caller);
  if (query.forgetDevices) {
    await services.store.apply([
      { do: 'forgetRequesters', userId },
      logEntry({ caller, now }, { event: 'cofactor.device.forget_all', userId }),
    ]);
  }
  return {};
};
