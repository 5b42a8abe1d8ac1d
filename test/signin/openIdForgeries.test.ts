import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OpenIdSettings } from '../../src/domain/signin/openIdProvider.ts';
import { ENGINES } from '../support/engines.ts';
import { type Forgery, startFalseProvider } from '../support/signin/falseProvider.ts';
import { consoleBrowser, signInsOf } from '../support/signin/openIdCalls.ts';
import { CLIENT, startProvider } from '../support/signin/openIdProvider.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { type World, world } from '../support/world.ts';

let w: World;
let provider: Awaited<ReturnType<typeof startFalseProvider>>;
let ada: Awaited<ReturnType<typeof consoleUser>>;
let settings: OpenIdSettings;
const warnings: object[] = [];
before(async () => {
  provider = await startFalseProvider();
  const real = await startProvider();
  await real.close();
  settings = real.settings({ issuer: provider.issuer, linkBy: 'email' });
  w = await world('sqlite', {
    openid: settings,
    log: { request: () => {}, failure: (error) => console.error(error), warn: (_text, about) => warnings.push(about) },
  });
  ada = await consoleUser(w, []);
});
after(async () => {
  await w.close();
  await provider.close();
});

const seconds = () => Math.floor(Date.now() / 1_000);
const own = () => ({ email: ada.login });

async function attempt(forgery: Forgery, at: World = w): Promise<string> {
  const browser = consoleBrowser(at);
  return browser.comeBack(provider.callback(await browser.begin(), forgery));
}

test('a provider that tells the truth is believed', async () => {
  assert.equal(await attempt({ claims: own() }), 'signed-in');
});

const forgeries: Readonly<Record<string, () => Forgery>> = {
  'of another audience': () => ({ claims: { ...own(), aud: 'another' } }),
  'of several audiences, made for another': () => ({ claims: { ...own(), aud: [CLIENT, 'another'], azp: 'another' } }),
  'of another issuer': () => ({ claims: { ...own(), iss: 'https://id.example.com' } }),
  'that nobody signed (alg none)': () => ({ claims: own(), alg: 'none' }),
  'signed with the client secret (alg confusion)': () => ({ claims: own(), alg: 'HS256' }),
  'signed with another key': () => ({ claims: own(), otherKey: true }),
  'that has expired': () => ({ claims: { ...own(), iat: seconds() - 7_200, exp: seconds() - 3_600 } }),
  'with the nonce of another sign-in (replay)': () => ({ claims: { ...own(), nonce: 'n'.repeat(43) } }),
  'without a nonce': () => ({ claims: { ...own(), nonce: undefined } }),
  'without a subject': () => ({ claims: { ...own(), sub: undefined } }),
};
for (const [name, forgery] of Object.entries(forgeries)) {
  test(`attack: an ID token ${name} opens nothing`, async () => {
    warnings.length = 0;
    assert.equal(await attempt(forgery()), 'failed');
    assert.equal(warnings.length, 1);
    assert.match(JSON.stringify(warnings), /PROVIDER_NOT_BELIEVED/);
    assert.equal(JSON.stringify(warnings).includes(ada.login), false, 'no claim gets into the log');
  });
}

test('attack: an e-mail address that was not verified names nobody, under whatever claim', async () => {
  const unverified = { sub: 's2', email: ada.login, email_verified: false };
  assert.equal(await attempt({ claims: unverified }), 'refused');
  assert.equal(await attempt({ claims: { ...unverified, email_verified: 'true' } }), 'refused');
  assert.equal(await attempt({ claims: { ...unverified, email_verified: undefined } }), 'refused');
  assert.deepEqual((await signInsOf(w)).slice(-3), ['NOT_LINKED', 'NOT_LINKED', 'NOT_LINKED']);
});

test('a factor that is vouched for at no time, or long ago, is one of ours', async () => {
  assert.equal(await attempt({ claims: { ...own(), auth_time: undefined } }), 'factor');
  assert.equal(await attempt({ claims: { ...own(), auth_time: seconds() - 13 * 3_600 } }), 'factor');
  assert.equal(await attempt({ claims: { ...own(), amr: 'mfa' } }), 'factor', 'amr is a list (RFC 8176)');
  assert.equal(await attempt({ claims: own() }), 'signed-in');
});

test('a sign-in at the provider of an hour ago opens, but nothing that is dangerous', async () => {
  const browser = consoleBrowser(w);
  const claims = { ...own(), auth_time: seconds() - 3_600 };
  assert.equal(await browser.comeBack(provider.callback(await browser.begin(), { claims })), 'signed-in');
  assert.equal((await browser.me()).body.needsFactor, true);
});

test('attack: a provider that does not ask anew confirms nobody', async () => {
  const browser = consoleBrowser(w);
  await browser.comeBack(provider.callback(await browser.begin(), { claims: own() }));
  const claims = { ...own(), auth_time: seconds() - 600 };
  assert.equal(await browser.comeBack(provider.callback(await browser.begin(true), { claims })), 'refused');
  assert.equal((await signInsOf(w, ada.id)).at(-1), 'NOT_ASKED_AGAIN');
  assert.equal((await browser.me()).status, 200, 'the session is as it was');
});

test('the code goes to the provider with the verifier of its sign-in (PKCE) and the secret, and into no log', async () => {
  const browser = consoleBrowser(w);
  const location = new URL(await browser.begin());
  assert.equal(location.searchParams.get('code_challenge_method'), 'S256');
  await browser.comeBack(provider.callback(location.href, { claims: own() }));
  const sent = provider.asked.at(-1);
  assert.match(sent?.get('code_verifier') ?? '', /^[\w-]{43}$/);
  assert.equal(JSON.stringify(await w.store.log.ofUser(ada.id)).includes(sent?.get('code_verifier') ?? ''), false);
});

for (const engine of ENGINES) {
  describe(`names and roles that a provider gives: ${engine}`, () => {
    let there: World;
    let people = 0;
    before(async () => {
      there = await world(engine, { openid: { ...settings, linkBy: 'preferred_username' } });
    });
    after(() => there.close());

    const names = {
      'with a NUL': 's\0',
      'with a line break': 's\n',
      'with half a letter': 's\ud800',
      'with the sign of a lost letter': 's\ufffd',
      'of 256 characters': 's'.repeat(256),
    };
    for (const [what, sub] of Object.entries(names)) {
      test(`attack: a subject ${what} is nobody’s name`, async () => {
        const { login, id } = await consoleUser(there, []);
        assert.equal(await attempt({ claims: { sub, preferred_username: login } }, there), 'failed');
        assert.deepEqual(await there.store.identities.ofUser(id), []);
        assert.deepEqual(await signInsOf(there, id), []);
      });
    }

    test('attack: a login, a role or an issuer with a control character or half a letter opens nothing, and breaks nothing', async () => {
      const { login, id } = await consoleUser(there, []);
      const own = { sub: `s${++people}`, preferred_username: login };
      for (const odd of ['\0', '\n', '\u0085', '\ud800', '\ufffd']) {
        assert.equal(await attempt({ claims: { ...own, preferred_username: `${login}${odd}` } }, there), 'refused');
        assert.equal((await signInsOf(there)).at(-1), 'NOT_LINKED');
        assert.equal(await attempt({ claims: { ...own, groups: [`admins${odd}`] } }, there), 'refused');
        assert.equal((await signInsOf(there, id)).at(-1), 'NO_ROLE');
        assert.equal(await attempt({ claims: { ...own, iss: `${provider.issuer}${odd}` } }, there), 'failed');
      }
      assert.deepEqual(await there.store.identities.ofUser(id), []);
    });

    test('attack: a name at the provider that only looks like a login links nobody to its user', async () => {
      const { login, id } = await consoleUser(there, []);
      const fullWidth = String.fromCodePoint(login.charCodeAt(0) + 0xfee0) + login.slice(1);
      assert.equal((await there.store.users.byLogin(fullWidth))?.id, id, 'it would be found');
      const claims = { sub: `s${++people}`, preferred_username: fullWidth };
      assert.equal(await attempt({ claims }, there), 'refused');
      assert.equal((await signInsOf(there)).at(-1), 'NOT_LINKED');
      assert.equal(
        await attempt({ claims: { ...claims, preferred_username: login.toUpperCase() } }, there),
        'signed-in',
        'capitals of Latin letters are no other name',
      );
    });

    test('attack: somebody with the login of a user, and without their factor, takes the place of that user at the provider', async () => {
      const ada = await consoleUser(there, []);
      const claims = (sub: string) => ({ sub, preferred_username: ada.login, amr: ['pwd'] });
      const [eve, own] = [`s${++people}`, `s${++people}`];
      assert.equal(await attempt({ claims: claims(eve) }, there), 'factor');
      assert.deepEqual(await there.store.identities.ofUser(ada.id), []);
      const browser = consoleBrowser(there);
      assert.equal(await browser.comeBack(provider.callback(await browser.begin(), { claims: claims(own) })), 'factor');
      const { state } = (await browser.call('POST', '/admin/signin/openid/factors', {})).body;
      const prove = () =>
        browser.call('POST', '/admin/signin/factor', {
          state,
          factorId: ada.factorId,
          answer: { passCode: ada.app.code() },
        });
      assert.equal((await prove()).status, 200);
      const linked = (await there.store.identities.ofUser(ada.id)).map(({ subject, roles }) => [subject, roles]);
      assert.deepEqual(linked, [[own, ['SUPER_ADMIN']]]);
      assert.equal(await attempt({ claims: claims(eve) }, there), 'refused');
      assert.equal((await signInsOf(there, ada.id)).at(-1), 'LINKED_TO_ANOTHER');
    });

    test('attack: a sign-in that was begun before the operator took its link away is over', async () => {
      const ada = await consoleUser(there, []);
      const sub = `s${++people}`;
      assert.equal(await attempt({ claims: { sub, preferred_username: ada.login } }, there), 'signed-in');
      const browser = consoleBrowser(there);
      const location = await browser.begin();
      assert.equal(await browser.comeBack(provider.callback(location, { claims: { sub, amr: ['pwd'] } })), 'factor');
      const { state } = (await browser.call('POST', '/admin/signin/openid/factors', {})).body;
      await there.store.apply([{ do: 'unlinkIdentity', userId: ada.id, issuer: provider.issuer }]);
      const answer = { passCode: ada.app.code() };
      const step = { state, factorId: ada.factorId, answer };
      assert.equal((await browser.call('POST', '/admin/signin/factor', step)).status, 401);
      assert.deepEqual(await there.store.identities.ofUser(ada.id), []);
    });

    test('attack: a role that the provider has taken goes on in a session of before; the log has what was given and taken', async () => {
      const { login, id } = await consoleUser(there, []);
      const claims = { sub: `s${++people}`, preferred_username: login, groups: ['admins', 'help desk'] };
      const told = async () =>
        (await there.store.log.ofUser(id))
          .filter(({ event }) => event.startsWith('user.account.privilege.'))
          .map(({ event, detail }) => [event.split('.').at(-1), detail?.role, detail?.issuer === provider.issuer]);
      const browser = consoleBrowser(there);
      assert.equal(await browser.comeBack(provider.callback(await browser.begin(), { claims })), 'signed-in');
      const given = ['SUPER_ADMIN', 'HELP_DESK_ADMIN'];
      assert.deepEqual((await browser.me()).body.roles, given);
      assert.deepEqual(
        await told(),
        given.map((role) => ['grant', role, true]),
      );
      assert.equal(await attempt({ claims: { ...claims, groups: ['help desk'] } }, there), 'signed-in');
      assert.deepEqual((await told()).slice(2), [['revoke', 'SUPER_ADMIN', true]]);
      assert.deepEqual((await browser.me()).body.roles, ['HELP_DESK_ADMIN']);
      for (const _twice of [1, 2]) {
        assert.equal(await attempt({ claims: { ...claims, groups: [] } }, there), 'refused');
        assert.deepEqual((await told()).slice(3), [['revoke', 'HELP_DESK_ADMIN', true]]);
        assert.equal((await browser.me()).status, 403);
      }
    });
  });
}
