import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { audited } from '../support/authenticator/app.ts';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { CLIENT, type RunningProvider, SECRET, startProvider } from '../support/signin/openIdProvider.ts';
import { type TcpProxy, tcpProxy } from '../support/tcpProxy.ts';

describe('the page on which administrators sign in, with an OpenID provider', { skip: withoutBrowser }, () => {
  let provider: RunningProvider;
  let service: Running;
  let browser: Browser;
  // The provider has to know the address of the service, and the service that of the provider.
  let proxy: TcpProxy;
  let base = '';
  let people = 0;
  before(async () => {
    proxy = await tcpProxy(0);
    base = `http://localhost:${proxy.port}`;
    provider = await startProvider({ client_secret: SECRET }, base);
    service = await start(
      [
        ...['dev', '--database', 'sqlite::memory:', '--public-url', base],
        ...['--oidc-issuer', provider.issuer, '--oidc-client-id', CLIENT, '--oidc-name', 'Globex <b>"Login"</b>'],
        ...['--oidc-scopes', 'email', '--oidc-roles', 'admins=SUPER_ADMIN', '--oidc-link-by', 'email'],
      ],
      { COFACTOR_OIDC_CLIENT_SECRET: SECRET },
    );
    proxy.target(Number(new URL(service.url).port));
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await service.stop();
    await proxy.close();
    await provider.close();
  });

  /** Somebody at the provider who is a user here. */
  async function person(amr: readonly string[]) {
    const login = `a-rather-long-login-${++people}@example.com`;
    const profile = { firstName: 'Ada', lastName: 'L', login, email: login };
    const user = { profile, credentials: { password: { value: 'Correct4Horses' } } };
    const { id } = (await service.call('POST', '/api/v1/users', user)).body;
    provider.person = { sub: `s${people}`, claims: { groups: ['admins'], email: login, email_verified: true }, amr };
    return { id: id as string, login };
  }
  /** The code of the moment, by the clock of the service. */
  async function codeOf(secret: string): Promise<string> {
    const now = Temporal.Instant.from((await service.call('GET', '/dev/clock')).body.now);
    return authenticator(secret, { now: () => now }).code();
  }
  async function opened(t: { after(work: () => Promise<void>): void }, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    t.after(() => context.close());
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${base}/admin/signin`);
    return { context, page, complaints };
  }
  const goToProvider = async (page: Page) => {
    await page.getByRole('button', { name: 'Sign in with Globex <b>"Login"</b>' }).click();
    await page.getByRole('button', { name: 'I am myself' }).click();
  };
  const seesWhoTheyAre = async (page: Page, login: string) => {
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
    assert.match((await page.locator('#signed-in').textContent()) ?? '', new RegExp(`As ${login} with SUPER_ADMIN`));
    assert.equal(page.url(), `${base}/admin/signin`);
  };

  test('there and back: the provider vouches for the factor, the code stays in no address, and they confirm themselves later', async (t) => {
    const { login } = await person(['mfa']);
    const { context, page, complaints } = await opened(t);
    await goToProvider(page);
    await seesWhoTheyAre(page, login);
    const own = (await context.cookies(base)).filter(({ name }) => name.startsWith('__Host-'));
    assert.deepEqual(
      own.map(({ name, httpOnly, secure, sameSite }) => [name, httpOnly, secure, sameSite]),
      [['__Host-cofactor-admin', true, true, 'Strict']],
    );
    assert.equal(await page.getByRole('button', { name: 'Confirm with' }).isVisible(), false);
    await service.call('POST', '/dev/clock', { advance: 'PT10M' });
    await page.reload();
    await seesWhoTheyAre(page, login);
    await service.call('POST', '/dev/clock', { advance: 'PT5M' });
    await page.reload();
    await page.getByRole('button', { name: 'Confirm with Globex' }).click();
    await page.getByRole('button', { name: 'I am myself' }).click();
    await seesWhoTheyAre(page, login);
    assert.equal(await page.getByRole('button', { name: 'Confirm with' }).isVisible(), false);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in as an administrator' }).waitFor();
    assert.deepEqual(complaints, []);
  });

  test('where it vouches for none the app is asked for its code; who may do nothing is told so', async (t) => {
    const { id, login } = await person(['pwd']);
    const factors = `/api/v1/users/${id}/factors`;
    const enrolled = (await service.call('POST', factors, { factorType: 'token:software:totp', provider: 'GOOGLE' }))
      .body;
    const secret: string = enrolled._embedded.activation.sharedSecret;
    const passCode = await codeOf(secret);
    const active = await service.call('POST', `${factors}/${enrolled.id}/lifecycle/activate`, { passCode });
    assert.equal(active.status, 200, JSON.stringify(active.body));
    await service.call('POST', '/dev/clock', { advance: 'PT30S' });
    const { page, complaints } = await opened(t);
    await goToProvider(page);
    await page.getByLabel('Code of the app').fill(await codeOf(secret));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await seesWhoTheyAre(page, login);
    await page.getByRole('button', { name: 'Sign out' }).click();

    provider.person = { ...provider.person, sub: 'somebody else', claims: { groups: ['staff'] } };
    const other = await opened(t);
    await goToProvider(other.page);
    await other.page.getByRole('alert').waitFor();
    assert.match((await other.page.getByRole('alert').textContent()) ?? '', /opens nothing here/);
    assert.deepEqual([...complaints, ...other.complaints], []);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [what, viewport] of [
      ['a phone', { width: 390, height: 844 }],
      ['a desk', { width: 1280, height: 800 }],
    ] as const) {
      test(`it fits ${what}, in ${colorScheme}, with a button of the provider's name`, async (t) => {
        const { page, complaints } = await opened(t, { viewport, colorScheme });
        await page.getByRole('button', { name: 'Sign in with Globex' }).waitFor();
        const pictures = process.env.COFACTOR_PICTURES;
        if (pictures) await page.screenshot({ path: `${pictures}/openid-${colorScheme}-${viewport.width}.png` });
        assert.deepEqual(await audited(page), []);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
        assert.deepEqual(complaints, []);
      });
    }
  }
});
