import fc from 'fast-check';

export const kindNames = ['sms', 'totp', 'recovery', 'temporary'] as const;
export type KindName = (typeof kindNames)[number];

/** Which code is given: for `other`, the right one of another factor. */
export type Which = 'right' | 'wrong' | 'old' | 'other';

/** One step of a random life with factors. */
export type Command =
  | { readonly do: 'enroll' | 'message' | 'remove'; readonly kind: KindName }
  | { readonly do: 'answer'; readonly kind: KindName; readonly which: Which; readonly from: number }
  | {
      readonly do: 'burst';
      readonly kind: KindName;
      /** All at once. */
      readonly which: readonly Which[];
      readonly from: number;
      /** A new message is asked for in the middle of it. */
      readonly message: boolean;
    }
  /** Wrong answers to every factor in turn. */
  | { readonly do: 'spray'; readonly times: number; readonly from: number }
  /** Wrong answers, all at once, each from an address never seen before. */
  | { readonly do: 'storm'; readonly kind: KindName; readonly times: number }
  | { readonly do: 'wait'; readonly seconds: number };

const kind = fc.constantFrom<KindName>('sms', 'sms', 'totp', 'recovery', 'temporary');
const which = fc.constantFrom<Which>('right', 'right', 'wrong', 'old', 'other');
/** Three addresses that come back, and none at all. */
const from = fc.constantFrom(0, 0, 1, 2, 3);
const step = <const D extends Command['do']>(name: D) => fc.constant(name);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('enroll' as const, 'message' as const), kind }) },
  { weight: 1, arbitrary: fc.record({ do: step('remove'), kind }) },
  { weight: 8, arbitrary: fc.record({ do: step('answer'), kind, which, from }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: step('burst'),
      kind,
      which: fc.array(which, { minLength: 2, maxLength: 12, size: 'max' }),
      from,
      message: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: step('spray'), times: fc.integer({ min: 1, max: 6 }), from }) },
  { weight: 1, arbitrary: fc.record({ do: step('storm'), kind, times: fc.integer({ min: 2, max: 30 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: step('wait'), seconds: fc.constantFrom(1, 30, 31, 90, 301, 901, 3_600, 90_000) }),
  },
);

/** A random life. */
export const commands = fc.array(command, { minLength: 1, maxLength: 50, size: 'max' });
