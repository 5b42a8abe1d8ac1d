import type { LiveRoster } from './delivery/createRoster.ts';
import type { TelephonyHook } from './hooks/telephonyHook.ts';
import type { Store } from './store/store.ts';

/** The parts of delivery, besides those the command line brings. */
export interface DeliveryParts {
  readonly store: Store;
  readonly providers: LiveRoster;
  readonly hook: TelephonyHook;
}
