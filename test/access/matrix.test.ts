import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { roleTypes } from '../../src/contract/access/roles.ts';
import { type Scope, scopeNames } from '../../src/contract/access/scopes.ts';
import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { apiToken } from '../support/access/administrators.ts';
import { type Answer, type World, world } from '../support/world.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'access.md'), 'utf8');
/** The rows of the page: operation, scope, and the roles that have a mark. */
const rows = [...page.matchAll(/^\| `(\w+)` \| `([\w.]+)` \|(.*)\|$/gm)].map(([, id = '', scope = '', cells = '']) => ({
  id,
  scope: scope as Scope,
  roles: cells.split('|').map((cell) => cell.trim() === '✓'),
}));
const all: readonly [string, Operation][] = Object.entries(operations);

describe('every operation, by every role and every scope', () => {
  let w: World;
  before(async () => {
    w = await world('sqlite');
  });
  after(() => w.close());

  /** One call that finds nothing there: what is told is whether it came through the gate. */
  async function passes(id: string, token: string | null): Promise<Answer> {
    const { method, path } = operations[id as keyof typeof operations] as Operation;
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    return w.call(method, path.replace(/:\w+/g, 'nothing'), body, { token });
  }
  const refused = ({ status, body }: Answer) => status === 403 && body?.errorCode === 'E0000006';

  test('the page has every operation that needs a permission', () => {
    const open = all.filter(([, { scope }]) => scope === 'public' || scope === 'own').map(([id]) => id);
    assert.deepEqual(
      rows.map(({ id }) => id).sort(),
      all
        .map(([id]) => id)
        .filter((id) => !open.includes(id))
        .sort(),
    );
  });

  test('without a token, or with a wrong one, nothing is answered but what is public', async () => {
    for (const [id, { scope }] of all) {
      if (scope === 'public') continue;
      for (const token of [null, 'wrong']) assert.equal((await passes(id, token)).status, 401, id);
    }
  });

  test('each role may do what its column says, and nothing else', async () => {
    for (const [column, role] of roleTypes.entries()) {
      const { secret } = await apiToken(w, { role });
      for (const { id, roles } of rows) {
        const answer = await passes(id, secret);
        assert.notEqual(answer.status, 401, id);
        assert.equal(refused(answer), !roles[column], `${role} ${id} ${answer.status}`);
      }
    }
  });

  test('each scope opens the operations that need it, and no others', async () => {
    for (const scope of scopeNames) {
      const { secret } = await apiToken(w, { scopes: [scope] });
      for (const { id, scope: needed } of rows) {
        const answer = await passes(id, secret);
        assert.equal(refused(answer), scope !== needed, `${scope} ${id} ${answer.status}`);
        if (scope !== needed)
          assert.deepEqual(answer.body.errorCauses, [{ errorSummary: `It needs the scope ${needed}.` }]);
      }
    }
  });
});
