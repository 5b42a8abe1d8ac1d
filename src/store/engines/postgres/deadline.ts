import { clearTimeout, setTimeout } from 'node:timers';

/** Rejected with when a deadline has passed. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/** The moment until which a piece of work may take, however many steps it has. */
export class Deadline {
  readonly #endMs: number;

  constructor(ms: number) {
    this.#endMs = performance.now() + ms;
  }

  leftMs(): number {
    return Math.max(0, this.#endMs - performance.now());
  }

  /** Gives what the work gives, or fails when time is over; `late` gets what comes afterwards. */
  within<T>(work: Promise<T>, late: (value: T) => void = () => {}): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      reject(new DeadlinePassed('no answer from the database in time'));
    }, this.leftMs());
    work.then(
      (value) => {
        clearTimeout(timer);
        if (over) late(value);
        else resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
    return promise;
  }
}
