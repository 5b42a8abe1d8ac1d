import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Account } from '../core/account.ts';
import type { Transaction } from '../core/device.ts';
import { type Watch, watch } from '../core/watch.ts';

/** A request as it stands: whose account it is for, and what is asked. */
export interface Request {
  readonly account: Account;
  readonly transaction: Transaction;
}

/** The requests that wait on this device, and whether the service could be asked for them. */
export interface Requests {
  /** Requests that wait for an answer, the oldest first. */
  readonly live: readonly Request[];
  readonly offline: boolean;
}

/** Browsers open six connections to a service: with more accounts than this, each is asked in turn instead. */
const MAX_HELD = 3;
const WAIT_SECONDS = 20;

/** Watches all accounts for requests while the app is open. */
export function useRequests(accounts: readonly Account[], forgotten: () => void): Requests {
  const [byAccount, setByAccount] = useState<ReadonlyMap<string, readonly Request[]>>(new Map());
  const [offline, setOffline] = useState(false);
  const watched = accounts.map(({ kid }) => kid);

  useEffect(() => {
    const wait = watched.length <= MAX_HELD ? WAIT_SECONDS : 0;
    const set = (kid: string, requests: readonly Request[]): void =>
      setByAccount((known) =>
        known.get(kid)?.length || requests.length ? new Map([...known, [kid, requests]]) : known,
      );
    const watches: readonly Watch[] = watched.map((kid) =>
      watch(kid, {
        wait,
        onWaiting: (account, list) =>
          set(
            kid,
            list.map((transaction) => ({ account, transaction })),
          ),
        onReach: (reached) => setOffline(!reached),
        onForgotten: forgotten,
      }),
    );
    const lookAll = (): void => {
      if (document.visibilityState === 'visible') for (const { look } of watches) look();
    };
    document.addEventListener('visibilitychange', lookAll);
    addEventListener('online', lookAll);
    // Our worker says so when a message has come by Web Push.
    navigator.serviceWorker?.addEventListener('message', lookAll);
    return () => {
      for (const [index, { stop }] of watches.entries()) {
        stop();
        set(watched[index] as string, []);
      }
      document.removeEventListener('visibilitychange', lookAll);
      removeEventListener('online', lookAll);
      navigator.serviceWorker?.removeEventListener('message', lookAll);
    };
  }, [watched.join(' ')]);

  const live = useMemo(
    () => [...byAccount.values()].flat().sort((a, b) => a.transaction.created.localeCompare(b.transaction.created)),
    [byAccount],
  );
  return { live, offline: offline && watched.length > 0 };
}
