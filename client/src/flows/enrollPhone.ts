import type { Client } from '../createClient.ts';
import { ApiError } from '../errors.ts';
import type { CallOptions } from '../options.ts';
import { type MessageRefusal, messageRefusal } from './refusals.ts';
import type { SmsFactor } from './smsFactors.ts';

/** A code is on its way to a pending factor, or there was no need of one. */
export type Enrolling =
  /** Ask the user for the code, then `activate`. */
  | { readonly outcome: 'sent'; readonly factor: SmsFactor }
  /** This very phone was verified before: nothing is left to do. */
  | { readonly outcome: 'active'; readonly factor: SmsFactor };

/** Why enrolling a phone did not work for now. */
export type EnrollRefusal =
  | MessageRefusal
  /** Another phone of the user's is in the way: `changePhone` takes its place. */
  | { readonly outcome: 'otherPhone'; readonly error: ApiError | undefined };

/** Enrolls a phone. Undefined: a factor is there by now, look again. */
export async function enrollPhone(
  client: Client,
  userId: string,
  phoneNumber: string,
  updatePhone: boolean,
  options: CallOptions,
): Promise<Enrolling | EnrollRefusal | undefined> {
  const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } } as const;
  try {
    const factor = await client.enrollFactor({ userId, body, ...(updatePhone && { updatePhone }) }, options);
    return { outcome: factor.status === 'ACTIVE' ? 'active' : 'sent', factor };
  } catch (error) {
    if (is(error, 'FACTOR_EXISTS', /^A factor of this type is already set up/)) return undefined;
    if (is(error, 'PHONE_EXISTS', /^There is an existing verified phone number/)) {
      return { outcome: 'otherPhone', error: error as ApiError };
    }
    return messageRefusal(error);
  }
}

/** Cofactor says it in a word, Okta in a sentence. */
function is(error: unknown, reason: string, cause: RegExp): boolean {
  return error instanceof ApiError && (error.reason === reason || error.causes.some((text) => cause.test(text)));
}
