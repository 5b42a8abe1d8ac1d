import type { HelpDeskAction } from '../../../contract/helpDesk/helpDesk.ts';
import type { Caller } from '../../../contract/shared/operation.ts';
import { limits } from '../../../domain/budgets/budgets.ts';
import { isHelpDesk } from '../../../domain/helpDesk/ownFactors.ts';
import type { Message } from '../../../domain/messages/message.ts';
import { helpDeskPolicyOf } from '../../../domain/org/helpDeskPolicy.ts';
import type { User } from '../../../domain/users/user.ts';
import { newRecord, recipientOf } from '../../messages/newRecord.ts';
import { sendEvents } from '../../messages/sendEvents.ts';
import { wordingOf } from '../../messages/wording.ts';
import { logEntry } from '../../shared/logEntry.ts';
import type { Services } from '../../shared/services.ts';

/** The words for what was done, after "the help desk". */
const did: Readonly<Record<HelpDeskAction, string>> = {
  RESET_FACTORS: 'removed everything that you confirm your sign-ins with',
  REMOVE_FACTORS: 'removed something that you confirm your sign-ins with',
  TEMPORARY_CODE: 'gave out a temporary code for your sign-in',
};

/**
 * Tells a user by mail, at every address that is known of them, what the help desk did: whoever talked it into that has the
 * phone, and rarely the mailboxes as well. The act is done by then, so this never rejects: that no provider takes the mail, or
 * that the user was told too often of late, is in the log, and other faults are reported.
 */
export async function tellOwner(
  services: Services,
  userId: string,
  action: HelpDeskAction,
  caller: Caller,
): Promise<void> {
  const { store, now, onError } = services;
  try {
    const user = await store.users.byId(userId);
    if (!user || !isHelpDesk(caller.principal, user.id)) return;
    if (helpDeskPolicyOf(await store.enrollment.read()).notices === 'INACTIVE') return;
    const { email, secondEmail } = user.profile;
    const addresses = new Set([email, secondEmail].filter((one) => typeof one === 'string' && one !== ''));
    const limit = limits.mails('notice', user.id, undefined);
    const tell = (await store.limits.spend([limit], now())).ok ? mail : keepBack;
    for (const to of addresses as Set<string>) {
      const values = { code: did[action], lifetime: Temporal.Duration.from({ seconds: 0 }) };
      const message: Message = { channel: 'email', to, purpose: 'notice', values, limit };
      await tell(services, user, message, caller).catch(onError);
    }
  } catch (error) {
    onError(error);
  }
}

async function mail(services: Services, user: User, message: Message, caller: Caller): Promise<void> {
  const { store, delivery } = services;
  const { to } = message;
  const now = services.now();
  const wording = await wordingOf(services, message);
  const { requestId } = caller;
  const record = newRecord({ id: services.newId('msg'), userId: user.id, message, wording, created: now, requestId });
  await store.apply([{ do: 'insertMessage', message: record, to }]);
  const receipt = await delivery.send({ id: record.id, message, wording, user, turn: 0, at: now, caller });
  const at = services.now();
  await store.apply([
    { do: 'sentMessage', userId: user.id, id: record.id, receipt, at },
    logEntry(
      { caller, now: at },
      {
        event: sendEvents.email.notice,
        userId: user.id,
        detail: { email: record.recipient, messageId: record.id },
        outcome: receipt.accepted ? 'SUCCESS' : 'FAILURE',
        ...(!receipt.accepted && { reason: receipt.reason }),
      },
    ),
  ]);
}

/** Writes down that a user was mailed too much already to be told of this as well. */
async function keepBack({ store, now }: Services, { id }: User, message: Message, caller: Caller): Promise<void> {
  const detail = { email: recipientOf(message).recipient };
  const said = { event: sendEvents.email.notice, outcome: 'FAILURE', reason: 'LIMIT_REACHED' } as const;
  await store.apply([logEntry({ caller, now: now() }, { ...said, userId: id, detail })]);
}
