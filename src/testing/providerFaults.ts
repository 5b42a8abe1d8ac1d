import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery, Outgoing } from '../delivery/delivery.ts';
import type { MessageOutcome } from '../domain/messages/messageRecord.ts';
import type { ProviderFault, ProviderFaultOptions } from './faults.ts';

interface Active extends ProviderFaultOptions {
  readonly fault: ProviderFault;
  left: number;
}

const reasons = { down: 'PROVIDERS_FAILED', optedOut: 'OPTED_OUT', unreachable: 'INVALID_RECIPIENT' } as const;

/** A carrier that fails when it is told to. */
export class ProviderFaults {
  #active: Active | undefined;
  readonly #timers = new Set<NodeJS.Timeout>();

  readonly set = (fault: ProviderFault, options: ProviderFaultOptions = {}): void => {
    this.#active = { fault, ...options, left: options.times ?? Number.POSITIVE_INFINITY };
  };

  /** Drops the messages that were to arrive late. */
  clear(): void {
    this.#active = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  around(delivery: Delivery): Delivery {
    return { send: (outgoing) => this.#send(delivery, outgoing) };
  }

  async #send(delivery: Delivery, outgoing: Outgoing): Promise<MessageOutcome> {
    const active = this.#next(outgoing);
    const milliseconds = active?.milliseconds ?? 1_000;
    switch (active?.fault) {
      case 'down':
      case 'optedOut':
      case 'unreachable':
        return refused(reasons[active.fault]);
      case 'slow':
        await pause(milliseconds);
        return delivery.send(outgoing);
      case 'late':
        this.#later(() => delivery.send(outgoing), milliseconds);
        return { accepted: true, attempts: [] };
      default:
        return delivery.send(outgoing);
    }
  }

  #next({ message }: Outgoing): Active | undefined {
    const active = this.#active;
    if (!active || active.left < 1 || (active.channel ?? message.channel) !== message.channel) return undefined;
    active.left -= 1;
    return active;
  }

  #later(send: () => Promise<unknown>, milliseconds: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void send();
    }, milliseconds);
    this.#timers.add(timer);
  }
}

function refused(reason: (typeof reasons)[keyof typeof reasons]): MessageOutcome {
  const result = reason === 'PROVIDERS_FAILED' ? 'FAILED' : 'REFUSED';
  return { accepted: false, reason, attempts: [{ provider: 'test', name: 'test', result, milliseconds: 0, reason }] };
}
