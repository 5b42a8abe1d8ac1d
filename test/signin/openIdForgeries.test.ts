import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Forgery, startFalseProvider } from '../support/signin/falseProvider.ts';
import { consoleBrowser, signInsOf } from '../support/signin/openIdCalls.ts';
import { CLIENT, startProvider } from '../support/signin/openIdProvider.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { type World, world } from '../support/world.ts';

let w: World;
let provider: Awaited<ReturnType<typeof startFalseProvider>>;
let ada: Awaited<ReturnType<typeof consoleUser>>;
const warnings: object[] = [];
before(async () => {
  provider = await startFalseProvider();
  const real = await startProvider();
  await real.close();
  w = await world('sqlite', {
    openid: real.settings({ issuer: provider.issuer, linkBy: 'email' }),
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

async function attempt(forgery: Forgery): Promise<string> {
  const browser = consoleBrowser(w);
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
