import { type Static, Type } from 'typebox';

const count = (description: string) => Type.Integer({ minimum: 1, maximum: 1_000_000_000, description });

/** The numbers of the pumping guard, by the names a settings file uses. "Unverified": its code has not come back. */
export const GuardNumbers = Type.Object(
  {
    perNumber: count('unverified messages to one number before each further one waits: 10 minutes, then twice as long'),
    perUser: count('the same for all numbers of one user'),
    perNumberDaily: count('messages to one number in 24 hours, verified or not'),
    perAddress: count('unverified messages to new numbers from one end-user address; wears off over a day'),
    perPrefix: count('the same for all numbers that differ in their last four digits only'),
    perRange: count('the same for all numbers that differ in their last six digits only'),
    perCountry: count('the same for a country; wears off over half a day'),
    perDay: count('messages of one channel to everybody in 24 hours'),
    verifiedShare: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      description: 'what part of the messages must come back verified for a prefix, range, country or address to pass',
    }),
  },
  { additionalProperties: false },
);
export type GuardNumbers = Static<typeof GuardNumbers>;

/** `dry-run`: everything is sent, and the log says what would have been kept back. */
export type GuardMode = 'off' | 'dry-run' | 'on';

/** The limits on text messages and calls, which cost money and can be made to cost a lot. */
export interface GuardPolicy {
  readonly mode: GuardMode;
  /** ISO 3166-1 alpha-2, `001` for satellite and international networks; `*` is every country but not `001`. */
  readonly countries: readonly string[];
  /** Numbers that can exist but are not in use, like those of examples. */
  readonly invalidNumbers: 'accept' | 'refuse';
  readonly numbers: GuardNumbers;
}

/** Stops 5,000 enrollments over one prefix within 50 messages; lets the day of a usual service pass. */
export const defaultGuardNumbers: GuardNumbers = {
  perNumber: 5,
  perUser: 10,
  perNumberDaily: 30,
  perAddress: 30,
  perPrefix: 20,
  perRange: 40,
  perCountry: 100,
  perDay: 50_000,
  verifiedShare: 0.2,
};

/** Development and tests: nothing is kept back, since nothing costs anything. */
export const noGuard: GuardPolicy = {
  mode: 'off',
  countries: ['*'],
  invalidNumbers: 'accept',
  numbers: defaultGuardNumbers,
};
