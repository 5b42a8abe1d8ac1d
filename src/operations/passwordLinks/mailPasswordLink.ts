import type { Caller } from '../../contract/shared/operation.ts';
import { type Limit, limits } from '../../domain/budgets/budgets.ts';
import { knownName } from '../../domain/budgets/requester.ts';
import type { Message } from '../../domain/messages/message.ts';
import type { LinkFor } from '../../domain/users/passwordLink.ts';
import type { PasswordPurpose, User } from '../../domain/users/user.ts';
import type { Fault } from '../../domain/values/fault.ts';
import { Budget } from '../budgets/budget.ts';
import { findRequester } from '../budgets/requester.ts';
import { newRecord } from '../messages/newRecord.ts';
import { sendEvents } from '../messages/sendEvents.ts';
import { undeliveredFault } from '../messages/undeliveredFault.ts';
import { wordingOf } from '../messages/wording.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/**
 * Pays for a mail with a link, before anything of the user is changed for it: 429 after five that nobody used. Gives
 * what was spent, which goes back when nobody takes the mail.
 */
export async function payForPasswordMail(
  services: Services,
  userId: string,
  caller: Caller,
  now: Temporal.Instant,
): Promise<Limit> {
  const who = await findRequester(services, userId, caller, now);
  const limit = limits.mails('password', userId, knownName(who));
  await new Budget(services, now).spend(limit);
  return limit;
}

/** A link that is to be mailed, and was paid for. */
interface PaidLink {
  readonly url: string;
  readonly link: LinkFor<PasswordPurpose>;
  readonly limit: Limit;
  readonly now: Temporal.Instant;
}

/**
 * Mails a user the link by which they set a password; the link is in no record and no log. When nobody takes the
 * mail there is a fault to tell, and the link, which nobody has seen, is of no use to anybody.
 */
export async function mailPasswordLink(
  services: Services,
  user: User,
  { url, link, limit, now }: PaidLink,
  caller: Caller,
): Promise<Fault | undefined> {
  const to = user.profile.email;
  const lifetime = link.expires.since(now);
  const message: Message = {
    channel: 'email',
    to,
    purpose: 'password',
    values: { code: url, lifetime },
    limit,
  };
  const wording = await wordingOf(services, message);
  const { requestId } = caller;
  const record = newRecord({ id: services.newId('msg'), userId: user.id, message, wording, created: now, requestId });
  await services.store.apply([{ do: 'insertMessage', message: record, to: message.to }]);
  const receipt = await services.delivery.send({ id: record.id, message, wording, user, turn: 0, at: now, caller });
  const at = services.now();
  await services.store.apply([
    { do: 'sentMessage', userId: user.id, id: record.id, receipt, at },
    ...(receipt.accepted ? [] : [{ do: 'refund', limits: [limit] } as const]),
    logEntry(
      { caller, now: at },
      {
        event: sendEvents.email.password,
        outcome: receipt.accepted ? 'SUCCESS' : 'FAILURE',
        userId: user.id,
        detail: { email: record.recipient, messageId: record.id },
        ...(!receipt.accepted && { reason: receipt.reason }),
      },
    ),
  ]);
  if (receipt.accepted) return undefined;
  return undeliveredFault(receipt.reason, 'email').because(
    `The e-mail was not sent (${receipt.reason}). The user is ${user.status}; POST /api/v1/users/${user.id}/${again[link.purpose]}?sendEmail=false gives you the link instead.`,
  );
}

/** The call that makes another link. */
const again: Readonly<Record<PasswordPurpose, string>> = {
  activate: 'lifecycle/reactivate',
  reset: 'lifecycle/reset_password',
  forgot: 'credentials/forgot_password',
};
