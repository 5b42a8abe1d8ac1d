import type { Signed } from '../contract/operation.ts';
import { fault } from '../domain/fault.ts';
import type { Write } from '../store/change.ts';
import type { Services } from './services.ts';

/** As long as a statement is believed, and the clocks may be apart (see `http/statements.ts`). */
const KEPT = Temporal.Duration.from({ minutes: 5 });

/** Makes a statement that changes something count once: what writes it down, and what tells that it was. */
export function once({ store }: Services, { key, claims: { jti } }: Signed, now: Temporal.Instant) {
  // A key that is still to become a device's has no other name.
  const name = `statement:${key.x}:${jti}`;
  const refuseReplay = async (): Promise<void> => {
    if (!(await store.limits.isRemembered(name, now))) return;
    throw fault('statementRefused')
      .because('It was used before; make a new one, with another jti, for each call.')
      .hinting({ reason: 'REPLAYED' });
  };
  const write: Write = { do: 'rememberOnce', key: name, until: now.add(KEPT), at: now };
  return { refuseReplay, write };
}
