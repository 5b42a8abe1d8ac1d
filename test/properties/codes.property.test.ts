import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { commands } from './codeCommands.ts';
import { live } from './codeLife.ts';
import { Service } from './service.ts';

/** The number of random requests to make, and the seed to start from: see CONTRIBUTING.md. */
const wanted = Number(process.env.COFACTOR_PROPERTY_REQUESTS ?? 5_000);
const seed = Number(process.env.COFACTOR_PROPERTY_SEED ?? Date.now() % 2 ** 31);
const LIVES_A_ROUND = 50;

const service = new Service();
after(() => service.close());

test('no code is accepted twice and no more guesses are judged than allowed, whatever is asked in whatever order', async (t) => {
  for (let round = 0; service.requests < wanted; round++) {
    await fc.assert(
      fc.asyncProperty(commands, (life) => live(service, life)),
      { seed: seed + round, numRuns: LIVES_A_ROUND },
    );
  }
  const seen = [...service.outcomes].sort().map(([outcome, times]) => `${outcome}: ${times}`);
  t.diagnostic(`${service.requests} random requests, seed ${seed}; ${seen.join(', ')}`);
  for (const outcome of [
    'verifyFactor 200',
    'verifyFactor 403',
    'verifyFactor 429',
    'activateFactor 200',
    'activateFactor 429',
  ]) {
    assert.ok(service.outcomes.has(outcome), `no ${outcome} among them: the lives are too dull to prove anything`);
  }
});
