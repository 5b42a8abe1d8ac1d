import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ApiToken } from '../../src/domain/access/apiToken.ts';
import { apiToken } from '../support/access/administrators.ts';
import { ENGINES } from '../support/engines.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`requests for the system log that are refused: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('what cannot be read is refused with a cause', async () => {
      const refused: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
        [{ filter: 'nonsense' }, /cannot be read; write for example/],
        [{ filter: 'nobody eq "x"' }, /nobody is not among/],
        [{ filter: 'target[type eq "User"]' }, /Brackets/],
        [{ filter: 'published sw "2026"' }, /published is compared/],
        [{ since: 'yesterday' }, /since: Send a time like/],
        [{ until: '2026-99-99T00:00:00Z' }, /until: Send a time like/],
        [{ since: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' }, /must not be later/],
        [{ limit: '1001' }, /limit/],
        [{ after: 'abc' }, /Use the link of rel=/],
        [{ q: Array(11).fill('a').join(' ') }, /at most 10 words/],
        [{ q: 'a'.repeat(41) }, /at most 40 characters/],
        [{ q: 'a\u0007' }, /unprintable/],
      ];
      for (const [query, cause] of refused) {
        const { status, body } = await w.call('GET', `/api/v1/logs?${new URLSearchParams(query)}`);
        assert.equal(status, 400, JSON.stringify(query));
        assert.match(JSON.stringify(body.errorCauses), cause);
      }
      assert.deepEqual((await w.call('GET', '/api/v1/logs?limit=0')).body, []);
    });

    test('those may read it whose role or scope says so', async () => {
      for (const [grant, status] of [
        [{ role: 'READ_ONLY_ADMIN' }, 200],
        [{ scopes: ['okta.logs.read'] }, 200],
        [{ role: 'HELP_DESK_ADMIN' }, 403],
        [{ scopes: ['okta.users.read'] }, 403],
      ] satisfies readonly (readonly [Partial<ApiToken>, number])[]) {
        const { secret } = await apiToken(w, grant);
        assert.equal((await w.call('GET', '/api/v1/logs', undefined, { token: secret })).status, status);
      }
    });
  });
}
