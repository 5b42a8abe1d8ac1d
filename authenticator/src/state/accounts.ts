import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../core/account.ts';
import { allAccounts } from '../core/storage.ts';

/** The accounts as screens see them, and how to have them read again. */
export interface Accounts {
  /** Undefined until they are read. */
  readonly list: readonly Account[] | undefined;
  /** This browser keeps nothing, or not in this kind of window. */
  readonly unusable: boolean;
  reload(): Promise<void>;
}

/** The accounts of this device; read again when another window may have changed them. */
export function useAccounts(): Accounts {
  const [list, setList] = useState<readonly Account[]>();
  const [unusable, setUnusable] = useState(false);
  const reload = useCallback(() => allAccounts().then(setList, () => setUnusable(true)), []);
  useEffect(() => {
    void reload();
    const seen = (): void => void (document.visibilityState === 'visible' && reload());
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [reload]);
  return { list, unusable, reload };
}
