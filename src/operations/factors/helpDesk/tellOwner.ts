import type { HelpDeskAction } from '../../../contract/helpDesk/helpDesk.ts';
import type { Caller } from '../../../contract/shared/operation.ts';
import { limits } from '../../../domain/budgets/budgets.ts';
import { isHelpDesk } from '../../../domain/helpDesk/ownFactors.ts';
import type { Message } from '../../../domain/messages/message.ts';
import { helpDeskPolicyOf } from '../../../domain/org/helpDeskPolicy.ts';
import type { User } from '../../../domain/users/user.ts';
import { newRecord } from '../../messages/newRecord.ts';
import { sendEvents } from '../../messages/sendEvents.ts';
import { wordingOf } from '../../messages/wording.ts';
import { logEntry } from '../../shared/logEntry.ts';
import type { Services } from '../../shared/services.ts';
import { findFactorUser } from '../../users/findUser.ts';

/** The words for what was done, after "the help desk". */
const did: Readonly<Record<HelpDeskAction, string>> = {
  RESET_FACTORS: 'removed everything that you confirm your sign-ins with',
  REMOVE_FACTORS: 'removed something that you confirm your sign-ins with',
  TEMPORARY_CODE: 'gave out a temporary code for your sign-in',
};

/**
 * Tells a user by mail, at every address that is known of them, what the help desk did: whoever talked it into that has the phone,
 * and rarely the mailboxes as well. Nothing about it is taken back when no provider takes the mail; the log has that.
 */
export async function tellOwner(
  services: Services,
  ref: string,
  action: HelpDeskAction,
  caller: Caller,
): Promise<void> {
  const { store } = services;
  const user = await findFactorUser(services, ref, caller);
  if (!isHelpDesk(caller.principal, user.id)) return;
  if (helpDeskPolicyOf(await store.enrollment.read()).notices === 'INACTIVE') return;
  const { email, secondEmail } = user.profile;
  const addresses = new Set([email, secondEmail].filter((one) => typeof one === 'string' && one !== ''));
  for (const to of addresses as Set<string>) await mail(services, user, to, did[action], caller);
}

async function mail(services: Services, user: User, to: string, what: string, caller: Caller): Promise<void> {
  const { store, delivery } = services;
  const now = services.now();
  const values = { code: what, lifetime: Temporal.Duration.from({ seconds: 0 }) };
  const message: Message = { channel: 'email', to, purpose: 'notice', values, limit: limits.email(to) };
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
