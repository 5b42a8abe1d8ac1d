import type { TelephonyReply } from '../../contract/hooks/telephony.ts';
import { errorCatalogue } from '../../contract/shared/errors.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import { within } from '../../delivery/within.ts';
import { type HookMessage, hookMessage } from '../../domain/hooks/telephonyRequest.ts';
import type { MessageRecord } from '../../domain/messages/messageRecord.ts';
import { DEFAULT_TEMPLATE, type Wording } from '../../domain/templates/template.ts';
import type { Fault } from '../../domain/values/fault.ts';
import { newRecord } from '../messages/newRecord.ts';
import { undeliveredFault } from '../messages/undeliveredFault.ts';
import { wordingOf } from '../messages/wording.ts';
import type { Handler, Services } from '../shared/services.ts';
import { sendForOkta } from './sendForOkta.ts';

/** Okta waits for three seconds (fact 188); the rest is for the way there and back. */
const PATIENCE_MS = 2_500;

/**
 * An Okta org's telephony inline hook: sends the code it was given and answers before Okta stops waiting. A request
 * that comes again, from a proxy that has lost patience, is answered from the record of the first.
 */
export const receiveTelephony: Handler<'receiveTelephony'> = async (services, { body, caller }) => {
  const now = services.now();
  const asked = hookMessage(body, now);
  if ('reason' in asked) return failure('The message cannot be sent.', asked.reason, asked.location);
  const wording = await wordingFor(services, asked);
  const { id, message, user } = asked;
  const { requestId } = caller;
  const record = newRecord({ id, userId: user.id, message, wording, created: now, requestId });
  if ((await services.store.apply([{ do: 'insertMessage', message: record, to: asked.message.to }])) === 'taken') {
    const known = await services.store.messages.byId(record.userId, record.id);
    return replyFor(known ?? record);
  }
  const sent = await within(sendForOkta(services, { asked, wording, record }, endUser(caller, asked)), PATIENCE_MS);
  return sent?.refused ? refusal(sent.refused) : replyFor(sent?.record ?? record);
};

/** Budgets are the end user's; all messages of an org come from Okta's own addresses. */
function endUser({ principal, requestId, traceId }: Caller, { address }: HookMessage): Caller {
  return { principal, requestId, ...(traceId !== undefined && { traceId }), ...(address !== undefined && { address }) };
}

/** The org's words where it has given them, ours otherwise. */
async function wordingFor(services: Services, { message, text }: HookMessage): Promise<Wording> {
  const wording = await wordingOf(services, message);
  return text === undefined ? wording : { ...wording, templateId: DEFAULT_TEMPLATE, texts: { template: text } };
}

/**
 * The reply that tells the org of a message (facts 186, 187): PENDING while nobody knows, so that it does not send
 * one too.
 */
function replyFor({ id, status, attempts, reason = '', channel }: MessageRecord): TelephonyReply {
  if (status === 'FAILED' || status === 'BLOCKED' || status === 'UNDELIVERED') {
    return failure(errorCatalogue[undeliveredFault(reason, channel).error].summary, reason, RECIPIENT);
  }
  const taken = attempts.find(({ result }) => result === 'ACCEPTED');
  const milliseconds = attempts.reduce((sum, attempt) => sum + attempt.milliseconds, 0);
  return {
    commands: [
      {
        type: 'com.okta.telephony.action',
        value: [
          {
            status: status === 'QUEUED' ? 'PENDING' : 'SUCCESSFUL',
            provider: taken?.name ?? 'Cofactor',
            transactionId: id,
            transactionMetadata: `Attempts=${attempts.length},Duration=${milliseconds}ms`,
          },
        ],
      },
    ],
  };
}

/** A message that was kept back, in the words of Okta's own error (facts 67, 89). */
const refusal = ({ error, causes }: Fault): TelephonyReply =>
  failure(errorCatalogue[error].summary, causes.join(' ') || error, RECIPIENT);

const RECIPIENT = 'data.messageProfile.phoneNumber';

const failure = (errorSummary: string, reason: string, location: string): TelephonyReply => ({
  error: { errorSummary, errorCauses: [{ errorSummary, reason, location }] },
});
