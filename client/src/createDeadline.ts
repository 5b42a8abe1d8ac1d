/** The end of a call: its caller's signal and its timeout, as one. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly timedOut: boolean;
  /** Milliseconds. */
  left(): number;
  /** Waits, or fails when the call ends first. */
  wait(ms: number): Promise<void>;
  /** Fails when the call ends first, even if the promise does not know of its signal. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Lets go of timer and signal. */
  release(): void;
}

/** By hand, because `AbortSignal.any` is younger than the oldest Node.js this runs on. */
export function createDeadline(timeout: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const ends = timeout > 0 ? Date.now() + timeout : Number.POSITIVE_INFINITY;
  let timedOut = false;
  const abort = () => controller.abort(outer?.reason);
  const timer =
    timeout > 0 &&
    setTimeout(() => {
      timedOut = true;
      controller.abort(new Error('timeout'));
    }, timeout);
  if (outer?.aborted) abort();
  else outer?.addEventListener('abort', abort, { once: true });
  const { signal } = controller;

  const during = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const stop = () => reject(signal.reason);
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });

  return {
    signal,
    get timedOut() {
      return timedOut;
    },
    left: () => ends - Date.now(),
    during,
    async wait(ms) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const waited = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      await during(waited).finally(() => clearTimeout(timer));
    },
    release() {
      if (timer) clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    },
  };
}
