import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { recordReport } from '../../src/operations/messages/recordReport.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls } from '../support/factors/factorCalls.ts';
import { taken } from '../support/messages/taken.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`the messages of a user: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('one, with all there is to know of it, and nothing there is not', async () => {
      w.receipt = taken('SM1');
      const user = await person(w);
      const { body: factor } = await factorCalls(w, user.id).sms('+18024486001', '', {
        headers: { 'accept-language': 'de' },
      });
      w.clock.advance({ seconds: 4 });
      await recordReport(w.services, 'p1', { reference: 'SM1', status: 'DELIVERED' });
      const { body } = await w.call('GET', `/api/v1/users/${user.profile.login}/messages`);
      const users = `https://cofactor.test/api/v1/users/${user.id}`;
      const get = (href: string) => ({ href, hints: { allow: ['GET'] } });
      const { id, requestId, templateId, language: _, ...rest } = body[0];
      assert.match(id, /^msg/);
      assert.match(requestId, /^[0-9a-f]{32}$/);
      assert.equal(templateId, 'default');
      assert.deepEqual(rest, {
        factorId: factor.id,
        channel: 'sms',
        purpose: 'activate',
        recipient: '+18XXXXXXX01',
        country: 'US',
        status: 'DELIVERED',
        attempts: [{ provider: 'p1', name: 'Twilio', result: 'ACCEPTED', milliseconds: 210, reference: 'SM1' }],
        created: '2026-01-01T00:00:00.000Z',
        expires: '2026-01-01T00:05:00.000Z',
        sent: '2026-01-01T00:00:00.000Z',
        reported: '2026-01-01T00:00:04.000Z',
        _links: {
          user: get(users),
          factor: get(`${users}/factors/${factor.id}`),
          messages: get(`${users}/messages`),
          explain: get(`${users}/explain`),
        },
      });
    });

    test('many, newest first, page by page', async () => {
      const user = await person(w);
      const id = await activeSms(w, user.id, '+18024486002');
      for (let n = 0; n < 6; n++) {
        w.clock.advance({ seconds: 31 });
        await factorCalls(w, user.id).challenge(id);
      }
      const seen: string[] = [];
      let path: string | undefined = `/api/v1/users/${user.id}/messages?limit=3`;
      let pages = 0;
      while (path !== undefined) {
        const answer = await w.call('GET', path);
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        pages++;
        seen.push(...answer.body.map(({ created }: { created: string }) => created));
        const next = [answer.headers.link ?? []].flat().find((link) => String(link).includes('rel="next"'));
        path = next === undefined ? undefined : /<https:\/\/cofactor\.test([^>]+)>/.exec(String(next))?.[1];
      }
      assert.deepEqual([pages, seen.length], [3, 7]);
      assert.deepEqual(seen, seen.toSorted().toReversed());
      assert.equal(new Set(seen).size, 7);
      const bad = await w.call('GET', `/api/v1/users/${user.id}/messages?after=nonsense`);
      assert.deepEqual([bad.status, bad.body.errorCode], [400, 'E0000029']);
      assert.deepEqual((await w.call('GET', `/api/v1/users/${(await person(w)).id}/messages`)).body, []);
    });
  });
}
