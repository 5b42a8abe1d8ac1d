import { type Refused, refuse } from '../../domain/factors/decision.ts';
import { fault } from '../../domain/values/fault.ts';

/** Reasons that are found in the settings, before anything is done with an answer. */
const FOUND_IN_SETTINGS: readonly string[] = ['NOT_CONFIGURED', 'CERTIFICATE_EXPIRED'];

/**
 * The refusal where somebody who judges answers in our place has not said yes or no. `sent`: the answer may have been
 * judged all the same, and so is not given back.
 */
export function refuseUnanswered(
  service: string,
  { reason, sent }: { readonly reason: string; readonly sent: boolean },
  cause: string,
): Refused<never> {
  const name = reason === 'TIMEOUT' ? 'factorServiceSilent' : 'factorServiceFailed';
  const unsent = FOUND_IN_SETTINGS.includes(reason) ? 'NOT_ASKED' : 'NEVER_SENT';
  return { ...refuse(fault(name).because(cause), `${service}_${reason}`), unjudged: sent ? 'SENT' : unsent };
}
