import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { auditView } from '../support/console/auditView.ts';
import { openWindow } from '../support/console/openWindow.ts';
import { QUESTION, type Users, usersOf } from '../support/console/users.ts';

describe('the admin console', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  let users: Users;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:']);
    browser = await startBrowser();
    users = usersOf(service);
  });
  after(async () => {
    await browser.close();
    await service.stop();
  });

  for (const [colorScheme, width, locale] of [
    ['light', 1440, 'en-GB'],
    ['dark', 360, 'de-DE'],
  ] as const) {
    test(`${colorScheme}, ${width} wide, ${locale}: axe finds nothing in any view and state, nothing overflows, and the policy is kept`, async (t) => {
      const { id } = await users.person(
        'Maximiliana-Konstantinopolitanska',
        'von und zu Hohenlohe-Waldenburg-Schillingsfürst',
      );
      await users.enroll(id, users.sms());
      await users.enroll(id, QUESTION);
      const { page, complaints } = await openWindow(t, browser, service, {
        colorScheme,
        locale,
        viewport: { width, height: 900 },
      });
      await page.goto(`${service.url}/admin`);
      await page.getByRole('table').waitFor();
      await auditView(page, 'people');
      await page.getByRole('searchbox').fill('nobody-at-all');
      await page.getByRole('button', { name: /Clear the search|Suche leeren/ }).waitFor();
      await auditView(page, 'nobody found');
      await page.goto(`${service.url}/admin/user/profile/view/00uNobodyNobodyNobod`);
      await page.getByRole('alert').waitFor();
      await auditView(page, 'no such person');
      await page.goto(`${service.url}/admin/user/profile/view/${id}`);
      await page.getByRole('heading', { level: 3 }).nth(2).waitFor();
      await auditView(page, 'a person');
      await page.getByRole('button', { name: /More Actions|Weitere Aktionen/ }).click();
      await page.getByRole('menu').waitFor();
      await auditView(page, 'more actions');
      await page.getByRole('menuitem').first().click();
      await page
        .getByRole('dialog')
        .getByText(/Only those|Nur die/)
        .click();
      await auditView(page, 'reset');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      assert.deepEqual(complaints, []);
    });
  }

  test('a page that the service cannot answer says so, and can be tried again', async (t) => {
    const { page } = await openWindow(t, browser, service);
    let failing = true;
    await page.route('**/api/v1/users?*', (route) =>
      failing
        ? route.fulfill({ status: 500, json: { errorCode: 'E0000009', errorSummary: 'Internal Server Error' } })
        : route.continue(),
    );
    await page.goto(`${service.url}/admin/users`);
    await page.getByRole('alert').getByText('This could not be loaded').waitFor();
    failing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('table').waitFor();
  });

  test('XSS through a name: what a user can fill stays text', async (t) => {
    const script = '<img src=x onerror="document.title=1">';
    const { id } = await users.person(script, '"><script>alert(1)</script>');
    const { page, complaints } = await openWindow(t, browser, service);
    await page.goto(`${service.url}/admin/user/profile/view/${id}`);
    await page.getByRole('heading', { name: script }).waitFor();
    assert.equal(await page.locator('img[src=x]').count(), 0);
    assert.deepEqual(complaints, []);
  });

  test('attack: somebody finds the page of a person that was left open; it asks nothing by itself for long, so the session ends', async (t) => {
    const { id, name } = await users.person('Ida', 'Idle');
    const { page } = await openWindow(t, browser, service);
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes('/api/')) asked += 1;
    });
    const pass = async (minutes: number) => {
      const before = asked;
      // In steps shorter than the interval, so that each look has been answered before the next is due.
      for (let n = 0; n < minutes * 12; n++) await page.clock.runFor(5_000);
      return asked - before;
    };
    await page.clock.install();
    await page.goto(`${service.url}/admin/user/profile/view/${id}`);
    await page.getByRole('heading', { name, level: 1 }).click();
    assert.ok((await pass(2)) > 0, 'looked at anew while somebody is there');
    await pass(2);
    assert.equal(await pass(10), 0);
    await page.keyboard.press('Shift');
    assert.ok((await pass(1)) > 0, 'and when they are back');
  });

  /** A request for the token of development mode, as a browser's or somebody else's. */
  const asked = (headers: Readonly<Record<string, string>>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const own = { 'sec-fetch-site': 'same-origin', ...headers };
      request(`${service.url}/dev/console`, { headers: own }, (reply) => resolve(reply.resume().statusCode))
        .on('error', reject)
        .end();
    });

  test('development mode opens to a page of its own on this machine, and to nobody through a proxy, of another site or name', async () => {
    assert.equal(await asked({}), 200);
    const refused: readonly Readonly<Record<string, string>>[] = [
      { 'x-forwarded-for': '127.0.0.1' },
      { 'x-forwarded-proto': 'https' },
      { forwarded: 'for=127.0.0.1' },
      { via: '1.1 proxy' },
      { 'x-real-ip': '127.0.0.1' },
      { 'cf-connecting-ip': '127.0.0.1' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { host: 'evil.example' },
    ];
    for (const headers of refused) {
      const status = await asked(headers);
      assert.ok(status !== undefined && status >= 400, `${JSON.stringify(headers)} got ${status}`);
    }
  });

  test('clickjacking: no page may put the console into a frame, and its files are nobody else’s', async () => {
    const { headers } = await fetch(`${service.url}/admin/users`);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'.*frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|data:|https?:|\*/);
    assert.equal((await fetch(`${service.url}/admin/nothing`)).status, 404);
    assert.equal((await fetch(`${service.url}/admin/app/..%2findex.html`)).status, 404);
  });
});
