import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { atOnce } from '../support/parallel.ts';

const behaviours = ['approve', 'deny', 'wrong-number', 'not-me'];

for (const engine of ENGINES) {
  test(`a dozen people with three phones each, all asked at once: what a poll says is what one phone said: ${engine}`, async (t) => {
    const database = engine === 'postgres' ? await freshPostgresUrl() : 'sqlite::memory:';
    const service = await start(['dev', '--database', database, '--api-limit', '100000']);
    t.after(() => service.stop());
    const ok = async (method: string, path: string, body?: object) => {
      const answer = await service.call(method, path, body);
      assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    };

    const outcomes = await atOnce(12, async (n) => {
      const login = `person${n}@example.com`;
      const profile = { firstName: 'A', lastName: 'B', email: login, login };
      const userId = (await ok('POST', '/api/v1/users', { profile })).id;
      const factors = `/api/v1/users/${userId}/factors`;
      const factorId = (await ok('POST', factors, { factorType: 'push', provider: 'OKTA' })).id;
      const phones: string[] = [];
      for (let m = 0; m < 3; m++) {
        const wish = { type: 'phone', userId, factorId, behaviour: behaviours[(n + m * (n % 3)) % 4] };
        phones.push((await ok('POST', '/dev/devices', wish)).id);
      }
      const asked = await ok('POST', `${factors}/${factorId}/verify`, { useNumberMatchingChallenge: true });
      const poll = new URL(asked._links.poll.href).pathname;
      const { factorResult } = await ok('GET', `${poll}?wait=20`);
      return { factorResult, poll, phones, id: asked.transactionId };
    });

    for (const { factorResult, poll, phones, id } of outcomes) {
      const answers: { result: string }[] = [];
      for (const phone of phones) {
        const { asked } = await ok('GET', `/dev/devices/${phone}`);
        assert.deepEqual(
          asked.map((one: { id: string }) => one.id).filter((one: string) => one !== id),
          [],
        );
        answers.push(...asked.flatMap(({ answer }: { answer?: { result: string } }) => answer ?? []));
      }
      const heard = answers.filter(({ result }) => result !== 'REFUSED').map(({ result }) => result);
      assert.deepEqual(heard, [factorResult]);
      assert.equal((await ok('GET', poll)).factorResult, factorResult);
    }
    assert.deepEqual([...new Set(outcomes.map(({ factorResult }) => factorResult))].sort(), ['REJECTED', 'SUCCESS']);
    assert.doesNotMatch(service.stderr(), /"level":(50|60)|ERROR|FATAL/);
  });
}
