import type { Client } from '../createClient.ts';
import { ApiError } from '../errors.ts';
import type { CallOptions } from '../options.ts';
import { continuePending } from './continuePending.ts';
import { type Enrolling, enrollPhone } from './enrollPhone.ts';
import { foundMeanwhile } from './foundMeanwhile.ts';
import { isFactorGone, type MessageRefusal, messageRefusal } from './refusals.ts';
import { isSameNumber, type SmsFactor, smsFactors } from './smsFactors.ts';
import { triedTooOften } from './triedTooOften.ts';
import { unenroll } from './unenroll.ts';

const MAX_TRIES = 5;

/**
 * Moves a user's SMS factor to another number; activate the factor it gives with the code that is sent there.
 *
 * On Cofactor the old phone stays in use until then, and goes in the same moment. Okta cannot do that: the old factor
 * is removed first. Killed anywhere and called again, it goes on where it was; called by many at once, one message is
 * on its way in the end.
 */
export async function changePhone(
  client: Client,
  userId: string,
  phoneNumber: string,
  options: CallOptions = {},
): Promise<Enrolling | MessageRefusal> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const factors = await smsFactors(client, userId, options);
    const isWanted = (factor: SmsFactor) => isSameNumber(factor.profile.phoneNumber, phoneNumber);
    const active = factors.find(({ status }) => status === 'ACTIVE');
    const pending = factors.find((factor) => factor.status === 'PENDING_ACTIVATION' && isWanted(factor));
    const step =
      active && isWanted(active)
        ? await keep(client, userId, active, factors, options)
        : pending
          ? await continuePending(client, userId, pending, options)
          : active && client.server() === 'cofactor'
            ? await replace(client, userId, active, phoneNumber, options)
            : await startOver(client, userId, factors, phoneNumber, options);
    if (step && step.outcome !== 'otherPhone') return foundMeanwhile(client, userId, phoneNumber, step, options);
  }
  throw triedTooOften();
}

type Step = Promise<Awaited<ReturnType<typeof continuePending>>>;

/** The phone is what it should be; an unfinished change to another one is given up. */
async function keep(client: Client, userId: string, active: SmsFactor, all: SmsFactor[], options: CallOptions): Step {
  for (const { id, status } of all) {
    if (status === 'PENDING_ACTIVATION') await unenroll(client, userId, id, { ...options, onlyPending: true });
  }
  return { outcome: 'active', factor: active };
}

/** Cofactor's way. Undefined: the old factor is not there any more, look again. */
async function replace(
  client: Client,
  userId: string,
  old: SmsFactor,
  phoneNumber: string,
  options: CallOptions,
): Step {
  const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } } as const;
  try {
    const factor = await client.enrollReplacement({ userId, factorId: old.id, body }, options);
    return { outcome: 'sent', factor: factor as SmsFactor };
  } catch (error) {
    if (isFactorGone(error) || (error instanceof ApiError && error.reason === 'SAME_PHONE')) return undefined;
    return messageRefusal(error);
  }
}

/** Okta's way: remove what there is, then enroll; `updatePhone` only where a phone verified before is in the way. */
async function startOver(
  client: Client,
  userId: string,
  factors: readonly SmsFactor[],
  phoneNumber: string,
  options: CallOptions,
): Step {
  for (const { id } of factors) await unenroll(client, userId, id, options);
  const enrolling = await enrollPhone(client, userId, phoneNumber, false, options);
  if (enrolling?.outcome !== 'otherPhone') return enrolling;
  return enrollPhone(client, userId, phoneNumber, true, options);
}
