import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { pendingPush } from '../support/devices/pushCalls.ts';
import { type World, world } from '../support/world.ts';
import { pushCommands } from './pushCommands.ts';
import { PushLife } from './pushLife.ts';

/** The number of random lives to play, and the seed to start from: see CONTRIBUTING.md. */
const lives = Math.ceil(Number(process.env.COFACTOR_PROPERTY_REQUESTS ?? 5_000) / 100);
const seed = Number(process.env.COFACTOR_PROPERTY_SEED ?? Date.now() % 2 ** 31);

let w: World | undefined;
after(() => w?.close());

test('no question has two answers, two ends or a late one, whatever is done with devices in whatever order', async (t) => {
  const made = await world('sqlite');
  w = made;
  const outcomes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(pushCommands, async (commands) => {
      await new PushLife(made, await pendingPush(made), outcomes).run(commands);
    }),
    { seed, numRuns: lives },
  );
  const seen = [...outcomes].sort().map(([outcome, times]) => `${outcome}: ${times}`);
  t.diagnostic(`${lives} random lives, seed ${seed}; ${seen.join(', ')}`);
  for (const outcome of [
    'answer 200',
    'answer 401',
    'answer 409',
    'cancel 204',
    'cancel 404',
    'challenge 429',
    'join 403',
  ]) {
    assert.ok(outcomes.has(outcome), `no ${outcome} among them: the lives are too dull to prove anything`);
  }
});
