import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { type ConsoleBrowser, consoleBrowser, signInsOf } from '../support/signin/openIdCalls.ts';
import { type RunningProvider, startProvider } from '../support/signin/openIdProvider.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { activeUser } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

const MFA = { amr: ['pwd', 'mfa'] } as const;

for (const engine of ENGINES) {
  describe(`sign-in of administrators at an OpenID provider: ${engine}`, () => {
    let provider: RunningProvider;
    let w: World;
    let browser: ConsoleBrowser;
    before(async () => {
      provider = await startProvider();
      w = await world(engine, { openid: provider.settings({ linkBy: 'email' }) });
    });
    after(async () => {
      await w.close();
      await provider.close();
    });
    beforeEach(() => {
      browser = consoleBrowser(w);
    });
    let people = 0;
    /** A person at the provider, of these groups, with the verified address of a login. */
    const person = (login: string, groups: readonly string[] = ['admins']) => {
      provider.person = { sub: `s${++people}`, claims: { groups, email: login, email_verified: true }, ...MFA };
    };
    const users = () => browser.call('GET', '/api/v1/users?limit=1');

    test('the provider vouches for a second factor: in, as the user that it is linked to, with the mapped role alone', async () => {
      const ada = await consoleUser(w, ['ORG_ADMIN']);
      person(ada.login, ['staff', 'help desk']);
      assert.equal(await browser.signIn(), 'signed-in');
      const { body } = await browser.me();
      assert.deepEqual(
        [body.login, body.roles, body.needsFactor, body.provider],
        [ada.login, ['HELP_DESK_ADMIN'], false, 'Globex'],
      );
      assert.equal((await users()).status, 200);
      assert.equal(
        (await browser.call('GET', '/api/v1/apps')).status,
        403,
        'the role of the user counts for nothing here',
      );
      const [listed] = (await w.call('GET', `/api/v1/users/${ada.id}/sessions`)).body;
      assert.deepEqual([listed.issuer, listed.factorId], [provider.issuer, undefined]);
      assert.deepEqual(await signInsOf(w, ada.id), ['SUCCESS']);
      // The link is by issuer and subject: another address, and another login, change nothing.
      provider.person = { ...provider.person, claims: { groups: ['admins'], email: 'other@example.com' } };
      const later = consoleBrowser(w);
      assert.equal(await later.signIn(), 'signed-in');
      assert.deepEqual((await later.me()).body.roles, ['SUPER_ADMIN']);
    });

    test('it vouches for none: one of the person’s own factors is asked, on our page', async () => {
      const ada = await consoleUser(w, []);
      person(ada.login);
      provider.person = { ...provider.person, amr: ['pwd'] };
      assert.equal(await browser.signIn(), 'factor');
      assert.equal((await browser.me()).status, 403);
      const { state, factors } = (await browser.call('POST', '/admin/signin/openid/factors', {})).body;
      assert.deepEqual(
        factors.map(({ id }: { readonly id: string }) => id),
        [ada.factorId],
      );
      const step = { state, factorId: ada.factorId, answer: { passCode: ada.app.code() } };
      assert.equal((await browser.call('POST', '/admin/signin/factor', step)).status, 200);
      assert.deepEqual((await browser.me()).body.roles, ['SUPER_ADMIN']);
      assert.equal((await users()).status, 200);
      assert.equal((await browser.call('POST', '/admin/signin/openid/factors', {})).status, 401, 'once');
      w.clock.advance({ seconds: 30 });
      const nobody = await activeUser(w);
      person(nobody.profile.login);
      provider.person = { ...provider.person, amr: ['pwd'] };
      assert.equal(await consoleBrowser(w).signIn(), 'refused');
      assert.deepEqual(await signInsOf(w, nobody.id), ['NO_FACTOR']);
    });

    test('attack: an older sign-in whose factor is proven late gives back a role that the provider has taken since', async () => {
      const begin = (who: ConsoleBrowser, groups: readonly string[], amr = 'pwd') => {
        provider.person = { ...provider.person, claims: { ...provider.person.claims, groups }, amr: [amr] };
        return who.signIn();
      };
      for (const before of [['admins'], ['help desk'], undefined]) {
        for (const now of [['help desk'], []]) {
          const what = `${before} and ${now}`;
          const ada = await consoleUser(w, []);
          const finish = async (who: ConsoleBrowser) => {
            w.clock.advance({ seconds: 30 });
            const { state } = (await who.call('POST', '/admin/signin/openid/factors', {})).body;
            const step = { state, factorId: ada.factorId, answer: { passCode: ada.app.code() } };
            return who.call('POST', '/admin/signin/factor', step);
          };
          const noted = async () => (await w.store.identities.ofUser(ada.id)).flatMap(({ roles }) => roles);
          person(ada.login);
          if (before) assert.equal(await begin(consoleBrowser(w), before, 'mfa'), 'signed-in');
          const [older, newer, last] = [consoleBrowser(w), consoleBrowser(w), consoleBrowser(w)];
          assert.equal(await begin(older, ['admins']), 'factor');
          assert.equal(await begin(newer, now, 'mfa'), now.length > 0 ? 'signed-in' : 'refused', what);
          const late = await finish(older);
          assert.deepEqual([late.status, late.headers['cofactor-reason']], [401, 'SIGN_IN_OVER'], what);
          assert.equal((await older.me()).status, 403, what);
          assert.deepEqual(await noted(), now.length > 0 ? ['HELP_DESK_ADMIN'] : [], what);
          assert.equal(await begin(last, ['admins']), 'factor');
          assert.equal((await finish(last)).status, 200, 'what the provider says now counts');
          assert.deepEqual(await noted(), ['SUPER_ADMIN'], what);
        }
      }
    });

    test('sessions end as others do: idle, suspended, revoked', async () => {
      const ada = await consoleUser(w, []);
      person(ada.login);
      await browser.signIn();
      const idle = consoleBrowser(w);
      await idle.signIn();
      w.clock.advance({ minutes: 14 });
      assert.equal((await browser.me()).status, 200);
      w.clock.advance({ minutes: 1 });
      assert.equal((await idle.me()).status, 403);
      assert.equal((await browser.me()).status, 200);
      await w.call('DELETE', `/api/v1/users/${ada.id}/sessions`);
      assert.equal((await browser.me()).status, 403);
      await browser.signIn();
      w.clock.advance({ seconds: 1 });
      await w.call('POST', `/api/v1/users/${ada.id}/lifecycle/suspend`);
      assert.equal((await browser.me()).status, 403);
      assert.equal(await browser.signIn(), 'refused');
      assert.deepEqual((await signInsOf(w, ada.id)).at(-1), 'USER_NOT_ACTIVE');
    });

    test('what is dangerous sends the person to the provider again, which has to ask them anew', async () => {
      const ada = await consoleUser(w, []);
      person(ada.login);
      await browser.signIn();
      const dangerous = () => browser.call('POST', '/api/v1/trustedOrigins', {});
      assert.equal((await dangerous()).status, 400);
      w.clock.advance({ minutes: 10 });
      await browser.me();
      w.clock.advance({ minutes: 5 });
      assert.equal((await dangerous()).headers['cofactor-reason'], 'PROOF_NEEDED');
      const proof = await browser.call('POST', '/admin/session/proof', { answer: {} });
      assert.match(proof.body.errorCauses[0].errorSummary, /POST \/admin\/signin\/openid/);
      const before = browser.jar.get('__Host-cofactor-admin');
      const location = new URL(await browser.begin(true));
      assert.deepEqual([location.searchParams.get('prompt'), location.searchParams.get('max_age')], ['login', '0']);
      assert.equal(await browser.comeBack(await browser.visit(location.href)), 'signed-in');
      assert.notEqual(browser.jar.get('__Host-cofactor-admin'), before);
      assert.equal((await dangerous()).status, 400);
      assert.equal(
        (await w.call('GET', `/api/v1/users/${ada.id}/sessions`)).body.length,
        1,
        'the one of before is over',
      );
    });

    test('somebody who comes for the first time is linked to one user, once; another person with that address is not', async () => {
      const ada = await consoleUser(w, []);
      person(ada.login);
      const first = provider.person;
      assert.deepEqual(await Promise.all([browser.signIn(), consoleBrowser(w).signIn()]), ['signed-in', 'signed-in']);
      assert.equal((await w.store.identities.ofUser(ada.id)).length, 1);
      person(ada.login);
      assert.equal(await consoleBrowser(w).signIn(), 'refused');
      provider.person = first;
      assert.equal(await consoleBrowser(w).signIn(), 'signed-in');
    });
  });
}
