import type { Caller } from '../../contract/shared/operation.ts';
import type { Services } from '../shared/services.ts';
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
