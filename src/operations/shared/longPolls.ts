/** One held request, waiting for a change of a transaction or a factor. */
interface Waiter {
  readonly wake: () => void;
}

/** The longest time until a poll sees what another process wrote, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;
/** More requests than this are not held open; they are answered at once. */
const MOST = 20_000;

/** Requests that are held open until something happens in this process, or so long that it may have in another. */
export class LongPolls {
  readonly #waiting = new Map<string, Set<Waiter>>();
  readonly #monotonicMs: () => number;
  #count = 0;
  #closed = false;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** Reads until what was read is enough or the seconds are over; `key` names what may change it. */
  async until<T>(key: string, seconds: number, read: () => Promise<T>, enough: (found: T) => boolean): Promise<T> {
    const end = this.#monotonicMs() + seconds * 1_000;
    for (;;) {
      // Listens before it reads: what happens in between is not missed.
      const ear = this.#listen(key);
      try {
        const found = await read();
        const left = end - this.#monotonicMs();
        if (left <= 0 || enough(found) || this.#closed || this.#count > MOST) return found;
        await ear.heard(Math.min(left, LOOK_AGAIN_MS));
      } finally {
        ear.drop();
      }
    }
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

  #listen(key: string) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting: Waiter = { wake: resolve };
    const set = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, set.add(waiting));
    this.#count++;
    let timer: NodeJS.Timeout | undefined;
    return {
      heard(milliseconds: number): Promise<void> {
        timer = setTimeout(resolve, milliseconds);
        return promise;
      },
      drop: (): void => {
        clearTimeout(timer);
        this.#count--;
        set.delete(waiting);
        if (set.size === 0) this.#waiting.delete(key);
      },
    };
  }
}
