import type { Client } from '../createClient.ts';
import type { CallOptions } from '../options.ts';
import type { Enrolling } from './enrolling.ts';
import type { MessageRefusal } from './refusals.ts';
import { settlePhone } from './settlePhone.ts';

/**
 * Moves a user's SMS factor to another number; activate the factor it gives with the code that is sent there.
 *
 * On Cofactor the old phone stays in use until then, and goes in the same moment. Okta cannot do that: the old factor
 * is removed first. Killed anywhere and called again, it goes on where it was; called by many at once, one message is
 * on its way in the end.
 */
export const changePhone = (
  client: Client,
  userId: string,
  phoneNumber: string,
  options: CallOptions = {},
): Promise<Enrolling | MessageRefusal> =>
  settlePhone(client, userId, phoneNumber, true, options) as Promise<Enrolling | MessageRefusal>;
