/** The end of a call: its caller's signal and its timeout, as one. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether the call is over before so many milliseconds are. */
  endsWithin(ms: number): boolean;
  /** Waits, or fails when the call ends first. */
  wait(ms: number): Promise<void>;
  /** Fails when the call ends first, even if the promise does not know of its signal. */
  during<T>(work: T | Promise<T>): Promise<T>;
  /** Lets go of timers and signal. */
  release(): void;
}

/** By hand, because `AbortSignal.any` is younger than the oldest Node.js this runs on. `tooLate` makes the failure. */
export function createDeadline(timeout: number, outer: AbortSignal | undefined, tooLate?: () => Error): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  // Nobody may be waiting when it ends.
  ended.catch(() => {});
  const abort = () => controller.abort(outer?.reason);
  const ends = Date.now() + timeout;
  const timer = timeout && setTimeout(() => controller.abort(tooLate?.()), timeout);
  if (outer?.aborted) abort();
  else outer?.addEventListener('abort', abort);

  const during = <T>(work: T | Promise<T>): Promise<T> => Promise.race([work, ended]);
  let waiting: typeof timer;
  return {
    signal,
    during,
    endsWithin: (ms) => timeout > 0 && Date.now() + ms >= ends,
    wait: (ms) =>
      during(
        new Promise((resolve) => {
          waiting = setTimeout(resolve, ms);
        }),
      ),
    release() {
      clearTimeout(timer);
      clearTimeout(waiting);
      outer?.removeEventListener('abort', abort);
    },
  };
}

/** Waits, unless the signal ends it with its reason. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  const deadline = createDeadline(0, signal);
  return deadline.wait(ms).finally(deadline.release);
}
