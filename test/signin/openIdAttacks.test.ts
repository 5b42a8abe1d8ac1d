import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { type ConsoleBrowser, consoleBrowser, signInsOf } from '../support/signin/openIdCalls.ts';
import { type RunningProvider, startProvider } from '../support/signin/openIdProvider.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { anotherProcess, BASE, type World, world } from '../support/world.ts';

let provider: RunningProvider;
let w: World;
let ada: Awaited<ReturnType<typeof consoleUser>>;
let browser: ConsoleBrowser;
let people = 0;
before(async () => {
  provider = await startProvider();
  w = await world('sqlite', { openid: provider.settings({ linkBy: 'email' }) });
});
after(async () => {
  await w.close();
  await provider.close();
});
beforeEach(async () => {
  browser = consoleBrowser(w);
  ada = await consoleUser(w, []);
  const claims = { groups: ['admins'], email: ada.login, email_verified: true };
  provider.person = { sub: `s${++people}`, claims, amr: ['mfa'] };
});

const signedIn = async (who: ConsoleBrowser) => (await who.me()).status === 200;
const withParameter = (callback: URL, name: string, value: string | undefined): URL => {
  const other = new URL(callback);
  if (value === undefined) other.searchParams.delete(name);
  else other.searchParams.set(name, value);
  return other;
};

test('attack: mix-up; an answer in the name of another provider, or of none, is not believed', async () => {
  for (const iss of ['https://evil.example', `${provider.issuer}/`, undefined]) {
    const callback = await browser.visit(await browser.begin());
    assert.equal(callback.searchParams.get('iss'), provider.issuer);
    assert.equal(await browser.comeBack(withParameter(callback, 'iss', iss)), 'failed', `${iss}`);
    assert.equal(await signedIn(browser), false);
  }
});

test('attack: login CSRF; the callback of another browser signs nobody in, and leaves a sign-in that is under way', async () => {
  const callback = await browser.visit(await browser.begin());
  const victim = consoleBrowser(w);
  assert.equal(await victim.comeBack(callback), 'over');
  const own = await victim.visit(await victim.begin());
  assert.equal(await victim.comeBack(callback), 'over');
  assert.equal(await signedIn(victim), false);
  assert.equal(await victim.comeBack(own), 'signed-in');
});

test('attack: code injection; a stolen code does not work in the sign-in of whoever has stolen it', async () => {
  const stolen = (await browser.visit(await browser.begin())).searchParams.get('code') ?? '';
  const thief = consoleBrowser(w);
  const own = await thief.visit(await thief.begin());
  assert.equal(await thief.comeBack(withParameter(own, 'code', stolen)), 'failed');
  assert.equal(await signedIn(thief), false);
});

test('attack: a callback is replayed, with the cookie of then, at another process', async () => {
  const other = await anotherProcess(w, { openid: provider.settings({ linkBy: 'email' }) });
  const callback = await browser.visit(await browser.begin());
  const cookie = browser.jar.get('__Host-cofactor-openid') ?? '';
  assert.equal(await browser.comeBack(callback), 'signed-in');
  assert.equal(browser.jar.has('__Host-cofactor-openid'), false);
  const replay = consoleBrowser(other);
  replay.jar.set('__Host-cofactor-openid', cookie);
  assert.equal(await replay.comeBack(callback), 'over');
  await other.close();
});

test('attack: a cookie that this service has not sealed, two of them, two states, and one of ten minutes ago begin nothing', async () => {
  const callback = await browser.visit(await browser.begin());
  const cookie = browser.jar.get('__Host-cofactor-openid') ?? '';
  const withCookie = (value: string) => {
    const other = consoleBrowser(w);
    other.jar.set('__Host-cofactor-openid', value);
    return other;
  };
  assert.equal(await withCookie(`${cookie.slice(0, -4)}AAAA`).comeBack(callback), 'over');
  assert.equal(await withCookie(`${cookie}; __Host-cofactor-openid=${cookie}`).comeBack(callback), 'over');
  const doubled = new URL(callback);
  doubled.searchParams.append('state', 's');
  assert.equal(await withCookie(cookie).comeBack(doubled), 'over');
  w.clock.advance({ minutes: 10 });
  assert.equal(await browser.comeBack(callback), 'over');
});

test('attack: a page of another origin begins a sign-in', async () => {
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, {}] as Record<string, string>[]) {
    const reply = await w.call('POST', '/admin/signin/openid', {}, { token: null, headers });
    assert.equal(reply.status, 403, JSON.stringify(headers));
  }
});

test('attack: open redirect; nothing in a request says where the browser goes afterwards', async () => {
  const away = 'https://evil.example/';
  const begun = await browser.call('POST', `/admin/signin/openid?return_to=${away}&redirect_uri=${away}`, {
    returnTo: away,
  });
  const location = new URL(begun.body.location);
  assert.equal(location.origin, provider.issuer);
  assert.equal(location.searchParams.get('redirect_uri'), `${BASE}/admin/signin/openid/callback`);
  assert.equal(location.href.includes('evil'), false);
  const callback = await browser.visit(location.href);
  for (const name of ['return_to', 'next', 'RelayState']) callback.searchParams.set(name, away);
  const reply = await w.app.inject({
    method: 'GET',
    url: callback.pathname + callback.search,
    headers: { cookie: `__Host-cofactor-openid=${browser.jar.get('__Host-cofactor-openid')}` },
  });
  assert.equal(reply.headers.location, undefined);
  assert.deepEqual(
    [...reply.payload.matchAll(/(?:url=|href=")([^"]*)"/g)].map(([, to]) => to),
    ['../../signin#signed-in', '../../signin#signed-in'],
  );
});

test('attack: a claim that maps to no role opens nothing, and what the person had before is over when they confirm themselves', async () => {
  assert.equal(await browser.signIn(), 'signed-in');
  for (const groups of [['Admins'], ['admins '], 'SUPER_ADMIN', [['admins', 'x']], { admins: true }, undefined]) {
    provider.person = { ...provider.person, claims: { ...provider.person.claims, groups } };
    assert.equal(await consoleBrowser(w).signIn(), 'refused', JSON.stringify(groups));
  }
  assert.equal(await signedIn(browser), false, 'what the provider has taken is gone from the session of before');
  provider.person = { ...provider.person, claims: { ...provider.person.claims, groups: ['admins'] } };
  assert.equal(await browser.signIn(), 'signed-in');
  provider.person = { ...provider.person, claims: { ...provider.person.claims, groups: ['staff'] } };
  assert.equal(await browser.signIn(true), 'refused');
  assert.equal(await signedIn(browser), false);
  assert.equal((await signInsOf(w, ada.id)).at(-1), 'NO_ROLE');
});

test('attack: somebody else confirms themselves in the session of a person', async () => {
  await browser.signIn();
  const eve = await consoleUser(w, []);
  const claims = { groups: ['admins'], email: eve.login, email_verified: true };
  provider.person = { sub: `s${++people}`, claims, amr: ['mfa'] };
  const before = browser.jar.get('__Host-cofactor-admin');
  const elsewhere = consoleBrowser(w);
  assert.equal(await browser.comeBack(await elsewhere.visit(await browser.begin(true))), 'refused');
  assert.equal(browser.jar.get('__Host-cofactor-admin'), before);
  assert.equal((await browser.me()).body.login, ada.login);
});

test('attack: a USER_ADMIN resets the factor that is asked of somebody whom the provider makes SUPER_ADMIN', async () => {
  const reset = async () => {
    const assignment = {
      id: w.services.newId('ra1'),
      userId: bob.id,
      role: 'USER_ADMIN',
      created: w.clock.now(),
    } as const;
    await w.store.apply([{ do: 'insertRole', assignment }]);
    const headers = { cookie: await bob.signIn(), origin: BASE };
    return w.call('POST', `/api/v1/users/${ada.id}/lifecycle/reset_factors`, {}, { token: null, headers });
  };
  const bob = await consoleUser(w, []);
  await browser.signIn();
  const { status, body } = await reset();
  assert.equal(status, 403);
  assert.match(body.errorCauses[0].errorSummary, /holds SUPER_ADMIN/);
});

test('a session of a provider is over where the operator has it no more', async () => {
  await browser.signIn();
  const without = await anotherProcess(w);
  const cookie = `__Host-cofactor-admin=${browser.jar.get('__Host-cofactor-admin')}`;
  const reply = await without.call('GET', '/api/v1/users/me', undefined, { token: null, headers: { cookie } });
  assert.equal(reply.status, 403);
  assert.equal(await signedIn(browser), true);
  assert.equal((await without.call('POST', '/admin/signin/openid', {}, { headers: { origin: BASE } })).status, 404);
  await without.close();
});

test('a provider that is down stops neither the start nor the password, and is asked again when it is back', async () => {
  const gone = await startProvider();
  await gone.close();
  const other = await world('sqlite', { openid: gone.settings() });
  const eve = await consoleUser(other);
  const tried = await eve.post('/admin/signin/openid', {});
  assert.equal(tried.status, 503);
  assert.match(tried.body.errorCauses[0].errorSummary, /Globex does not answer: .*password/);
  assert.match(await eve.signIn(), /^__Host-cofactor-admin=/);
  await other.close();
});

test('the person, or the provider, says no: that is told, and nothing else of it', async () => {
  const callback = new URL(`${BASE}/admin/signin/openid/callback`);
  const state = new URL(await browser.begin()).searchParams.get('state') ?? '';
  for (const [name, value] of Object.entries({ error: 'access_denied', state, iss: provider.issuer })) {
    callback.searchParams.set(name, value);
  }
  assert.equal(await browser.comeBack(callback), 'declined');
});

test('private_key_jwt and acr: the provider knows the service by its key, and vouches by the class that was asked for', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const named = { kid: 'c1', alg: 'ES256' };
  const strict = await startProvider({
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] },
  });
  const key = { ...privateKey.export({ format: 'jwk' }), ...named };
  const other = await world('sqlite', {
    openid: strict.settings({ proof: { key }, factorAmr: [], factorAcr: ['strong'], linkBy: 'email' }),
  });
  const eve = await consoleUser(other, []);
  strict.person = {
    sub: 's1',
    claims: { groups: ['admins'], email: eve.login, email_verified: true },
    acr: 'strong',
  };
  const fresh = consoleBrowser(other);
  const location = new URL(await fresh.begin());
  assert.equal(location.searchParams.get('acr_values'), 'strong');
  assert.equal(await fresh.comeBack(await fresh.visit(location.href)), 'signed-in');
  await other.close();
  await strict.close();
});
