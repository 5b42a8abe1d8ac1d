import type { Caller } from '../../contract/shared/operation.ts';
import { limits } from '../../domain/budgets/budgets.ts';
import type { Message } from '../../domain/messages/message.ts';
import type { LinkPurpose, PasswordLink, User } from '../../domain/users/user.ts';
import type { Fault } from '../../domain/values/fault.ts';
import { newRecord } from '../messages/newRecord.ts';
import { sendEvents } from '../messages/sendEvents.ts';
import { undeliveredFault } from '../messages/undeliveredFault.ts';
import { wordingOf } from '../messages/wording.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';

/**
 * Mails a user the link by which they set a password; the link is in no record and no log. When nobody takes the
 * mail there is a fault to tell, and the link, which nobody has seen, is of no use to anybody.
 */
export async function mailPasswordLink(
  services: Services,
  user: User,
  { url, link, now }: { readonly url: string; readonly link: PasswordLink; readonly now: Temporal.Instant },
  caller: Caller,
): Promise<Fault | undefined> {
  const to = user.profile.email;
  const lifetime = link.expires.since(now);
  const message: Message = {
    channel: 'email',
    to,
    purpose: 'password',
    values: { code: url, lifetime },
    limit: limits.email(to),
  };
  const wording = await wordingOf(services, message);
  const { requestId } = caller;
  const record = newRecord({ id: services.newId('msg'), userId: user.id, message, wording, created: now, requestId });
  await services.store.apply([{ do: 'insertMessage', message: record }]);
  const receipt = await services.delivery.send({ id: record.id, message, wording, user, turn: 0, at: now, caller });
  const at = services.now();
  await services.store.apply([
    { do: 'sentMessage', userId: user.id, id: record.id, receipt, at },
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
const again: Readonly<Record<LinkPurpose, string>> = {
  activate: 'lifecycle/reactivate',
  reset: 'lifecycle/reset_password',
  forgot: 'credentials/forgot_password',
};
