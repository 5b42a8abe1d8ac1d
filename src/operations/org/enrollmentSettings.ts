import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { LogEntry } from '../../domain/log/logEntry.ts';
import { authenticatorsOf, unusedAuthenticatorsOf } from '../../domain/org/authenticators.ts';
import { completed, type EnrollmentSettings } from '../../domain/org/enrollmentSettings.ts';
import { allKinds } from '../../factors/index.ts';
import type { Write } from '../../store/change.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';

/** All authenticators, which an administrator switches on and off. */
export const authenticators = authenticatorsOf(allKinds);

/** Authenticators of Okta's that an organization may create, and that nothing is enrolled with here. */
export const unusedAuthenticators = unusedAuthenticatorsOf(allKinds);

/** The settings of enrollment. The first request stores the defaults; their ids stay from then on. */
export async function readEnrollment(services: Services): Promise<EnrollmentSettings> {
  return untilWritten('settings', async () => {
    const stored = await services.store.enrollment.read();
    const settings = completed(stored, authenticators, services.newId, services.now().toString());
    if (settings === stored) return stored;
    await services.store.apply([{ do: 'saveEnrollment', settings }]);
    // Read again: the ids that stay are those that were written first.
    return undefined;
  });
}

/** New settings and what the log says about the step. */
export interface EnrollmentStep {
  readonly settings: EnrollmentSettings;
  readonly event: EventType;
  readonly detail: NonNullable<LogEntry['detail']>;
  /** Other writes of the same change: a new secret is one, also where no setting says so. */
  readonly also?: readonly Write[];
}

/** Read, decide, write if nobody else did; again from what is there now when somebody did. No change, no write. */
export async function changeEnrollment(
  services: Services,
  caller: Caller,
  decide: (settings: EnrollmentSettings, at: string) => EnrollmentStep,
): Promise<EnrollmentSettings> {
  const now = services.now();
  return untilWritten('settings', async () => {
    const before = await readEnrollment(services);
    const { settings, event, detail, also = [] } = decide(before, now.toString());
    if (settings === before && also.length === 0) return before;
    const applied = await services.store.apply([
      { do: 'saveEnrollment', settings },
      ...also,
      logEntry({ caller, now }, { event, detail }),
    ]);
    return applied === 'done' ? settings : undefined;
  });
}
