import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { helpDesk } from '../support/helpDesk/helpDeskCalls.ts';
import { person } from '../support/users/people.ts';
import { eventsOf } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

const POLICY = '/api/v1/help-desk/policy';

for (const engine of ENGINES) {
  describe(`the owner hears of what the help desk did: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('the owner is told by mail at each of their addresses what the help desk did, unless the rules say no', async () => {
      const desk = await helpDesk(w);
      const { id, profile } = await person(w);
      await w.call('POST', `/api/v1/users/${id}`, { profile: { secondEmail: 'ada.at.home@example.com' } });
      const mailed = () => w.sent.filter(({ purpose }) => purpose === 'notice').map(({ to }) => to);
      const before = mailed().length;
      assert.equal((await desk.reset(id)).status, 200);
      assert.deepEqual(mailed().slice(before), [profile.email, 'ada.at.home@example.com']);
      assert.match(JSON.stringify(w.lastWords()), /help desk of \w+ removed everything that you confirm/);
      assert.ok((await eventsOf(w, id)).includes('cofactor.help_desk.notice'));
      const explained = (await desk.call('GET', `/api/v1/users/${id}/explain`)).body;
      assert.equal(explained.diagnosis.code, 'NOTHING_SENT', 'a notice is no code that somebody waits for');
      assert.equal((await w.call('POST', `/api/v1/users/${id}/lifecycle/reset_factors`)).status, 200);
      await w.call('PUT', POLICY, { notices: 'INACTIVE' });
      assert.equal((await desk.give(id)).status, 200);
      await w.call('PUT', POLICY, {});
      assert.equal(mailed().length, before + 2);
    });
  });
}
