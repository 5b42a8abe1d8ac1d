import fc from 'fast-check';

export type Decision = 'APPROVE' | 'DENY' | 'NOT_ME';

/** An answer by one of the devices there ever were, to one of the questions there ever were. */
export interface AnswerStep {
  readonly do: 'answer';
  readonly device: number;
  readonly transaction: number;
  readonly decision: Decision;
  readonly right: boolean;
}

/** Commands that can be given at any moment, and so at the same moment as any other. */
export type Step =
  | AnswerStep
  | { readonly do: 'challenge'; readonly numbered: boolean }
  | { readonly do: 'cancel'; readonly transaction: number }
  | { readonly do: 'poll'; readonly transaction: number }
  | { readonly do: 'rotate' | 'leave' | 'expel'; readonly device: number };

/** One step of a random life with push. */
export type PushCommand =
  | Step
  /** Each begins some turns of the event loop after the first: that is how they come between each other's halves. */
  | { readonly do: 'atOnce'; readonly steps: readonly (readonly [turns: number, step: Step])[] }
  | { readonly do: 'join'; readonly link: 'newest' | 'older' | 'used' }
  | { readonly do: 'invite' }
  | { readonly do: 'unenroll' }
  | { readonly do: 'restart' }
  | { readonly do: 'wait'; readonly seconds: number };

/** Mostly the newest: 0 is the last one, 1 the one before. */
const back = fc.constantFrom(0, 0, 0, 0, 1, 2, 5);
const step = <const D extends string>(name: D) => fc.constant(name);
const decision = fc.constantFrom<Decision>('APPROVE', 'APPROVE', 'APPROVE', 'DENY', 'NOT_ME');
const answer = fc.record({
  do: step('answer'),
  device: back,
  transaction: back,
  decision,
  right: fc.constantFrom(true, true, false),
});

const simple: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: step('challenge'), numbered: fc.boolean() }) },
  { weight: 16, arbitrary: answer },
  { weight: 2, arbitrary: fc.record({ do: step('cancel'), transaction: back }) },
  { weight: 3, arbitrary: fc.record({ do: step('poll'), transaction: back }) },
  { weight: 2, arbitrary: fc.record({ do: step('rotate'), device: back }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'expel' as const), device: back }) },
);

const command: fc.Arbitrary<PushCommand> = fc.oneof(
  { weight: 24, arbitrary: simple },
  {
    weight: 4,
    arbitrary: fc.record({
      do: step('atOnce'),
      steps: fc.array(fc.tuple(fc.nat(14), simple), { minLength: 2, maxLength: 6, size: 'max' }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: step('invite') }) },
  { weight: 4, arbitrary: fc.record({ do: step('join'), link: fc.constantFrom('newest', 'newest', 'older', 'used') }) },
  { weight: 1, arbitrary: fc.oneof(fc.record({ do: step('unenroll') }), fc.record({ do: step('restart') })) },
  {
    weight: 5,
    arbitrary: fc.record({ do: step('wait'), seconds: fc.constantFrom(1, 60, 299, 300, 601, 1_000, 15_000) }),
  },
);

/** A random life. */
export const pushCommands = fc.array(command, { minLength: 5, maxLength: 40, size: 'max' });
