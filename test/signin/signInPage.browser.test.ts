import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { audited } from '../support/authenticator/app.ts';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { startKeySite } from '../support/factors/securityKeys/keyPage.ts';

const PASSWORD = 'Correct4Horses';

describe('the page on which administrators sign in', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  let people = 0;
  let ahead = 0;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:']);
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await service.stop();
  });
  const call = async (method: string, path: string, body?: unknown) => {
    const reply = await service.call(method, path, body);
    assert.ok(reply.status < 300, JSON.stringify(reply.body));
    return reply.body;
  };

  /** An administrator with an authenticator app. */
  async function administrator() {
    const login = `a-rather-long-login-of-somebody-${++people}@example.com`;
    const profile = { firstName: 'Ada', lastName: 'L', login, email: login };
    const { id } = await call('POST', '/api/v1/users', { profile, credentials: { password: { value: PASSWORD } } });
    await call('POST', `/api/v1/users/${id}/roles`, { type: 'HELP_DESK_ADMIN' });
    const factors = `/api/v1/users/${id}/factors`;
    const enrolled = await call('POST', factors, { factorType: 'token:software:totp', provider: 'GOOGLE' });
    const now = () => Temporal.Now.instant().add({ seconds: ahead });
    const app = authenticator(enrolled._embedded.activation.sharedSecret, { now });
    await call('POST', `${factors}/${enrolled.id}/lifecycle/activate`, { passCode: app.code() });
    // A code is good once.
    await call('POST', '/dev/clock', { advance: 'PT30S' });
    ahead += 30;
    return { id: id as string, login, app };
  }

  /** A window of theirs, with everything it complains about besides replies of the service. */
  async function opened(t: { after(work: () => Promise<void>): void }, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    t.after(() => context.close());
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const url = `${service.url.replace('127.0.0.1', 'localhost')}/admin/signin`;
    return { context, page, complaints, url };
  }
  const givePassword = async (page: Page, login: string, password = PASSWORD) => {
    await page.getByLabel('Login').fill(login);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Next' }).click();
  };
  const giveCode = async (page: Page, code: string) => {
    await page.getByLabel('Code of the app').fill(code);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  const seesWhoTheyAre = async (page: Page, login: string) => {
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
    assert.match(
      (await page.locator('#signed-in').textContent()) ?? '',
      new RegExp(`As ${login} with HELP_DESK_ADMIN`),
    );
  };

  test('a passkey is asked for first, with a key that keeps no users too; the session outlives the page and is signed out', async (t) => {
    const { id, login } = await administrator();
    const site = await startKeySite(service, id);
    t.after(() => site.close());
    const { context, page, complaints, url } = await opened(t);
    await page.goto(site.origin);
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'usb',
        hasResidentKey: false,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const { active } = (await page.evaluate('enroll()')) as { active: { status: string } };
    assert.equal(active.status, 'ACTIVE', JSON.stringify(active));

    await page.goto(url);
    await givePassword(page, login);
    await page.getByRole('heading', { name: 'Passkey or security key' }).waitFor();
    assert.deepEqual(await page.locator('#others button').allTextContents(), ['Authenticator app']);
    await page.getByRole('button', { name: 'Use it' }).click();
    await seesWhoTheyAre(page, login);
    const [cookie] = await context.cookies();
    assert.deepEqual([cookie?.name, cookie?.httpOnly, cookie?.secure], ['__Host-cofactor-admin', true, true]);
    await page.reload();
    await seesWhoTheyAre(page, login);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in as an administrator' }).waitFor();
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(complaints, []);
  });

  test('a person is told that the password or the code is wrong, no password gets into an address, and a code opens', async (t) => {
    const { login, app } = await administrator();
    const { page, complaints, url } = await opened(t);
    await page.goto(url);
    await givePassword(page, login, 'Wrong4Horses');
    assert.match((await page.getByRole('alert').textContent()) ?? '', /open nothing here/);
    await givePassword(page, login);
    await giveCode(page, app.code() === '000000' ? '000001' : '000000');
    await page.getByRole('alert').waitFor();
    await giveCode(page, app.code());
    await seesWhoTheyAre(page, login);
    assert.equal(page.url(), url);
    assert.deepEqual(complaints, []);
  });

  /** A silent phone of a person's: what it is asked it answers when it is told to. */
  async function phoneOf(userId: string) {
    const { id: factorId } = await call('POST', `/api/v1/users/${userId}/factors`, {
      factorType: 'push',
      provider: 'OKTA',
    });
    const phone = await call('POST', '/dev/devices', { type: 'phone', userId, factorId, behaviour: 'silent' });
    return { answer: (body: object) => call('POST', `/dev/devices/${phone.id}/answer`, body) };
  }

  test('a device is asked with a number: declined it says so, and once the number was picked it opens', async (t) => {
    const { id, login } = await administrator();
    const phone = await phoneOf(id);
    const { page, complaints, url } = await opened(t);
    await page.goto(url);
    await givePassword(page, login);
    await page.getByRole('heading', { name: 'Question on your device' }).waitFor();
    await page.getByRole('button', { name: 'Ask me there' }).click();
    await page.getByText('Pick this number there').waitFor();
    await phone.answer({ decision: 'DENY' });
    assert.match((await page.getByRole('alert').textContent()) ?? '', /declined/);
    await page.getByRole('button', { name: 'Ask me there' }).click();
    await page.getByText('Pick this number there').waitFor();
    const number = Number(await page.locator('#number').textContent());
    await phone.answer({ decision: 'APPROVE', number });
    await seesWhoTheyAre(page, login);
    assert.deepEqual(complaints, []);
  });

  test('a sign-in that took more than five minutes begins again with the password', async (t) => {
    const { login, app } = await administrator();
    const { page, url } = await opened(t);
    await page.goto(url);
    await givePassword(page, login);
    await page.getByLabel('Code of the app').waitFor();
    await call('POST', '/dev/clock', { advance: 'PT5M' });
    ahead += 300;
    await giveCode(page, app.code());
    await page.getByRole('heading', { name: 'Sign in as an administrator' }).waitFor();
    assert.match((await page.getByRole('alert').textContent()) ?? '', /begin again with the password/);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [what, viewport] of [
      ['a phone', { width: 390, height: 844 }],
      ['a desk', { width: 1280, height: 800 }],
    ] as const) {
      test(`it fits ${what}, in ${colorScheme}, and can be read at every step`, async (t) => {
        const { id, login, app } = await administrator();
        await phoneOf(id);
        const { page, complaints, url } = await opened(t, { viewport, colorScheme });
        const looksRight = async (step: string) => {
          const pictures = process.env.COFACTOR_PICTURES;
          const path = `${pictures}/signin-${step}-${colorScheme}-${viewport.width}.png`;
          if (pictures) await page.screenshot({ path });
          assert.deepEqual(await audited(page), []);
          assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false, step);
        };
        await page.goto(url);
        await page.getByLabel('Login').waitFor();
        await looksRight('password');
        await givePassword(page, login);
        await page.getByRole('button', { name: 'Ask me there' }).click();
        await page.getByText('Pick this number there').waitFor();
        await looksRight('number');
        await page.getByRole('button', { name: 'Authenticator app 2' }).click();
        await page.getByLabel('Code of the app').waitFor();
        await looksRight('code');
        await giveCode(page, app.code());
        await seesWhoTheyAre(page, login);
        await looksRight('done');
        assert.deepEqual(complaints, []);
      });
    }
  }
});
