import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { ENGINES, type EngineName } from '../support/engines.ts';
import type { Attack } from './guessing/attackers.ts';
import { pushedYear } from './guessing/pushYear.ts';
import { type Course, type GuessedYear, guessedYear } from './guessing/year.ts';

/** The number of steps to make on each engine, and the seed to start from: see CONTRIBUTING.md. */
const wanted = Number(process.env.COFACTOR_GUESSES ?? 0);
const seed = Number(process.env.COFACTOR_PROPERTY_SEED ?? Date.now() % 2 ** 31);
const YEAR = 730;
/** Tests that share the steps of a long run. */
const RUNS = 5;
/** A short run has room for less on PostgreSQL, where each call waits for the server. */
const SHORT = { sqlite: { halfDays: 12, calls: 80 }, postgres: { halfDays: 5, calls: 48 } } as const;
const SHORT_PUSHES = { sqlite: { halfDays: 24, calls: 60 }, postgres: { halfDays: 14, calls: 40 } } as const;
/** The chance of neighbours, who are strangers at a new place first, of kinds likelier than 3e-6 a code (ADR 4). */
const BESIDE = [{ kind: 'token:hotp/CUSTOM', most: 8.4e-4 }];
/** Four fifths of the steps of a long run; the others are those between an owner's own. */
const LONG = { halfDays: YEAR, calls: Math.ceil((wanted * 0.8) / RUNS / YEAR) };

const share = fc.constantFrom(0, 0, 0.1, 0.5, 1);
const attack: fc.Arbitrary<Attack> = fc.record({
  addresses: fc.constantFrom(1, 10, 100, 1_000),
  unnamed: share,
  beside: fc.constant(0),
  asks: share,
  long: share,
  halves: fc.boolean(),
  pause: fc.constantFrom(0, 1, 30, 600),
});
const attacks = fc.sample(attack, { seed, numRuns: 53 });

/** Plays a time and writes down what it came to. */
async function played(
  t: TestContext,
  engine: EngineName,
  course: Pick<Course, 'unnamedCallers' | 'owner'> & Partial<Course>,
): Promise<GuessedYear> {
  const size = wanted > 0 ? LONG : SHORT[engine];
  const year = await guessedYear({ engine, attacks, seed, ...size, ...course });
  // The answer to a question has no chance that could be reckoned: strangers are judged once an hour.
  const guessers = course.unnamedCallers === 'safe' ? (['strangers', 'nobody'] as const) : (['strangers'] as const);
  const judged = guessers.reduce((sum, guesser) => sum + year.ledger.judged('question/OKTA', guesser), 0);
  assert.ok(judged <= year.hours + 1, `${judged} answers to a question in ${year.hours} hours`);
  t.diagnostic(`${year.ledger.steps} steps, seed ${seed}, ${JSON.stringify(year.ledger.sums())}`);
  return year;
}

for (const engine of ENGINES) {
  describe(`a year of guessing: ${engine}`, () => {
    for (const owner of ['at addresses', 'with a device token'] as const) {
      test(`safe: chances stay under one in ten thousand for every kind, and an owner ${owner} is always in`, async (t) => {
        const { ledger, owners } = await played(t, engine, { unnamedCallers: 'safe', owner });
        for (const { victim } of owners) {
          const chance = ledger.chance(victim.kind, 'strangers', 'nobody');
          assert.ok(chance < 1e-4, `${victim.kind}: ${chance}`);
        }
      });
    }

    for (const owner of ['at addresses', 'with a device token', 'without an address'] as const) {
      test(`available: so do those of strangers, and an owner ${owner} is always in`, async (t) => {
        const { ledger, owners } = await played(t, engine, { unnamedCallers: 'available', owner });
        for (const { victim } of owners) {
          const chance = ledger.chance(victim.kind, 'strangers');
          assert.ok(chance < 1e-4, `${victim.kind}: ${chance}`);
        }
      });
    }

    test('behind the pumping guard an owner with a device token is in with the first right code of each message', async (t) => {
      const kinds = ['sms/OKTA', 'call/OKTA'];
      const size = { halfDays: wanted > 0 ? YEAR : 7, calls: 32 };
      const course = { ...size, kinds, guarded: true, settled: true, owner: 'with a device token' } as const;
      const { ledger, owners } = await played(t, engine, { ...course, unnamedCallers: 'available' });
      for (const { victim, long } of owners) {
        assert.equal(long, 0, victim.kind);
        const chance = ledger.chance(victim.kind, 'strangers');
        assert.ok(chance > 0 && chance < 1e-4, `${victim.kind}: ${chance}`);
      }
    });

    test('answers to a question are judged once an hour, of all that outsiders give', async (t) => {
      const [asked] = attacks.map((one) => ({ ...one, addresses: 100, unnamed: 0.3, asks: 0, pause: 600 }));
      const course = { kinds: ['question/OKTA'], halfDays: 2, calls: 96, attacks: asked ? [asked] : [] };
      const { ledger, hours } = await played(t, engine, { ...course, unnamedCallers: 'safe', owner: 'at addresses' });
      const tried = ledger.tried('question/OKTA', 'strangers') + ledger.tried('question/OKTA', 'nobody');
      assert.ok(tried > 2 * hours, `${tried} answers in ${hours} hours would keep to the rule without being made to`);
      assert.ok(ledger.judged('question/OKTA', 'strangers') + ledger.judged('question/OKTA', 'nobody') > 0);
    });

    test('a silent phone rings five times an hour and twenty a day, and an owner the user knows never waits', async (t) => {
      const size = wanted > 0 ? { halfDays: YEAR, calls: 40 } : SHORT_PUSHES[engine];
      const course = { engine, seed, ...size };
      const year = await pushedYear({ ...course, attacks: attacks.map((one) => ({ ...one, beside: one.long / 2 })) });
      const { mostInAnHour, mostInADay, asked, quiet, refused, signIns, seen, rightButtons } = year;
      t.diagnostic(`seed ${seed}, ${JSON.stringify(year)}`);
      assert.ok(mostInAnHour <= 5, `${mostInAnHour} rings in an hour`);
      assert.ok(mostInADay <= 20, `${mostInADay} rings in a day`);
      assert.ok(mostInADay > 5 && quiet > 0 && refused > 0 && asked > 0, 'the time is too dull to prove anything');
      // One of all strangers and one of all unnamed callers wait at most; the neighbours' is the owner's own.
      assert.ok(seen <= 2 * signIns, `${seen} foreign questions in ${signIns} opened apps`);
      // An owner who taps at random is right once in three times, whichever button it is that they like best.
      const shown = rightButtons.reduce((sum, times) => sum + times, 0);
      for (const times of rightButtons) {
        assert.ok(Math.abs(times - shown / 3) <= 2 + 5 * Math.sqrt((shown * 2) / 9), rightButtons.join());
      }
    });
  });
}

describe('a whole year of guessing at an authenticator app', () => {
  const course = { kinds: ['token:software:totp/GOOGLE'], halfDays: YEAR, calls: 3, unnamedCallers: 'safe' } as const;

  test('outsiders use up what there is, and an owner is often in with two codes', async (t) => {
    const { ledger, owners } = await played(t, 'sqlite', { ...course, owner: 'at addresses' });
    const chance = ledger.chance('token:software:totp/GOOGLE', 'strangers', 'nobody');
    assert.ok(chance < 1e-4, `${chance} after ${ledger.steps} steps`);
    assert.ok(chance > 6e-5, 'the outsiders did not use what there is: the year is too dull to prove anything');
    const long = owners[0]?.long ?? 0;
    assert.ok(long > 10, `${long} sign-ins took two codes`);
  });

  test('somebody beside the owner has 2 in ten thousand more, and a device token keeps the owner out of that', async (t) => {
    const beside = attacks.map((one) => ({ ...one, beside: 0.5 }));
    const { ledger, owners } = await played(t, 'sqlite', {
      ...course,
      attacks: beside,
      owner: 'with a device token',
    });
    const chance = ledger.chance('token:software:totp/GOOGLE', 'strangers', 'nobody', 'neighbours');
    assert.ok(chance < 3e-4, `${chance}`);
    const long = owners[0]?.long ?? 0;
    assert.ok(long <= 1, `${long} sign-ins took two codes, and not the first alone, before there was a token`);
  });

  test('whoever is beside the owner has no more than the owner’s own budgets, for every kind', async (t) => {
    const beside = attacks.map((one) => ({ ...one, beside: 0.7 }));
    const size = wanted > 0 ? { halfDays: YEAR, calls: 64 } : { halfDays: 6, calls: 160 };
    const { ledger, owners } = await played(t, 'sqlite', {
      ...size,
      attacks: beside,
      settled: true,
      unnamedCallers: 'safe',
      owner: 'with a device token',
    });
    for (const { victim } of owners) {
      const chance = ledger.chance(victim.kind, 'neighbours');
      const { most } = BESIDE.find(({ kind }) => kind === victim.kind) ?? { most: 2.9e-4 };
      assert.ok(chance <= most, `${victim.kind}: ${chance}`);
      if (victim.paired || victim.sent) assert.ok(chance > 0, victim.kind);
    }
  });
});
