import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { type HelpDesk, helpDesk, ownerOf, provenBy } from '../support/helpDesk/helpDeskCalls.ts';
import { person } from '../support/users/people.ts';
import { eventsOf } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

const POLICY = '/api/v1/help-desk/policy';
const NOTICE = 'cofactor.help_desk.notice';

for (const engine of ENGINES) {
  describe(`the owner hears of what the help desk did: ${engine}`, () => {
    let w: World;
    let desk: HelpDesk;
    let errors: unknown[] = [];
    before(async () => {
      w = await world(engine, { onError: (error) => errors.push(error) });
      desk = await helpDesk(w);
    });
    beforeEach(() => {
      errors = [];
    });
    after(() => w.close());
    const mailed = () => w.sent.filter(({ purpose }) => purpose === 'notice').map(({ to }) => to);

    test('the owner is told by mail at each of their addresses what the help desk did, unless the rules say no', async () => {
      const owner = await ownerOf(w);
      const { id } = owner;
      const { profile } = (
        await w.call('POST', `/api/v1/users/${id}`, { profile: { secondEmail: 'at.home@example.com' } })
      ).body;
      const before = mailed().length;
      await provenBy(desk, owner);
      assert.equal((await desk.reset(id)).status, 200);
      assert.deepEqual(mailed().slice(before), [profile.email, 'at.home@example.com']);
      assert.match(JSON.stringify(w.lastWords()), /help desk of \w+ removed everything that you confirm/);
      assert.ok((await eventsOf(w, id)).includes(NOTICE));
      assert.equal((await w.call('POST', `/api/v1/users/${id}/lifecycle/reset_factors`)).status, 200);
      await w.call('PUT', POLICY, { notices: 'INACTIVE' });
      assert.equal((await desk.give(id)).status, 200);
      await w.call('PUT', POLICY, {});
      assert.equal(mailed().length, before + 2);
    });

    test('a notice is no code that somebody waits for', async () => {
      const { id, profile } = await person(w);
      assert.equal((await desk.give(id)).status, 200);
      assert.equal(mailed().at(-1), profile.email);
      const explained = (await desk.call('GET', `/api/v1/users/${id}/explain`)).body;
      assert.equal(explained.diagnosis.code, 'NOTHING_SENT');
    });

    test('nobody is told of a reset that took nothing, or what was pending alone', async () => {
      const { id } = await person(w);
      const before = mailed().length;
      assert.equal((await desk.reset(id)).status, 200);
      await factorCalls(w, id).sms('+12025550170');
      assert.equal((await desk.reset(id)).status, 200);
      const pending = (await factorCalls(w, id).sms('+12025550171')).body.id;
      assert.equal((await desk.remove(id, pending)).status, 204);
      assert.equal(mailed().length, before);
      assert.ok(!(await eventsOf(w, id)).some((event) => event.startsWith(NOTICE)));
    });

    test('attack: a token of the help desk fills the mailbox of a user by acts that need no approval', async () => {
      const { id } = await person(w);
      const before = mailed().length;
      for (let n = 0; n < 6; n++) {
        const code = await desk.give(id);
        assert.equal(code.status, 200, JSON.stringify(code.body));
        assert.equal((await desk.remove(id, code.body.id)).status, 204);
      }
      assert.equal(mailed().length, before + 5);
      const kept = (await w.store.log.ofUser(id)).filter(
        ({ event, outcome }) => event === NOTICE && outcome === 'FAILURE',
      );
      assert.deepEqual([kept.length, kept[0]?.reason], [7, 'LIMIT_REACHED']);
      assert.match(kept[0]?.detail?.email ?? '', /^\S+\*+\S*@/, 'masked');
      w.clock.advance({ hours: 24 });
      assert.equal((await desk.give(id)).status, 200);
      assert.equal(mailed().length, before + 6);
    });

    test('attack: a code is asked for by mail in the second of the act, so that the notice is kept back', async () => {
      const { id, profile } = await person(w);
      const enrolled = await factorCalls(w, id).enroll({ factorType: 'email', provider: 'OKTA' });
      assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
      assert.equal(w.sent.at(-1)?.to, profile.email);
      assert.equal((await desk.give(id)).status, 200);
      assert.deepEqual([w.sent.at(-1)?.to, w.sent.at(-1)?.purpose], [profile.email, 'notice']);
    });

    test('a notice that breaks is reported and changes no reply: the code that was given is in it', async (t) => {
      const { id } = await person(w);
      const broken = t.mock.method(w.services.delivery, 'send', async () => {
        throw new Error('the provider broke');
      });
      const given = await desk.give(id);
      assert.equal(given.status, 200, JSON.stringify(given.body));
      assert.match(JSON.stringify(given.body._embedded), /passCode|code/i);
      assert.equal((await desk.remove(id, given.body.id)).status, 204);
      const owner = await ownerOf(w);
      await provenBy(desk, owner);
      assert.equal((await desk.reset(owner.id)).status, 200);
      assert.deepEqual(await owner.statuses(), []);
      assert.equal(broken.mock.callCount(), 3);
      assert.deepEqual(
        errors.map((error) => (error as Error).message),
        ['the provider broke', 'the provider broke', 'the provider broke'],
      );
    });
  });
}
