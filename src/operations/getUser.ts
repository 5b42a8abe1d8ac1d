import { findUser } from './access.ts';
import { describeUser } from './describeUser.ts';
import type { Handler } from './services.ts';

/** One user by id, login or `me` (fact 154); a deactivated one, too. */
export const getUser: Handler<'getUser'> = async (services, { params, caller }) =>
  describeUser(services, await findUser(services, params.userId, caller));
