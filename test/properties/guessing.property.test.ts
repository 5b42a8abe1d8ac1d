import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ENGINES } from '../support/engines.ts';
import { world } from '../support/world.ts';
import { type Attack, guessedYear } from './guessingYear.ts';
import { Service } from './service.ts';

/** The number of guesses to make on each engine, and the seed to start from: see CONTRIBUTING.md. */
const wanted = Number(process.env.COFACTOR_GUESSES ?? 0);
const seed = Number(process.env.COFACTOR_PROPERTY_SEED ?? Date.now() % 2 ** 31);
const YEAR = 730;
const bursts = wanted === 0 ? { min: 1, max: 5 } : { min: 1, max: Math.ceil((2 * wanted) / YEAR) };

const attack: fc.Arbitrary<Attack> = fc.record({
  addresses: fc.constantFrom(1, 10, 100, 1_000),
  unnamed: fc.boolean(),
  burst: fc.integer(bursts),
  halves: fc.boolean(),
  pairs: fc.boolean(),
});

for (const engine of ENGINES) {
  describe(`a year of guessing: ${engine}`, () => {
    for (const token of [false, true]) {
      const owner = token ? 'an owner with a device token' : 'an owner without';
      test(`the chances of all that is judged stay under one in ten thousand, and ${owner} is always in`, async (t) => {
        const w = await world(engine, { unnamedCallers: 'safe' });
        t.after(() => w.close());
        const attacks = fc.sample(attack, { seed, numRuns: 53 });
        // Without its owner a short run on PostgreSQL would say no more, and take ten times as long.
        const halfDays = wanted === 0 && engine === 'postgres' ? 120 : YEAR;
        const year = await guessedYear(new Service(), w, { attacks, halfDays, seed, token });
        t.diagnostic(`${JSON.stringify(year)}, seed ${seed}`);
        assert.ok(year.chance < 1e-4, `${year.chance} after ${year.guesses} guesses`);
        assert.ok(
          year.chance > 6e-5,
          'the outsiders did not use what there is: the year is too dull to prove anything',
        );
        assert.ok(token || year.long > 10, `${year.long} sign-ins took two codes`);
      });
    }
  });
}
