import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../core/account.ts';
import { subscribeAll } from '../core/push.ts';
import { onlyOnHomeScreen } from './homeScreen.ts';

/**
 * Whether requests come while the app is closed. `install`: this browser allows it only once the app is on the home
 * screen (iOS); `impossible`: it has no Web Push; `failed`: its push service or ours did not take part.
 */
export type Notifications = 'on' | 'ask' | 'denied' | 'install' | 'impossible' | 'failed';

/** Whether notifications reach this device, and asking for them. */
export interface NotificationSwitch {
  readonly state: Notifications | undefined;
  turnOn(): Promise<void>;
}

/** The state of notifications, and asking for them: only ever after a tap, as browsers and people want it. */
export function useNotifications(accounts: readonly Account[]): NotificationSwitch {
  const [state, setState] = useState<Notifications>();
  const kids = accounts.map(({ kid }) => kid).join(' ');
  const sync = useCallback(async () => setState(await bringUp(accounts)), [kids]);
  useEffect(() => void sync(), [sync]);
  return {
    state,
    async turnOn() {
      await Notification.requestPermission();
      await sync();
    },
  };
}

async function bringUp(accounts: readonly Account[]): Promise<Notifications> {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) {
    return onlyOnHomeScreen() ? 'install' : 'impossible';
  }
  if (Notification.permission === 'denied') return 'denied';
  if (Notification.permission === 'default') return 'ask';
  try {
    const { pushManager } = await navigator.serviceWorker.ready;
    await subscribeAll(pushManager, accounts);
    return 'on';
  } catch {
    return 'failed';
  }
}
