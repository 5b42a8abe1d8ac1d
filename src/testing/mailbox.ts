import { clearTimeout, setTimeout } from 'node:timers';
import type { Inbox } from '../dev/inbox.ts';
import type { InboxMessage } from '../dev/inboxMessage.ts';
import type { TestInbox, Wanted } from './cofactor.ts';

interface Waiter {
  readonly wanted: Wanted;
  readonly timer: NodeJS.Timeout;
  resolve(message: InboxMessage): void;
  reject(error: Error): void;
}

const PATIENCE_MS = 2_000;

/** The inbox as tests read it: each message is given out once, to whoever asked for it first. */
export class Mailbox implements TestInbox {
  readonly #inbox: Pick<Inbox, 'list'>;
  readonly #read = new Set<number>();
  #waiters: Waiter[] = [];

  constructor(inbox: Pick<Inbox, 'list'>) {
    this.#inbox = inbox;
  }

  all({ to, channel }: Wanted = {}): readonly InboxMessage[] {
    return this.#inbox.list({ ...(to !== undefined && { to }), ...(channel !== undefined && { channel }) });
  }

  async next({ timeout = PATIENCE_MS, ...wanted }: Wanted & { readonly timeout?: number } = {}): Promise<InboxMessage> {
    const there = this.#take(wanted);
    if (there) return there;
    const late = new Error();
    // Reported as coming from the line of the test that waits.
    Error.captureStackTrace?.(late, this.next);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        late.message = `no message ${inWords(wanted)} within ${timeout} ms; ${this.#whatIsThere()}`;
        reject(late);
      }, timeout);
      const waiter: Waiter = { wanted, timer, resolve, reject };
      this.#waiters.push(waiter);
    });
  }

  /** A message has come in. */
  deliver(): void {
    this.#waiters = this.#waiters.filter(({ wanted, timer, resolve }) => {
      const message = this.#take(wanted);
      if (!message) return true;
      clearTimeout(timer);
      resolve(message);
      return false;
    });
  }

  /** Nobody need wait any longer. */
  abandon(reason: string): void {
    for (const { timer, reject } of this.#waiters) {
      clearTimeout(timer);
      reject(new Error(reason));
    }
    this.#waiters = [];
  }

  #take(wanted: Wanted): InboxMessage | undefined {
    const message = this.all(wanted).find(({ id }) => !this.#read.has(id));
    if (message) this.#read.add(message.id);
    return message;
  }

  #whatIsThere(): string {
    const all = this.all();
    if (all.length === 0) return 'the inbox is empty';
    const lines = all.map(({ id, channel, to }) => `${channel} to ${to}${this.#read.has(id) ? ' (read)' : ''}`);
    return `in the inbox: ${lines.slice(-10).join(', ')}`;
  }
}

function inWords({ to, channel }: Wanted): string {
  return [...(channel === undefined ? [] : [`by ${channel}`]), `to ${to ?? 'anybody'}`].join(' ');
}
