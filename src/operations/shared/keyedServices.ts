import { fault } from '../../domain/values/fault.ts';
import type { KeyHold } from '../../store/shared/keyHold.ts';
import type { Services } from './services.ts';

/** Services for one request with an Idempotency-Key, and whether anything was changed through them. */
interface KeyedServices {
  readonly services: Services;
  changed(): boolean;
}

/**
 * Every change made through these marks the key, in the same transaction: after a crash it can be told whether anything
 * was done. A request that took so long that another answers in its place changes nothing any more.
 */
export function keyedServices(services: Services, hold: KeyHold): KeyedServices {
  const { store } = services;
  let changed = false;
  return {
    services: {
      ...services,
      store: {
        ...store,
        async apply(change) {
          const applied = await store.apply([{ do: 'markKey', hold }, ...change]);
          if (applied === 'done') changed = true;
          if (applied === 'stale' && !(await store.idempotency.holds(hold))) {
            throw fault('keyBusy').because(
              'This request took too long; another one with the same key is answered instead.',
            );
          }
          return applied;
        },
      },
    },
    changed: () => changed,
  };
}
