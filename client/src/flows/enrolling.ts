import { ApiError } from '../errors.ts';
import type { Factor } from '../factors.ts';
import { type MessageRefusal, messageRefusal, orGone } from './refusals.ts';

export type SmsFactor = Extract<Factor, { factorType: 'sms' }>;

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

/** The outcome of an enrollment. `gone`: the user's factors are not as they were, look again. */
export function enrolling(call: Promise<Factor>): Promise<Enrolling | EnrollRefusal | { readonly outcome: 'gone' }> {
  return orGone(
    call,
    (factor) => ({ outcome: factor.status === 'ACTIVE' ? 'active' : 'sent', factor: factor as SmsFactor }),
    (error) => {
      if (says(error, /SAME_PHONE|FACTOR_EXISTS|^A factor of this type is already set up/)) return { outcome: 'gone' };
      if (says(error, /PHONE_EXISTS|^There is an existing verified phone number/)) {
        return { outcome: 'otherPhone', error: error as ApiError };
      }
      return messageRefusal(error);
    },
  );
}

/** Cofactor says it in a word, Okta in a sentence. */
const says = (error: unknown, what: RegExp): boolean =>
  error instanceof ApiError && [error.reason ?? '', ...error.causes].some((text) => what.test(text));
