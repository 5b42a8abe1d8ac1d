import type { Caller } from '../../contract/shared/operation.ts';
import { type Limit, limits } from '../../domain/budgets/budgets.ts';
import type { Message } from '../../domain/messages/message.ts';
import {
  type GuardLimit,
  knownNumber,
  oneWayLimits,
  ownLimits,
  type Recipient,
  sharedLimits,
} from '../../domain/pumping/limits.ts';
import { numberFacts } from '../../domain/pumping/number.ts';
import { type BlockReason, blockReasons } from '../../domain/pumping/reasons.ts';
import { type Block, refuseNumber } from '../../domain/pumping/refuseNumber.ts';
import type { Fault } from '../../domain/values/fault.ts';
import type { PhoneChannel } from '../../domain/values/phone.ts';
import type { Write } from '../../store/change.ts';
import { Budget, exhausted } from '../budgets/budget.ts';
import type { Services } from '../shared/services.ts';
import { type About, type Kept, recordBlocked, warnBlocked } from './recordBlocked.ts';

/**
 * Lets a message pass or keeps it back, before it is written and sent; once per request, however often that is decided
 * again. Everything a message counts towards is taken in one atomic step, so that a burst cannot slip through.
 */
export class MessageGuard {
  readonly #services: Services;
  readonly #caller: Caller;
  readonly #now: Temporal.Instant;
  readonly #budget: Budget;
  readonly #passed = new Map<string, readonly Limit[]>();

  constructor(services: Services, caller: Caller, now: Temporal.Instant) {
    this.#services = services;
    this.#caller = caller;
    this.#now = now;
    this.#budget = new Budget(services, now);
  }

  /** Throws what the caller hears of a message that is not to be sent. */
  async admit(message: Message, about: About): Promise<void> {
    const { key } = message.limit;
    if (this.#passed.has(key)) return;
    const { mode } = this.#services.policy.guard;
    const phone = isToPhone(message) && mode !== 'off' ? message : undefined;
    const taken = phone
      ? await (mode === 'on' ? this.#enforce(phone, about) : this.#watch(phone, about))
      : await this.#pass(message, about);
    this.#passed.set(key, taken);
  }

  /** Undoes what a message that no provider took was counted towards. */
  refund({ limit }: Message): Write {
    return { do: 'refund', limits: this.#passed.get(limit.key) ?? [] };
  }

  /** Messages that the guard does not look at; mails that nobody answers have a budget all the same. */
  async #pass(message: Message, { userId, requester }: About): Promise<readonly Limit[]> {
    const taken = message.channel === 'email' ? [limits.mails('code', userId, requester)] : [];
    await this.#budget.spend(message.limit, ...taken);
    return taken;
  }

  async #enforce(message: PhoneMessage, about: About): Promise<readonly Limit[]> {
    const { limits: budgets, refused } = await this.#judge(message, about);
    if (refused) return this.#block(message, about, refused.fault, refused);
    const { store } = this.#services;
    const spent = await store.limits.spend([message.limit, ...budgets], this.#now);
    if (spent.ok) return budgets;
    const full = exhausted(spent.limit, spent.retryAt, this.#now);
    const over = budgets.find(({ key }) => key === spent.limit.key);
    if (!over) throw full;
    const reason = this.#reasonOf(over);
    return this.#block(message, about, full.because(sentence(reason)), { reason, retryAt: spent.retryAt });
  }

  /** The reason of a limit; an address that asks for much is not one end user's where the caller has named no other. */
  #reasonOf({ reason }: GuardLimit): BlockReason {
    return reason === 'ADDRESS_LIMIT' && this.#caller.oneAddress ? 'ONE_ADDRESS_LIMIT' : reason;
  }

  async #block(message: PhoneMessage, about: About, heard: Fault, kept: Kept): Promise<never> {
    await recordBlocked(this.#services, message, about, this.#caller, kept, this.#now);
    throw heard;
  }

  /** Dry run: the same budgets, each by itself, and nothing is kept back. */
  async #watch(message: PhoneMessage, about: About): Promise<readonly Limit[]> {
    await this.#budget.spend(message.limit);
    const { limits: budgets, refused } = await this.#judge(message, about);
    const reasons: BlockReason[] = refused ? [refused.reason] : [];
    const taken: GuardLimit[] = [];
    for (const limit of budgets) {
      const { ok } = await this.#services.store.limits.spend([limit], this.#now);
      if (ok) taken.push(limit);
      else reasons.push(this.#reasonOf(limit));
    }
    if (reasons.length > 0) {
      await warnBlocked(this.#services, message, about, this.#caller, reasons, this.#now);
    }
    return taken;
  }

  /** The budgets that a message counts towards: none when it is refused for its number alone. */
  async #judge(
    { channel, to: e164 }: PhoneMessage,
    { userId, oneWay, requester }: About,
  ): Promise<{ readonly limits: readonly GuardLimit[]; readonly refused: Block | undefined }> {
    const { policy, store } = this.#services;
    const { numbers } = policy.guard;
    const { address } = this.#caller;
    const facts = numberFacts(e164);
    const country = facts.countries.length === 1 ? facts.countries[0] : undefined;
    const recipient: Recipient = {
      channel,
      e164,
      userId,
      country,
      requester,
      ...(address !== undefined && { address }),
    };
    const refused = refuseNumber(facts, policy.guard);
    if (oneWay) return { limits: oneWayLimits(recipient, numbers), refused };
    const known = await store.limits.isRemembered(knownNumber(e164), this.#now);
    return {
      limits: [...ownLimits(recipient, numbers), ...(known ? [] : sharedLimits(recipient, numbers))],
      refused,
    };
  }
}

type PhoneMessage = Message & { readonly channel: PhoneChannel };

const isToPhone = (message: Message): message is PhoneMessage => message.channel !== 'email';

const sentence = (reason: BlockReason): string => `${blockReasons[reason].text}: ${blockReasons[reason].next}.`;
