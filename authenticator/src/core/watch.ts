import type { Account } from './account.ts';
import { DeviceFault, Unreachable } from './api.ts';
import { settleKey, type Transaction, waiting } from './device.ts';
import { accountBy, changeAccount } from './storage.ts';

/** The parts of watching an account, and the callbacks for its events. */
export interface Watching {
  /** Seconds the service is asked to hold the line; 0 asks again and again instead. */
  readonly wait: number;
  readonly onWaiting: (account: Account, transactions: readonly Transaction[]) => void;
  /** Whether the service can be reached, each time it is known anew. */
  readonly onReach: (reached: boolean) => void;
  /** Whether the service knows this device is not as it was. */
  readonly onForgotten: () => void;
}

/** An account that is being watched. */
export interface Watch {
  /** Asks now, whatever it was waiting for. */
  look(): void;
  stop(): void;
}

/** While something waits, it is asked more often: others may answer it, or take it back. */
const BUSY_MS = 1_500;
const IDLE_MS = 4_000;
const LONGEST_PAUSE_MS = 30_000;
/** Tries, and milliseconds between them, while a key is being replaced here or in another window. */
const [MOST_REFUSALS, REFUSED_MS] = [2, 400] as const;
/**
 * Milliseconds until an account that the service does not know asks again: a service that was set up wrongly may be
 * put right.
 */
const FORGOTTEN_MS = 60_000;

/** Asks the service what waits for this account until it is stopped. */
export function watch(kid: string, { wait, onWaiting, onReach, onForgotten }: Watching): Watch {
  let stopped = false;
  let failures = 0;
  let refusals = 0;
  let busy = false;
  let inFlight = new AbortController();
  let wake = (): void => {};

  /** One question; how long to pause after it, or undefined when there is nothing more to ask. */
  async function ask(): Promise<number | undefined> {
    const account = await accountBy(kid);
    if (!account) return undefined;
    inFlight = new AbortController();
    const asked = Date.now();
    try {
      const held = busy || account.forgotten ? 0 : wait;
      const { account: current, transactions } = await waiting(account, held, inFlight.signal);
      if (stopped) return undefined;
      failures = 0;
      refusals = 0;
      busy = transactions.length > 0;
      onReach(true);
      if (account.forgotten) await remember(false);
      onWaiting(current, transactions);
      if (busy) return BUSY_MS;
      // Whoever does not hold the line, though asked to, is not to be asked without a pause.
      const holds = held < wait || Date.now() - asked >= IDLE_MS;
      return holds && wait > 0 ? 0 : IDLE_MS;
    } catch (error) {
      if (stopped) return undefined;
      if (inFlight.signal.aborted) return 0;
      if (error instanceof DeviceFault && error.status === 401) {
        // A key may have been replaced while the line was held; only who is refused again and again is unknown.
        const current = await accountBy(kid);
        if (current?.nextKey) await settleKey(current).catch(() => {});
        onReach(true);
        if (refusals++ < MOST_REFUSALS) return REFUSED_MS;
        if (!account.forgotten) await remember(true);
        onWaiting(account, []);
        return FORGOTTEN_MS;
      }
      onReach(!(error instanceof Unreachable));
      return Math.min(1_000 * 2 ** failures++, LONGEST_PAUSE_MS);
    }
  }

  async function remember(forgotten: boolean): Promise<void> {
    await changeAccount(kid, ({ forgotten: _, ...kept }) => (forgotten ? { ...kept, forgotten } : kept));
    onForgotten();
  }

  async function run(): Promise<void> {
    for (let pause = await ask(); pause !== undefined && !stopped; pause = await ask()) {
      const length = pause;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, length);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
  void run();

  return {
    look() {
      failures = 0;
      inFlight.abort();
      wake();
    },
    stop() {
      stopped = true;
      inFlight.abort();
      wake();
    },
  };
}
