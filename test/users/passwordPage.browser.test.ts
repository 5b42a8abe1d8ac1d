import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { audited } from '../support/authenticator/app.ts';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { start } from '../support/command.ts';

const headers = { authorization: 'SSWS dev-token', 'content-type': 'application/json' };
const GOOD = 'Correct4Horses';

describe('the page that sets a password', { skip: withoutBrowser }, () => {
  let service: Awaited<ReturnType<typeof start>>;
  let browser: Browser;
  let people = 0;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:']);
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await service.stop();
  });

  const post = async (path: string, body: object = {}) => {
    const reply = await fetch(`${service.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
    return (await reply.json()) as any;
  };

  /** A page of somebody who has just been activated, and everything it complains about. */
  async function opened(options: Parameters<Browser['newPage']>[0] = {}) {
    const login = `a-rather-long-login-of-somebody-${++people}@example.com`;
    const profile = { firstName: 'Ada', lastName: 'L', login, email: login };
    const { id } = await post('/api/v1/users?activate=false', { profile });
    const { activationUrl } = await post(`/api/v1/users/${id}/lifecycle/activate?sendEmail=false`);
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(activationUrl);
    return { id, page, complaints, url: activationUrl as string };
  }
  const fill = async (page: Page, password: string, again = password) => {
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByLabel('The same password again').fill(again);
    await page.getByRole('button', { name: 'Set password' }).click();
  };

  test('people are told what is wrong, then their password is set and they are ACTIVE', async (t) => {
    const { id, page, url } = await opened();
    t.after(() => page.close());
    await fill(page, 'short');
    assert.match((await page.getByRole('alert').textContent()) ?? '', /at least 8 characters/);
    await fill(page, GOOD, `${GOOD}x`);
    assert.match((await page.getByRole('alert').textContent()) ?? '', /not the same/);
    await fill(page, GOOD);
    await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
    const user = await (await fetch(`${service.url}/api/v1/users/${id}`, { headers })).json();
    assert.equal((user as { status: string }).status, 'ACTIVE');
    await page.goto(url);
    await page.getByRole('heading', { name: 'This link has been used' }).waitFor();
    await page.getByText('Sign in with that password').waitFor();
    assert.deepEqual(await audited(page), []);
    const pictures = process.env.COFACTOR_PICTURES;
    for (const colorScheme of pictures ? (['light', 'dark'] as const) : []) {
      await page.emulateMedia({ colorScheme });
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.screenshot({ path: `${pictures}/used-${colorScheme}-${width}.png` });
      }
    }
    await page.goto(`${service.url}/tokens/${'x'.repeat(43)}/verify`);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await page.getByText('We do not know this link, or it has ended').waitFor();
  });

  test('people who forgot their password are asked for the answer to their recovery question, and told when it is wrong', async (t) => {
    const login = `forgetful-${++people}@example.com`;
    const recovery_question = { question: 'Which ship?', answer: 'The Mark I' };
    const { id } = await post('/api/v1/users', {
      profile: { firstName: 'Ada', lastName: 'L', login, email: login },
      credentials: { password: { value: 'Former6Ponies' }, recovery_question },
    });
    const { resetPasswordUrl } = await post(`/api/v1/users/${id}/credentials/forgot_password?sendEmail=false`);
    const page = await browser.newPage();
    t.after(() => page.close());
    await page.goto(resetPasswordUrl);
    assert.deepEqual(await audited(page), []);
    await page.getByLabel('Which ship?').fill('The Enterprise');
    await fill(page, GOOD);
    assert.match((await page.getByRole('alert').textContent()) ?? '', /answer is not the one/);
    await page.getByLabel('Which ship?').fill('the mark i');
    await fill(page, GOOD);
    await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [what, viewport] of [
      ['a phone', { width: 390, height: 844 }],
      ['a desk', { width: 1280, height: 800 }],
    ] as const) {
      test(`it fits ${what}, in ${colorScheme}, can be read, and nothing is refused by its policy`, async (t) => {
        const { page, complaints } = await opened({ viewport, colorScheme });
        t.after(() => page.close());
        const pictures = process.env.COFACTOR_PICTURES;
        if (pictures) await page.screenshot({ path: `${pictures}/password-${colorScheme}-${viewport.width}.png` });
        assert.deepEqual(await audited(page), []);
        const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
        assert.equal(wide, false, 'nothing is cut off at the side');
        const corner = await page.evaluate('getComputedStyle(document.querySelector("main")).borderRadius');
        assert.notEqual(corner, '0px', 'the style sheet is there');
        assert.deepEqual(complaints, []);
      });
    }
  }
});
