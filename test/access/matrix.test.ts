import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Role, roleTypes } from '../../src/contract/access/roles.ts';
import { type Scope, scopeNames } from '../../src/contract/access/scopes.ts';
import { operations } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { isDangerous } from '../../src/domain/access/dangerous.ts';
import type { Permission } from '../../src/domain/access/permits.ts';
import { apiToken } from '../support/access/administrators.ts';
import { bearerToken, keyPair, newApp } from '../support/oauth/app.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { type Answer, BASE, type CallOptions, type World, world } from '../support/world.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'access.md'), 'utf8');
/** A row of the page: an operation, its scope, and the roles that have a mark. */
interface Row extends Permission {
  readonly roles: readonly Role[];
}
const rows: readonly Row[] = [...page.matchAll(/^\| `(\w+)` \| `([\w.]+)` \|(.*)\|$/gm)].map(
  ([, id, scope, cells = '']) => {
    const marks = cells.split('|').map((cell) => cell.trim() === '✓');
    return { id: id as Row['id'], scope: scope as Scope, roles: roleTypes.filter((_, column) => marks[column]) };
  },
);
const all: readonly [string, Operation][] = Object.entries(operations);

/** The refusal that the page has for a caller with a role, a scope, or both; undefined where it lets them through. */
function refusal(row: Row, { role, scope }: { role?: Role; scope?: Scope }): string | undefined {
  if (scope !== undefined && scope !== row.scope) return `It needs the scope ${row.scope}.`;
  if (role !== undefined && !row.roles.includes(role)) return `It needs the role ${row.roles.join(' or ')}.`;
  return undefined;
}

describe('every operation, by every role and every scope', () => {
  let w: World;
  before(async () => {
    w = await world('sqlite');
  });
  after(() => w.close());

  /** One call that finds nothing there: what is told is whether it came through the gate. */
  function call(id: string, options: CallOptions): Promise<Answer> {
    const { method, path } = operations[id as keyof typeof operations] as Operation;
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    return w.call(method, path.replace(/:\w+/g, 'nothing'), body, options);
  }
  const isRefused = ({ status, body }: Answer) => status === 403 && body?.errorCode === 'E0000006';

  /** Tries each operation, by somebody who may do what `expected` has no refusal for. */
  async function walk(who: string, options: CallOptions, expected: (row: Row) => string | undefined): Promise<void> {
    for (const row of rows) {
      const answer = await call(row.id, options);
      const cell = `${who} ${row.id} ${answer.status}`;
      assert.notEqual(answer.status, 401, cell);
      const causes = isRefused(answer) ? answer.body.errorCauses[0].errorSummary : undefined;
      assert.equal(causes, expected(row), cell);
    }
  }

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
    const cookie = `__Host-cofactor-admin=${'a'.repeat(43)}`;
    const wrong: readonly [string, number, CallOptions][] = [
      ['nothing', 401, { token: null }],
      ['an API token', 401, { token: 'wrong' }],
      // As Okta has it (fact 123).
      ['an access token', 403, { token: null, headers: { authorization: 'Bearer wrong' } }],
      ['a bound token', 403, { token: null, headers: { authorization: 'DPoP wrong' } }],
      ['a session', 403, { token: null, headers: { cookie, origin: BASE } }],
    ];
    for (const [id, { scope, statement, acceptsHookSecret }] of all) {
      if (scope === 'public' && !statement) assert.equal((await call(id, { token: null })).status, 200, id);
      if (scope === 'public') continue;
      for (const [who, status, options] of wrong) {
        const answer = await call(id, options);
        const isSecret = acceptsHookSecret && options.headers?.authorization !== undefined;
        assert.equal(answer.status, isSecret ? 401 : status, `${who} ${id}`);
        assert.match(answer.body.errorCode, status === 401 || isSecret ? /^E0000011$/ : /^E0000005$/, `${who} ${id}`);
      }
    }
  });

  test('what takes nothing but a device’s statement takes no token for one', async () => {
    const { secret } = await apiToken(w, { role: 'SUPER_ADMIN' });
    for (const [id, { statement }] of all) {
      if (statement) assert.equal((await call(id, { token: secret })).status, 401, id);
    }
  });

  test('an API token with a role may do what its column says, and nothing else', async () => {
    for (const role of roleTypes) {
      const { secret: token } = await apiToken(w, { role });
      await walk(role, { token }, (row) => refusal(row, { role }));
    }
  });

  test('an API token with a scope may do what needs it, and nothing else', async () => {
    for (const scope of scopeNames) {
      const { secret: token } = await apiToken(w, { scopes: [scope] });
      await walk(scope, { token }, (row) => refusal(row, { scope }));
    }
  });

  test('an API token with a role and a scope may do what both open', async () => {
    for (const role of roleTypes) {
      for (const scope of scopeNames) {
        const { secret: token } = await apiToken(w, { role, scopes: [scope] });
        await walk(`${role} ${scope}`, { token }, (row) => refusal(row, { role, scope }));
      }
    }
  });

  test('an API token without a role, a scope and an owner may do nothing but revoke itself', async () => {
    const { secret: token } = await apiToken(w, {});
    await walk('a token without anything', { token }, (row) => `It needs the role ${row.roles.join(' or ')}.`);
    assert.equal((await call('revokeCurrentApiToken', { token })).status, 204);
  });

  test('a service app may do what its scope and its role both open, and is told which of them it lacks', async () => {
    const key = await keyPair();
    for (const role of roleTypes) {
      for (const scope of scopeNames) {
        const app = await newApp(w, { keys: [key], scopes: [scope], roles: [role] });
        const headers = { authorization: `Bearer ${await bearerToken(w, app, key, scope)}` };
        for (const row of rows) {
          const answer = await call(row.id, { token: null, headers });
          const cell = `${role} ${scope} ${row.id} ${answer.status}`;
          assert.notEqual(answer.status, 401, cell);
          if (row.scope !== scope) {
            // As Okta has it: an empty body, and a challenge that names the scope (fact 124).
            assert.deepEqual([answer.status, answer.body], [403, undefined], cell);
            assert.match(String(answer.headers['www-authenticate']), /error="insufficient_scope"/, cell);
            continue;
          }
          const cause = isRefused(answer) ? answer.body.errorCauses[0].errorSummary : undefined;
          assert.equal(cause, refusal(row, { role }), cell);
        }
      }
    }
  });

  test('a session may do what its person’s role may; what is dangerous once its factor was proven lately', async () => {
    for (const role of roleTypes) {
      const options = async () => {
        const cookie = await (await consoleUser(w, [role])).signIn();
        return { token: null, headers: { cookie, origin: BASE } };
      };
      await walk(`session of ${role}`, await options(), (row) => refusal(row, { role }));
      const late = await options();
      // A request in between keeps the session alive, and proves nothing.
      for (const minutes of [10, 10]) {
        w.clock.advance({ minutes });
        assert.equal((await w.call('GET', '/admin/session', undefined, late)).status, 200);
      }
      await walk(`late session of ${role}`, late, (row) => {
        const unproven = isDangerous(row)
          ? 'Prove yourself by your factor again first: POST /admin/session/proof.'
          : undefined;
        return refusal(row, { role }) ?? unproven;
      });
    }
  });
});
