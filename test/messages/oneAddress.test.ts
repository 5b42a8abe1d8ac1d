import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { noProxies } from '../../src/domain/policy/proxyPolicy.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms, wrong } from '../support/factors/factorCalls.ts';
import { at, newcomer, setGuard } from '../support/messages/guarded.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

/** The back-end's own address, as a proxy that nobody told of adds it to each request. */
const BACK_END = '198.51.100.20';

for (const engine of ENGINES) {
  describe(`callers that do not tell their end users apart: ${engine}`, () => {
    let w: World;
    const warnings: string[] = [];
    const about: object[] = [];
    let areas = 201;
    const phone = () => `+1${++areas}4482036`;
    before(async () => {
      const log = {
        request: () => {},
        failure: (error: unknown) => console.error(error),
        warn: (text: string, whom: object) => {
          warnings.push(text);
          about.push(whom);
        },
      };
      w = await world(engine, { log, proxies: noProxies });
      setGuard(w, { invalidNumbers: 'accept', numbers: { perAddress: 3 } });
    });
    after(() => w.close());

    test('the budget of one address says that it is everybody’s: in the log once, to the caller, and in explain', async () => {
      const sent = [];
      for (let n = 0; n < 5; n++) sent.push(await newcomer(w, phone(), BACK_END));
      assert.deepEqual(
        sent.map(({ answer }) => answer.status),
        [200, 200, 200, 429, 429],
      );
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /send the address of its end user \(X-Forwarded-For\).*--trusted-proxies/);
      assert.deepEqual(Object.keys(about[0] ?? {}), ['tokenId']);
      const { answer, userId } = sent[4] as (typeof sent)[number];
      assert.match(answer.body.errorCauses.at(-1).errorSummary, /named no other end-user address.*--trusted-proxies/);
      assert.equal(answer.headers['cofactor-reason'], 'LIMIT_REACHED');
      const explained = (await w.call('GET', `/api/v1/users/${userId}/explain`)).body;
      assert.match(explained.next, /name proxies with --trusted-proxies/);
      assert.equal((await w.store.messages.ofUser(userId))[0]?.reason, 'ONE_ADDRESS_LIMIT');
    });

    test('a caller that has named another address is told of an end user’s own limit, and nobody is warned again', async () => {
      assert.equal((await newcomer(w, phone(), '203.0.113.9')).answer.status, 200);
      const { answer, userId } = await newcomer(w, phone(), BACK_END);
      assert.equal(answer.status, 429);
      assert.equal((await w.store.messages.ofUser(userId))[0]?.reason, 'ADDRESS_LIMIT');
      assert.equal(warnings.length, 1);
    });
  });

  describe(`guesses for which no address is named: ${engine}`, () => {
    let w: World;
    const warnings: string[] = [];
    before(async () => {
      const log = { request: () => {}, failure: assert.ifError, warn: (text: string) => void warnings.push(text) };
      w = await world(engine, { log });
    });
    after(() => w.close());

    test('the pause is explained as everybody’s, and the log says so once; private addresses name nobody', async () => {
      const { id } = await person(w);
      const factor = await activeSms(w, id, '+18024482036');
      const path = `/api/v1/users/${id}/factors/${factor}/verify`;
      w.clock.advance({ seconds: 31 });
      await w.call('POST', path, {}, at('10.0.0.7'));
      const guess = () => w.call('POST', path, { passCode: wrong(w.lastCode()) }, at('10.0.0.7'));
      const statuses = [];
      for (let n = 0; n < 8; n++) statuses.push((await guess()).status);
      assert.deepEqual(statuses, [403, 403, 403, 403, 403, 429, 429, 429]);
      assert.equal(warnings.length, 1);
      const log = await w.store.log.ofUser(id);
      assert.ok(log.every(({ address }) => address === undefined));
    });
  });
}
