import type { Handler } from '../shared/services.ts';
import { describeUser } from './describeUser.ts';
import { findUserByName } from './findUser.ts';

/** One user by id, login or `me` (fact 154); a deactivated one, too. */
export const getUser: Handler<'getUser'> = async (services, { params, caller }) =>
  describeUser(services, await findUserByName(services, params.userId, caller));
