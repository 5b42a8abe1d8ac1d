import type { Caller } from '../../contract/shared/operation.ts';
import { limits } from '../../domain/budgets/budgets.ts';
import { knownName, type Requester, sendersName } from '../../domain/budgets/requester.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import { knownNumber, sharedLimits, unansweredLimits, worthOf } from '../../domain/pumping/limits.ts';
import { numberFacts } from '../../domain/pumping/number.ts';
import type { Write } from '../../store/change.ts';
import type { Services } from '../shared/services.ts';

/** A number that has answered is trusted for this long, then it must answer once more. */
const TRUSTED = Temporal.Duration.from({ hours: 24 * 180 });

/**
 * The writes by which the guard learns from a right code: mails start over; a phone's number and its user may be written to again, and if it is the number's
 * first, its neighbours gain as well. Only the first counts: nobody can earn room for a thousand with one telephone.
 */
export async function trustNumber(
  { store, policy }: Services,
  kind: AnyKind,
  { state, who }: { readonly state: unknown; readonly who: Requester },
  { address }: Caller,
  now: Temporal.Instant,
): Promise<readonly Write[]> {
  const { mode, numbers } = policy.guard;
  const { messages } = kind;
  const { userId } = who;
  // A code may have been asked for by somebody else than who types it.
  const senders = [...new Set([sendersName(who), knownName(who)])];
  if (messages?.channel === 'email') {
    return [{ do: 'forgive', keys: senders.map((requester) => limits.mails('code', userId, requester).key) }];
  }
  if (mode === 'off' || !messages) return [];
  const { channel } = messages;
  const e164 = messages.phoneNumber(state);
  const keys = senders
    .flatMap((requester) => unansweredLimits({ channel, e164, userId, requester }, numbers))
    .map(({ key }) => key);
  const forgiven: Write = { do: 'forgive', keys };
  const known = knownNumber(e164);
  if (await store.limits.isRemembered(known, now)) return [forgiven];
  const { countries } = numberFacts(e164);
  const country = countries.length === 1 ? countries[0] : undefined;
  const shared = sharedLimits({ channel, e164, userId, country, ...(address !== undefined && { address }) }, numbers);
  return [
    forgiven,
    { do: 'credit', limits: shared, by: worthOf(numbers), at: now },
    { do: 'remember', key: known, until: now.add(TRUSTED) },
  ];
}
