import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type FakeDuo, fakeDuo } from '../../support/duo/fakeDuo.ts';
import { pageCalls } from '../../support/duo/pageCalls.ts';
import { setDuo } from '../../support/duo/setDuo.ts';
import { eachWorld } from '../../support/eachWorld.ts';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls } from '../../support/factors/factorCalls.ts';
import { person } from '../../support/users/people.ts';
import type { World } from '../../support/world.ts';

for (const engine of ENGINES) {
  describe(`the browser of a page before Duo’s: ${engine}`, () => {
    let w: World;
    let duo: FakeDuo;
    let asks: () => Promise<string>;
    let clock: () => Temporal.Instant = () => Temporal.Now.instant();
    beforeEach(async () => {
      duo = await fakeDuo(() => clock());
    });
    afterEach(() => duo.close());
    eachWorld(engine, async (fresh) => {
      w = fresh;
      clock = w.clock.now;
      await setDuo(w, duo, { application: 'WEB_SDK' });
      const calls = factorCalls(w, (await person(w)).id);
      const { id } = (await calls.enroll({ factorType: 'web', provider: 'DUO' })).body;
      const ask = () => w.call('POST', `${calls.factors}/${id}/lifecycle/activate`, {});
      const first = pageCalls(w);
      const visit = await first.visit((await ask()).body._links.prompt.href);
      assert.equal((await first.back(visit.returns, visit.cookie)).status, 200);
      asks = async () => (await calls.challenge(id)).body._links.prompt.href;
    });

    test('attack: a link that somebody saw over a shoulder cannot be continued in another browser', async () => {
      const link = await asks();
      const [owner, stranger] = [pageCalls(w), pageCalls(w)];
      assert.equal((await owner.open(link)).status, 200);
      const seen = await stranger.open(link);
      assert.equal(seen.status, 403);
      assert.match(seen.html, /This page is open elsewhere.*somebody has seen the address/);
      assert.doesNotMatch(seen.html, /<form|For|@example/);
      assert.equal((await stranger.press(link)).status, 403);
      const { cookie, returns } = await owner.visit(link);
      assert.match((await owner.back(returns, cookie)).html, /You are verified/);
    });

    test('attack: whoever presses the button without having opened the page does not get on', async () => {
      assert.equal((await pageCalls(w).press(await asks())).status, 403);
    });

    test('attack: of two browsers that open a page at once one has it', async () => {
      const link = await asks();
      const all = await Promise.all([1, 2, 3, 4].map(() => pageCalls(w).open(link)));
      assert.deepEqual(all.map(({ status }) => status).sort(), [200, 403, 403, 403]);
    });

    test('attack: what a browser keeps of its own page opens nobody else’s', async () => {
      const [mine, theirs] = [pageCalls(w), pageCalls(w)];
      await mine.open(await asks());
      const link = await asks();
      await theirs.open(link);
      assert.deepEqual([(await mine.open(link)).status, (await mine.press(link)).status], [403, 403]);
    });

    test('the browser that has it may open it again, and others beside it', async () => {
      const browser = pageCalls(w);
      const link = await asks();
      for (const _ of [1, 2, 3]) assert.equal((await browser.open(link)).status, 200);
      const { headers } = await browser.open(link);
      assert.match(
        String(headers['set-cookie']),
        /^__Host-cofactor-duo-browser=[\w:-]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=300$/,
      );
    });

    test('a look at the headers of a page does not make it somebody’s', async () => {
      const link = await asks();
      const path = link.replace('https://cofactor.test', '');
      assert.equal((await w.app.inject({ method: 'HEAD', url: path })).statusCode >= 400, true);
      assert.equal((await pageCalls(w).open(link)).status, 200);
    });
  });
}
