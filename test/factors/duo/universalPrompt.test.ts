import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type FakeDuo, fakeDuo } from '../../support/duo/fakeDuo.ts';
import { pageCalls } from '../../support/duo/pageCalls.ts';
import { setDuo } from '../../support/duo/setDuo.ts';
import { eachWorld } from '../../support/eachWorld.ts';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { from } from '../../support/parallel.ts';
import { person } from '../../support/users/people.ts';
import type { World } from '../../support/world.ts';

/** Lies in an ID token, each with what it claims or is signed with. */
const lies: Readonly<Record<string, Partial<Pick<FakeDuo['page'], 'lie' | 'signedWith'>>>> = {
  'of another visit (nonce)': { lie: { nonce: 'of another visit' } },
  'without a nonce': { lie: { nonce: undefined } },
  'of another user': { lie: { preferred_username: 'somebody.else@example.com' } },
  'for another application (aud)': { lie: { aud: 'DIYYYYYYYYYYYYYYYYYY' } },
  'of another issuer (iss)': { lie: { iss: 'https://api-11111111.duosecurity.com/oauth/v1/token' } },
  'that is over (exp)': { lie: { exp: 1_000_000_000 } },
  'that was made long ago (iat)': { lie: { iat: 1_000_000_000 } },
  'that is not signed (alg none)': { signedWith: { none: true } },
  'that is signed with less (HS256)': { signedWith: { alg: 'HS256' } },
  'that is signed with another secret': { signedWith: { key: 'f'.repeat(40) } },
  'that says nothing (no auth_result)': { lie: { auth_result: undefined } },
};

for (const engine of ENGINES) {
  describe(`web/DUO by the Universal Prompt: ${engine}`, () => {
    let w: World;
    let duo: FakeDuo;
    let authenticatorId: string;
    let calls: ReturnType<typeof factorCalls>;
    let pages: ReturnType<typeof pageCalls>;
    let userId: string;
    let id: string;
    let clock: () => Temporal.Instant = () => Temporal.Now.instant();
    beforeEach(async () => {
      duo = await fakeDuo(() => clock());
    });
    afterEach(() => duo.close());
    eachWorld(engine, async (fresh) => {
      w = fresh;
      clock = w.clock.now;
      authenticatorId = await setDuo(w, duo, { application: 'WEB_SDK' });
      userId = (await person(w)).id;
      calls = factorCalls(w, userId);
      pages = pageCalls(w);
      id = (await calls.enroll({ factorType: 'web', provider: 'DUO' })).body.id;
      const { body } = await w.call('POST', `${calls.factors}/${id}/lifecycle/activate`, {});
      const { cookie, returns } = await pages.visit(body._links.prompt.href);
      assert.equal((await pages.back(returns, cookie)).status, 200);
    });
    const asks = async () => {
      const { status, body } = await calls.challenge(id);
      assert.equal(status, 201, JSON.stringify(body));
      return body._links as { readonly prompt: { readonly href: string }; readonly poll: { readonly href: string } };
    };
    const result = async ({ poll }: { readonly poll: { readonly href: string } }) =>
      (await w.call('GET', poll.href.replace('https://cofactor.test', ''))).body.factorResult;
    const lastReason = async () => (await w.store.log.ofUser(userId)).at(-1)?.reason;

    test('the page says who asks, its button leads to Duo, and who comes back is verified', async () => {
      assert.equal((await calls.get(id)).body.status, 'ACTIVE', 'a first visit has activated it');
      const links = await asks();
      const page = await pages.open(links.prompt.href);
      assert.equal(page.status, 200);
      assert.match(page.html, /<h1>Verify with Duo<\/h1>.*If it was not you who asked for this/);
      assert.match(String(page.headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
      assert.doesNotMatch(page.html, /<script|style=/);
      const { cookie, returns } = await pages.visit(links.prompt.href);
      assert.equal(await result(links), 'WAITING');
      assert.match((await pages.back(returns, cookie)).html, /You are verified/);
      assert.equal(await result(links), 'SUCCESS');
      assert.equal(duo.page.visits.at(-1)?.redirect_uri, 'https://cofactor.test/duo/callback');
      assert.equal((await pages.open(links.prompt.href)).status, 404);
    });

    test('the cookie is of this host alone, over https, and no script reads it', async () => {
      const { prompt } = await asks();
      await pages.open(prompt.href);
      const { headers } = await pages.press(prompt.href);
      assert.match(
        String(headers['set-cookie']),
        /^__Host-cofactor-duo=[\w:-]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=300$/,
      );
    });

    test('a page of somebody else cannot press the button', async () => {
      const { prompt } = await asks();
      await pages.open(prompt.href);
      for (const origin of ['https://evil.example', 'null']) {
        assert.equal((await pages.press(prompt.href, { origin })).status, 404);
      }
    });

    test('attack: who lures a browser to the end of their own visit is not verified by it (state fixation)', async () => {
      const [mine, theirs] = [await asks(), await asks()];
      assert.equal(await result(mine), 'CANCELLED', 'the newer question takes the place of the older');
      const visit = await pages.visit(theirs.prompt.href);
      assert.equal((await pages.back(visit.returns)).status, 404, 'without a cookie');
      const another = await pages.visit(theirs.prompt.href);
      assert.equal((await pages.back(visit.returns, another.cookie)).status, 404, 'with the cookie of another visit');
      assert.equal(await result(theirs), 'WAITING');
      assert.equal((await pages.back(another.returns, another.cookie)).status, 200);
    });

    test('attack: a stranger who asks for one link after the other takes none from the owner, for no phone rings', async () => {
      const statuses: number[] = [];
      for (let n = 0; n < 6; n++) statuses.push((await calls.challenge(id, from(n))).status);
      assert.deepEqual(statuses, [201, 201, 201, 201, 201, 429], 'all strangers are one');
      const links = await asks();
      const { cookie, returns } = await pages.visit(links.prompt.href);
      assert.equal((await pages.back(returns, cookie)).status, 200);
    });

    test('attack: a return that is replayed, or of a question that was cancelled, changes nothing', async () => {
      const links = await asks();
      const { cookie, returns } = await pages.visit(links.prompt.href);
      await w.call('DELETE', links.poll.href.replace('https://cofactor.test', ''));
      assert.equal((await pages.back(returns, cookie)).status, 404);
      assert.equal(await result(links), 'CANCELLED');
      const again = await asks();
      const visit = await pages.visit(again.prompt.href);
      assert.equal((await pages.back(visit.returns, visit.cookie)).status, 200);
      assert.equal((await pages.back(visit.returns, visit.cookie)).status, 404);
    });

    test('who is removed or suspended while Duo judges them sees a page, and their visit is over', async () => {
      const { serve } = duo.page;
      const meanwhile = async (happens: () => Promise<unknown>) => {
        const { cookie, returns } = await pages.visit((await asks()).prompt.href);
        duo.page.serve = async (url, ...rest) => {
          if (url.pathname.endsWith('/token')) await happens();
          return serve(url, ...rest);
        };
        const page = await pages.back(returns, cookie);
        duo.page.serve = serve;
        assert.deepEqual([page.status, page.cookie], [404, '__Host-cofactor-duo=']);
        assert.match(page.html, /<h1>This page does not work<\/h1>/);
      };
      const lifecycle = (what: string) => w.call('POST', `/api/v1/users/${userId}/lifecycle/${what}`);
      await meanwhile(() => lifecycle('suspend'));
      assert.equal((await lifecycle('unsuspend')).status, 200);
      await meanwhile(() => calls.remove(id));
    });

    test('attack: an ID token that is not for this visit, user, application and time lets nobody in', async () => {
      const links = await asks();
      for (const [what, { lie = {}, signedWith = {} }] of Object.entries(lies)) {
        const { cookie, returns } = await pages.visit(links.prompt.href);
        Object.assign(duo.page, { lie, signedWith });
        assert.equal((await pages.back(returns, cookie)).status, 502, what);
        assert.deepEqual([await result(links), await lastReason()], ['WAITING', 'DUO_UNREADABLE'], what);
        Object.assign(duo.page, { lie: {}, signedWith: {} });
      }
    });

    test('attack: a code that Duo does not know, or gave for another visit, lets nobody in', async () => {
      const links = await asks();
      const [first, second] = [await pages.visit(links.prompt.href), await pages.visit(links.prompt.href)];
      const swapped = new URL(second.returns);
      swapped.searchParams.set('duo_code', new URL(first.returns).searchParams.get('duo_code') ?? '');
      assert.equal((await pages.back(swapped.href, second.cookie)).status, 502);
      const made = new URL(first.returns);
      made.searchParams.set('duo_code', 'made up');
      assert.equal((await pages.back(made.href, first.cookie)).status, 502);
      assert.deepEqual([await result(links), await lastReason()], ['WAITING', 'DUO_REFUSED']);
    });

    test('who is denied, or whom Duo did not ask, is not verified; the latter only where the organization says so', async () => {
      const ended = async (lie: object) => {
        duo.page.lie = { ...lie };
        const links = await asks();
        const { cookie, returns } = await pages.visit(links.prompt.href);
        await pages.back(returns, cookie);
        const told = [await result(links), await lastReason()];
        w.clock.advance({ hours: 24 });
        return told;
      };
      const trusted = { auth_context: { result: 'success', reason: 'trusted_network', factor: 'not_available' } };
      assert.deepEqual(await ended({ auth_result: { result: 'deny', status: 'deny' } }), ['REJECTED', 'DENIED']);
      assert.deepEqual(await ended(trusted), ['REJECTED', 'BYPASSED']);
      assert.deepEqual(await ended({ auth_context: undefined }), ['REJECTED', 'BYPASSED']);
      const provider = { configuration: { allowBypass: true } };
      await w.call('PUT', `/api/v1/authenticators/${authenticatorId}`, { provider });
      assert.deepEqual(await ended(trusted), ['SUCCESS', 'BYPASSED']);
    });

    test('a Duo that is not well is told to the caller, and after that to the browser', async () => {
      const links = await asks();
      await pages.open(links.prompt.href);
      duo.page.well = false;
      const refused = heard(await calls.challenge(id));
      assert.deepEqual([refused.status, refused.code], [400, 'E0000074']);
      const page = await pages.press(links.prompt.href);
      assert.deepEqual([page.status, page.cookie], [502, '']);
    });

    test('passcodes and methods are those of the other application, and the cause says so', async () => {
      const refused = heard(await calls.verify(id, '1234567'));
      assert.deepEqual([refused.status, refused.code], [403, 'E0000068']);
      assert.match(refused.causes.join(), /Web SDK.*link prompt/);
      assert.equal((await w.call('POST', `${calls.factors}/${id}/verify`, { duoMethod: 'push' })).status, 403);
    });

    test('the page of a question of another factor, another user or nobody does not open', async () => {
      const { prompt } = await asks();
      const other = (await person(w)).id;
      for (const url of [prompt.href.replace(userId, other), prompt.href.replace(userId, 'ada'), `${prompt.href}x`]) {
        assert.equal((await pages.open(url)).status, 404);
      }
    });
  });
}
