import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleBrowser } from '../support/signin/openIdCalls.ts';
import { startProvider } from '../support/signin/openIdProvider.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { world } from '../support/world.ts';

test('a service without a public URL is called back as localhost, the name by which its page has the cookies', async (t) => {
  const page = 'http://localhost:8080';
  const provider = await startProvider(undefined, page);
  t.after(() => provider.close());
  // The address at which it listens, as it is the base of links where no other was given.
  const w = await world('sqlite', {
    publicUrl: 'http://127.0.0.1:8080',
    openid: provider.settings({ linkBy: 'email' }),
  });
  t.after(() => w.close());
  const { login } = await consoleUser(w);
  const claims = { groups: ['admins'], email: login, email_verified: true };
  provider.person = { sub: 's1', claims, amr: ['mfa'] };
  const browser = consoleBrowser(w, page);
  const location = await browser.begin();
  assert.equal(new URL(location).searchParams.get('redirect_uri'), `${page}/admin/signin/openid/callback`);
  const callback = await browser.visit(location);
  assert.equal(callback.origin, page);
  assert.equal(await browser.comeBack(callback), 'signed-in');
  assert.equal((await browser.me()).body.login, login);
});
