import { clearTimeout, setTimeout } from 'node:timers';
import type { QueueLoad } from '../../domain/metrics/metrics.ts';

/** One held request, waiting for a change of a transaction or a factor. */
interface Waiter {
  readonly wake: () => void;
}

/** The longest time until a poll sees what another process wrote, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;
/** More requests than these are not held open; they are answered at once. */
const MOST = { all: 20_000, byAddress: 256 } as const;

/** Requests that are held open until something happens in this process, or so long that it may have in another. */
export class LongPolls {
  readonly #waiting = new Map<string, Set<Waiter>>();
  readonly #byAddress = new Map<string, number>();
  readonly #monotonicMs: () => number;
  #count = 0;
  #closed = false;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /**
   * Reads until what was read is enough or the seconds are over; `key` names what may change it, and `address` whoever asks
   * without an API token.
   */
  async until<T>(
    {
      key,
      seconds,
      address,
    }: { readonly key: string; readonly seconds: number; readonly address?: string | undefined },
    read: () => Promise<T>,
    enough: (found: T) => boolean,
  ): Promise<T> {
    const end = this.#monotonicMs() + seconds * 1_000;
    for (;;) {
      // Listens before it reads: what happens in between is not missed.
      const ear = this.#listen(key, address);
      try {
        const found = await read();
        const left = end - this.#monotonicMs();
        if (left <= 0 || enough(found) || this.#closed || this.#tooMany(address)) return found;
        await ear.heard(Math.min(left, LOOK_AGAIN_MS));
      } finally {
        ear.drop();
      }
    }
  }

  /** Requests that are held open now, and the most there may be. */
  get load(): QueueLoad {
    return { length: this.#count, limit: MOST.all };
  }

  /** Something happened. */
  wake(...keys: readonly string[]): void {
    for (const key of keys) for (const { wake } of this.#waiting.get(key) ?? []) wake();
  }

  /** Answers everybody with what there is: the process is about to end. */
  close(): void {
    this.#closed = true;
    this.wake(...this.#waiting.keys());
  }

  #tooMany(address: string | undefined): boolean {
    return this.#count > MOST.all || (address !== undefined && (this.#byAddress.get(address) ?? 0) > MOST.byAddress);
  }

  #add(address: string | undefined, more: 1 | -1): void {
    this.#count += more;
    if (address === undefined) return;
    const count = (this.#byAddress.get(address) ?? 0) + more;
    if (count > 0) this.#byAddress.set(address, count);
    else this.#byAddress.delete(address);
  }

  #listen(key: string, address: string | undefined) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting: Waiter = { wake: resolve };
    const set = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, set.add(waiting));
    this.#add(address, 1);
    let timer: NodeJS.Timeout | undefined;
    return {
      heard(milliseconds: number): Promise<void> {
        timer = setTimeout(resolve, milliseconds);
        return promise;
      },
      drop: (): void => {
        clearTimeout(timer);
        this.#add(address, -1);
        set.delete(waiting);
        if (set.size === 0) this.#waiting.delete(key);
      },
    };
  }
}
