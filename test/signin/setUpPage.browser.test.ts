import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { audited } from '../support/authenticator/app.ts';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { cofactor, type Running, start } from '../support/command.ts';
import { scanQr } from '../support/devices/scanQr.ts';
import { authenticator } from '../support/factors/authenticator.ts';

const PASSWORD = 'Chosen7Giraffes';
const clock = { now: () => Temporal.Now.instant() };

describe('the page on which administrators set themselves up', { skip: withoutBrowser }, () => {
  let folder: string;
  let env: Record<string, string>;
  let service: Running;
  let base: string;
  let browser: Browser;
  let people = 0;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cofactor-setup-'));
    env = {
      COFACTOR_MASTER_KEY: randomBytes(32).toString('base64'),
      COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'c.db')}`,
      COFACTOR_COUNTRIES: 'US',
      // Keys belong to domains.
      COFACTOR_RP_ID: 'localhost',
    };
    await cofactor(['migrate'], env);
    service = await start(['serve'], env, '');
    base = service.url.replace('127.0.0.1', 'localhost');
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A link of a new person, as the command line prints it. */
  async function printed(): Promise<{ readonly login: string; readonly link: string }> {
    const login = `a-rather-long-login-of-somebody-${++people}@example.com`;
    const { code, stdout, stderr } = await cofactor(['admin', 'create', login, '--public-url', base], env);
    assert.equal(code, 0, stderr);
    return { login, link: stdout.trim() };
  }

  /** A window with a security key, and everything it complains about besides refusals. */
  async function opened(t: { after(work: () => Promise<void>): void }, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    t.after(() => context.close());
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return { context, page, complaints };
  }
  const choosePassword = async (page: Page, again = PASSWORD) => {
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('The same password again').fill(again);
    await page.getByRole('button', { name: 'Next' }).click();
  };
  const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();
  const signIn = async (page: Page, login: string) => {
    await page.goto(`${base}/admin/signin`);
    await page.getByLabel('Login').fill(login);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Next' }).click();
  };
  const signOut = async (page: Page) => {
    await page.goto(`${base}/admin/signin`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading(page, 'Sign in as an administrator');
  };

  test('link, password, passkey: signed in; signed out; and in again with both', async (t) => {
    const { login, link } = await printed();
    const { context, page, complaints } = await opened(t);
    await page.goto(link);
    await page.getByText(login).waitFor();
    assert.equal(page.url(), `${base}/admin/setup`, 'the token is not in the address any more');
    await choosePassword(page, 'Another7Giraffes');
    assert.match((await page.getByRole('alert').textContent()) ?? '', /not the same/);
    await choosePassword(page);
    await heading(page, 'Your passkey');
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await heading(page, 'You are signed in');
    assert.match((await page.locator('#signed-in').textContent()) ?? '', new RegExp(`As ${login} with SUPER_ADMIN`));
    const [cookie] = await context.cookies();
    assert.deepEqual([cookie?.name, cookie?.httpOnly, cookie?.secure], ['__Host-cofactor-admin', true, true]);
    await signOut(page);
    await signIn(page, login);
    await page.getByRole('button', { name: 'Use it' }).click();
    await heading(page, 'You are signed in');
    await page.goto('about:blank');
    await page.goto(link);
    await heading(page, 'This link does not work');
    assert.deepEqual(complaints, []);
  });

  test('an authenticator app instead: the picture and the text say the same secret, and its code signs in', async (t) => {
    const { login, link } = await printed();
    const { page, complaints } = await opened(t);
    await page.goto(link);
    await choosePassword(page);
    await page.getByRole('button', { name: 'Use an authenticator app' }).click();
    await heading(page, 'Your authenticator app');
    const secret = ((await page.locator('#secret').textContent()) ?? '').replaceAll(' ', '');
    const picture = await page.request.get(new URL((await page.locator('#qr').getAttribute('src')) ?? '', base).href);
    const uri = new URL(scanQr(await picture.body()));
    assert.deepEqual([uri.protocol, uri.searchParams.get('secret')], ['otpauth:', secret]);
    const shown = new URL((await page.locator('#open-app').getAttribute('href')) ?? '');
    assert.deepEqual(
      [shown.pathname, shown.searchParams.get('secret'), shown.searchParams.get('issuer')],
      [uri.pathname, secret, uri.searchParams.get('issuer')],
    );
    const app = authenticator(secret, clock);
    await page.getByLabel('Code that it shows').fill(app.wrong());
    await page.getByRole('button', { name: 'Finish' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Code that it shows').fill(app.code());
    await page.getByRole('button', { name: 'Finish' }).click();
    await heading(page, 'You are signed in');
    await signOut(page);
    await signIn(page, login);
    // A code is good once: the next one is, already now.
    await page.getByLabel('Code of the app').fill(app.code(1));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await heading(page, 'You are signed in');
    assert.deepEqual(complaints, []);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [what, viewport] of [
      ['a phone', { width: 390, height: 844 }],
      ['a desk', { width: 1280, height: 800 }],
    ] as const) {
      test(`it fits ${what}, in ${colorScheme}, and can be read at every step`, async (t) => {
        const { link } = await printed();
        const { page, complaints } = await opened(t, { viewport, colorScheme });
        const looksRight = async (step: string) => {
          const pictures = process.env.COFACTOR_PICTURES;
          const path = `${pictures}/setup-${step}-${colorScheme}-${viewport.width}.png`;
          if (pictures) await page.screenshot({ path });
          assert.deepEqual(await audited(page), []);
          assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false, step);
        };
        await page.goto(link);
        await page.getByLabel('Password', { exact: true }).waitFor();
        await looksRight('password');
        await choosePassword(page);
        await heading(page, 'Your passkey');
        await looksRight('passkey');
        await page.getByRole('button', { name: 'Use an authenticator app' }).click();
        await heading(page, 'Your authenticator app');
        await page.locator('#qr').evaluate('(picture) => picture.decode()');
        await looksRight('app');
        await page.getByRole('button', { name: 'Create a passkey instead' }).click();
        await page.getByRole('button', { name: 'Create a passkey' }).click();
        await heading(page, 'You are signed in');
        await looksRight('done');
        await page.goto(`${base}/admin/setup#nothing`);
        await heading(page, 'This link does not work');
        await looksRight('over');
        assert.deepEqual(complaints, []);
      });
    }
  }
});
