import { ConfigError } from '../../config.ts';
import type { EventType } from '../../contract/log/events.ts';
import { newId } from '../../crypto/ids.ts';
import { randomBytes } from '../../crypto/random.ts';
import {
  type FactorProfile,
  nameTaken,
  type OtpSettings,
  profileFields,
  profileInUse,
} from '../../domain/hardwareTokens/factorProfile.ts';
import { Fault } from '../../domain/values/fault.ts';
import { logEntry } from '../../operations/shared/logEntry.ts';
import type { Write } from '../../store/change.ts';
import type { Store } from '../../store/store.ts';
import { type Where, withStore } from '../withStore.ts';

interface CreateFlags extends Where {
  readonly vendorName?: string;
  readonly otpLength?: number;
  readonly hmacAlgorithm?: string;
  readonly encoding?: string;
  readonly timeStep?: number;
  readonly adjacent?: number;
  readonly counter?: true;
  readonly lookAhead?: number;
}

/** `cofactor factor-profile create NAME`: prints the id that enroll requests name as `factorProfileId`. */
export const createFactorProfile = (name: string, flags: CreateFlags): Promise<void> =>
  withStore(flags, async (store) => {
    const fields = profileFields(requestOf(name, flags));
    if (fields instanceof Fault) throw readable(fields);
    const now = Temporal.Now.instant();
    const id = newId('fpr', randomBytes);
    const profile: FactorProfile = { id, ...fields, created: now, lastUpdated: now };
    const applied = await store.apply([
      { do: 'insertFactorProfile', profile },
      logged('cofactor.factor_profile.create', profile, now),
    ]);
    if (applied !== 'done') throw readable(nameTaken(profile.name));
    process.stdout.write(`${id}\n`);
    process.stderr.write(`factor profile ${id} (${profile.name}) created: ${inWords(profile.settings)}\n`);
  });

/** `cofactor factor-profile list`: id, name and settings, a line each. */
export const listFactorProfiles = (flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    for (const { id, name, settings } of await store.factorProfiles.list()) {
      process.stdout.write(`${id}  ${name}  (${inWords(settings)})\n`);
    }
  });

/** `cofactor factor-profile get ID`: all there is to it, as JSON. */
export const getFactorProfile = (id: string, flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    process.stdout.write(`${JSON.stringify(await known(store, id), undefined, 2)}\n`);
  });

/** `cofactor factor-profile delete ID`: refused while factors use it. */
export const deleteFactorProfile = (id: string, flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    const profile = await known(store, id);
    const now = Temporal.Now.instant();
    const applied = await store.apply([
      { do: 'removeFactorProfile', id },
      logged('cofactor.factor_profile.delete', profile, now),
    ]);
    if (applied !== 'done') throw readable(profileInUse(id));
    process.stdout.write(`deleted ${id}\n`);
  });

async function known(store: Store, id: string): Promise<FactorProfile> {
  const profile = await store.factorProfiles.byId(id);
  if (profile) return profile;
  throw new ConfigError(`there is no factor profile ${id}; list them with: cofactor factor-profile list`);
}

function requestOf(name: string, { vendorName, adjacent, counter, ...flags }: CreateFlags) {
  const { otpLength, hmacAlgorithm, encoding, timeStep, lookAhead } = flags;
  const settings = {
    timeBased: counter === undefined,
    ...(otpLength !== undefined && { otpLength }),
    ...(hmacAlgorithm !== undefined && { hmacAlgorithm }),
    ...(encoding !== undefined && { encoding }),
    ...(timeStep !== undefined && { timeStep }),
    ...(adjacent !== undefined && { acceptableAdjacentIntervals: adjacent }),
    ...(lookAhead !== undefined && { lookAhead }),
  };
  return { name, settings, ...(vendorName !== undefined && { vendorName }) };
}

const readable = ({ causes }: Fault) => new ConfigError(causes.join('; '));

function inWords(settings: OtpSettings): string {
  const moving = settings.timeBased
    ? `every ${settings.timeStep} s, ${settings.acceptableAdjacentIntervals} steps to either side`
    : `by button, ${settings.lookAhead} presses ahead`;
  return `${settings.otpLength} digits ${moving}, ${settings.hmacAlgorithm}, secrets in ${settings.encoding}`;
}

function logged(event: EventType, { id, name }: FactorProfile, at: Temporal.Instant): Write {
  return logEntry({ now: at }, { event, detail: { id, name } });
}
