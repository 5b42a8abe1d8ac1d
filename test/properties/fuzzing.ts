import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BadExpression } from '../../src/domain/hooks/expression/parse.ts';
import { OauthFault } from '../../src/domain/oauth/oauthFault.ts';
import { Fault } from '../../src/domain/values/fault.ts';

/** Milliseconds for each parser; CI gives them more. */
const TIME_MS = Number(process.env.COFACTOR_FUZZ_MS ?? 400);
/** Longer than any text of this length may take, on a busy machine too: what grows with its square does. */
const MAX_CPU_US = 1_000_000;
const LONGEST = 16_384;

export const run = { interruptAfterTimeLimit: TIME_MS, numRuns: 1_000_000 } as const;

/** Any text; one that is taken with a part of it replaced; and one part many times over, for what grows with the square. */
export const texts = (taken: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .tuple(fc.nat(taken.length), fc.nat(8), fc.string({ unit: 'binary', maxLength: 8 }))
      .map(([at, length, other]) => taken.slice(0, at) + other + taken.slice(at + length)),
    fc
      .tuple(
        fc.constantFrom('', taken),
        fc.string({ minLength: 1, maxLength: 6 }),
        fc.nat(LONGEST),
        fc.string({ maxLength: 3 }),
      )
      .map(([before, part, length, after]) => before + part.repeat(Math.ceil(length / part.length)) + after),
    fc.tuple(fc.nat(taken.length), fc.nat(taken.length), fc.nat(4_096)).map(([from, to, times]) =>
      taken
        .slice(Math.min(from, to), Math.max(from, to) + 1)
        .repeat(times)
        .slice(0, LONGEST),
    ),
  );

/** Any value of JSON, and an object that is taken with some of its members replaced. */
export const values = (taken: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.jsonValue(),
    fc
      .dictionary(fc.constantFrom(...Object.keys(taken), 'another'), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 })
      .map((over) => ({ ...taken, ...over })),
  );

/** Any bytes, and some that are taken with a part of them replaced. */
export const bytesLike = (taken: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
  fc.oneof(
    fc.uint8Array({ maxLength: 2_000 }),
    fc
      .tuple(fc.nat(taken.length), fc.nat(8), fc.uint8Array({ maxLength: 8 }))
      .map(([at, length, other]) =>
        Uint8Array.from([...taken.subarray(0, at), ...other, ...taken.subarray(at + length)]),
      ),
  ) as fc.Arbitrary<Uint8Array<ArrayBuffer>>;

const isRefusal = (error: unknown): boolean =>
  error instanceof Fault || error instanceof BadExpression || error instanceof OauthFault;

/** Runs a parser: it may refuse what it is given, with a fault of ours, but not break, and not take long. */
export function reads(read: () => unknown): void {
  const began = process.cpuUsage();
  try {
    read();
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  assert.ok(process.cpuUsage(began).user < MAX_CPU_US, 'takes too long');
}

/** `reads` for a parser that answers later. */
export async function readsLater(read: () => Promise<unknown>): Promise<void> {
  const began = process.cpuUsage();
  try {
    await read();
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  assert.ok(process.cpuUsage(began).user < MAX_CPU_US, 'takes too long');
}
