import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type OperationId, operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { type World, world } from '../support/world.ts';

const KiB = 1024;

/** The longest body in KiB, by the path alone. */
function longest({ path }: Operation): number {
  if (path === '/api/v1/users/:userId/factors/:factorId/lifecycle/activate') return 64;
  return /^\/api\/v1\/users\/:userId\/(factors|help-desk-requests)|^\/device\//.test(path) ? 16 : 256;
}

describe('bodies that are too long', () => {
  let w: World;
  before(async () => {
    w = await world();
  });
  after(() => w.close());

  for (const id of Object.keys(operations) as OperationId[]) {
    const operation: Operation = operations[id];
    if (operation.method === 'GET' || operation.method === 'DELETE') continue;
    test(`${id} reads ${longest(operation)} KiB and no more`, async () => {
      const path = operation.path.replace(/:\w+/g, 'none');
      const ask = async (bytes: number) => {
        const answer = await w.call(operation.method, path, `"${'x'.repeat(bytes - 2)}"`);
        return answer.body?.errorCauses?.some((cause: { errorSummary: string }) =>
          /too large/.test(cause.errorSummary),
        );
      };
      assert.notEqual(await ask(longest(operation) * KiB), true);
      assert.equal(await ask(longest(operation) * KiB + 1), true);
    });
  }
});
