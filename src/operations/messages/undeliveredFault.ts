import type { Channel } from '../../domain/messages/message.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';

/**
 * The error for a message that was not sent, by the reason it was not (fact 66): the recipient does not want
 * any, the number cannot be reached, providers failed, or there is none to ask.
 */
export function undeliveredFault(reason: string, channel: Channel): Fault {
  return kindOfFailure(reason, channel).hinting({ reason });
}

function kindOfFailure(reason: string, channel: Channel): Fault {
  if (reason === 'OPTED_OUT') return fault('optedOut');
  if (reason === 'INVALID_RECIPIENT' && channel !== 'email') return fault('invalidPhone');
  if (reason === 'PROVIDERS_FAILED' || reason === 'REFUSED') return fault('telephonyFailed');
  return fault('notDelivered');
}
