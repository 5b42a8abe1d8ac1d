import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { created200 } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

/** What Okta's users API was seen to answer, reduced to what can be compared: status, keys in order, kinds of values. */
interface Fixture {
  readonly what: string;
  readonly given: 'nothing' | 'active' | 'suspend';
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly status: number;
  readonly shape?: string;
  readonly links?: string;
  readonly error?: string;
}

const fixtures: readonly Fixture[] = JSON.parse(readFileSync(join(import.meta.dirname, 'parity.json'), 'utf8'));

/** `a.b:kind` for each value, in the order sent; a status is itself. */
function shapeOf(value: unknown, path = ''): readonly string[] {
  if (value === null) return [`${path}:null`];
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([name]) => name !== '_links');
    if (entries.length === 0) return [path === '' ? '{}' : `${path}:{}`];
    return entries.flatMap(([name, inner]) => shapeOf(inner, path === '' ? name : `${path}.${name}`));
  }
  if (path === 'status') return [`${path}:${value}`];
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/.test(String(value));
  return [`${path}:${isTime ? 'time' : typeof value}`];
}

describe('users as Okta shows them', () => {
  let w: World;
  before(async () => {
    w = await world();
  });
  after(() => w.close());

  for (const [n, fixture] of fixtures.entries()) {
    test(`${fixture.what}: ${fixture.method} ${fixture.path}`, async () => {
      const login = `someone${n}@parity.test`;
      const filled = (text: string) => text.replaceAll('{login}', login);
      let id = '';
      if (fixture.given !== 'nothing') {
        const [creation] = fixtures;
        const given = filled(JSON.stringify(creation?.body));
        id = created200(await w.call('POST', '/api/v1/users', given)).id;
        if (fixture.given === 'suspend') await w.call('POST', `/api/v1/users/${id}/lifecycle/suspend`);
      }
      const body = fixture.body && filled(JSON.stringify(fixture.body));
      const answer = await w.call(fixture.method, fixture.path.replace('{id}', id), body);
      assert.equal(answer.status, fixture.status);
      if (fixture.shape !== undefined) {
        assert.equal(answer.body === undefined ? '' : shapeOf(answer.body).join(' '), fixture.shape);
      }
      if (fixture.links !== undefined) assert.equal(Object.keys(answer.body._links).join(' '), fixture.links);
      if (fixture.error !== undefined) {
        assert.equal(answer.body.errorCode, fixture.error);
        assert.deepEqual(Object.keys(answer.body), [
          ...['errorCode', 'errorSummary', 'errorLink', 'errorId', 'errorCauses'],
        ]);
      }
    });
  }
});
