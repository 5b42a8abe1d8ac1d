import type { Caller } from '../../contract/shared/operation.ts';
import { limits } from '../../domain/budgets/budgets.ts';
import type { Channel } from '../../domain/messages/message.ts';
import type { Attempt } from '../../domain/messages/messageRecord.ts';
import type { MessageProvider } from '../../domain/providers/messageProvider.ts';
import { fault } from '../../domain/values/fault.ts';
import { phoneForm, toE164 } from '../../domain/values/phoneNumber.ts';
import { Budget } from '../budgets/budget.ts';
import type { Handler, Services } from '../shared/services.ts';
import { findProvider, providerEvent } from './changeProvider.ts';
import { isUsable } from './describeProvider.ts';

/** Sends one message through one provider, active or not, and says what became of it. */
export const testMessageProvider: Handler<'testMessageProvider'> = async (services, { params, body, caller }) => {
  const provider = await findProvider(services, params.providerId);
  const channel = provider.channels.find((one) => one === body.channel);
  if (!channel) {
    throw fault('validation', { subject: 'channel' }).because(`channel: One of ${provider.channels.join(', ')}`);
  }
  const { result, milliseconds, reason } = await sendTest(services, caller, provider, channel, body.to);
  return {
    result,
    milliseconds,
    ...(reason !== undefined && { reason }),
  };
};

/** The message itself, at most as often as any other to the same recipient, and thirty an hour. */
export async function sendTest(
  services: Services,
  caller: Caller,
  provider: MessageProvider,
  channel: Channel,
  recipient: string,
): Promise<Attempt> {
  if (!isUsable(services.providers, provider)) {
    throw fault('validation', { subject: 'messageProvider' }).because(
      'Its type or settings are not known to this version',
    );
  }
  const { defaultCountry } = services.policy;
  const to = channel === 'email' ? recipient.trim() : toE164(recipient, defaultCountry);
  if (to === undefined) throw fault('invalidPhone').because(phoneForm('to', defaultCountry));
  if (channel === 'email' && !/^[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}$/.test(to)) {
    throw fault('validation', { subject: 'to' }).because('to: Not an e-mail address');
  }
  const now = services.now();
  await new Budget(services, now).spend(limits[channel](to), limits.providerTests(provider.id));
  const attempt = await services.providers.test(provider, { channel, to });
  const { result, reason = result } = attempt;
  const outcome = result === 'ACCEPTED' ? ({ outcome: 'SUCCESS' } as const) : ({ outcome: 'FAILURE', reason } as const);
  await services.store.apply([providerEvent('cofactor.message_provider.test', provider, caller, now, outcome)]);
  return attempt;
}
