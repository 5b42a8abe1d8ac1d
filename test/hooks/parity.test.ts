import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { BASE, type World, world } from '../support/world.ts';

/** What Okta's inline hooks API was seen to answer, request by request; of the one type there is here. */
interface Fixture {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly given: 'nothing' | 'active' | 'inactive' | 'deleted';
  readonly status: number;
  readonly reply?: keyof typeof replies;
}

const fixtures: readonly Fixture[] = JSON.parse(readFileSync(join(import.meta.dirname, 'parity.json'), 'utf8'));

const request = {
  name: 'parity Inline Hook',
  type: 'com.okta.telephony.provider',
  version: '1.0.0',
  channel: {
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri: 'https://www.example.com/inlineHook',
      headers: [{ key: 'X-Test-Header', value: 'Test Header Value' }],
      method: 'POST',
      authScheme: { type: 'HEADER', key: 'Authorization', value: 'Test-Api-Key' },
    },
  },
};

const link = (href: string, method: string) => ({ href, hints: { allow: [method] } });

/** Whole replies, members in the order they were seen in. */
function hook(id: string, status: 'ACTIVE' | 'INACTIVE', lastUpdated: string) {
  const self = `${BASE}/api/v1/inlineHooks/${id}`;
  const { config } = request.channel;
  const { type, key } = config.authScheme;
  return {
    id,
    status,
    name: request.name,
    type: request.type,
    version: '1.0.0',
    channel: { type: 'HTTP', version: '1.0.0', config: { ...config, authScheme: { type, key } } },
    created: '2026-01-01T00:00:00.000Z',
    lastUpdated,
    _links:
      status === 'ACTIVE'
        ? {
            self: { href: self },
            execute: link(`${self}/execute`, 'POST'),
            deactivate: link(`${self}/lifecycle/deactivate`, 'POST'),
          }
        : {
            activate: link(`${self}/lifecycle/activate`, 'POST'),
            self: { href: self },
            delete: link(self, 'DELETE'),
          },
  };
}

const replies = {
  active: (id: string, at: string) => hook(id, 'ACTIVE', at),
  inactive: (id: string, at: string) => hook(id, 'INACTIVE', at),
  listed: (id: string, at: string) => [hook(id, 'ACTIVE', at)],
  missing: (id: string, _at: string, errorId: string) => ({
    errorCode: 'E0000007',
    errorSummary: `Not found: Resource not found: ${id} (InlineHook)`,
    errorLink: 'E0000007',
    errorId,
    errorCauses: [],
  }),
} as const;

describe('inline hooks as Okta shows them', () => {
  let w: World;
  beforeEach(async () => {
    w = await world();
  });
  afterEach(() => w.close());

  for (const { what, method, path, given, status, reply } of fixtures) {
    test(`${what}: ${method} ${path}`, async () => {
      let id = '';
      const hooks = '/api/v1/inlineHooks';
      if (given !== 'nothing') id = (await w.call('POST', hooks, request)).body.id;
      if (given === 'inactive' || given === 'deleted') await w.call('POST', `${hooks}/${id}/lifecycle/deactivate`);
      if (given === 'deleted') await w.call('DELETE', `${hooks}/${id}`);
      if (method !== 'GET' && given !== 'nothing') w.clock.advance({ seconds: 2 });
      const body = method === 'PUT' || given === 'nothing' ? request : undefined;
      const answer = await w.call(method, path.replace('{id}', id), body);
      assert.equal(answer.status, status);
      if (reply === undefined) return assert.equal(answer.body, undefined);
      const at = `${w.clock.now().toString().slice(0, 19)}.000Z`;
      const expected = replies[reply](answer.body.id ?? id, at, answer.body.errorId);
      // Not only equal: in the same order.
      assert.equal(JSON.stringify(answer.body, null, 1), JSON.stringify(expected, null, 1));
    });
  }
});
