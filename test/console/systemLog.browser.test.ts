import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { auditView } from '../support/console/auditView.ts';
import { type HelpDesk, helpDesk } from '../support/console/helpDesk.ts';
import { openWindow } from '../support/console/openWindow.ts';
import { type Users, usersOf } from '../support/console/users.ts';

describe('Reports > System Log', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  let desk: HelpDesk;
  let users: Users;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:']);
    browser = await startBrowser();
    desk = helpDesk(service);
    users = usersOf(service);
  });
  after(async () => {
    await browser.close();
    await service.stop();
  });
  const log = (search = '') => `${service.url}/admin/reports/system-log${search}`;
  const rows = (page: Page) => page.getByRole('table', { name: 'System Log' }).getByRole('row');

  test('an event is found by type and actor, the address holds the search, and its detail leads on', async (t) => {
    const { id, name } = await users.person('Lina', 'Logged');
    await users.enroll(id, users.sms());
    const { page, complaints } = await openWindow(t, browser, service);
    await page.goto(`${service.url}/admin/users`);
    await page.getByRole('navigation').getByRole('link', { name: 'System Log' }).click();
    await page.getByRole('heading', { name: 'System Log', level: 1 }).waitFor();
    await page.getByLabel('Event type').fill('cofactor.factor.enroll');
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('Lina');
    const found = page.getByRole('button', { name: 'Enroll factor for user' });
    await found.waitFor();
    await page.waitForURL(
      (url) => url.searchParams.get('type') === 'cofactor.factor.enroll' && url.searchParams.get('q') === 'Lina',
    );
    await found.click();
    assert.equal(await found.getAttribute('aria-expanded'), 'true');
    await page.getByRole('link', { name }).waitFor();
    await page.getByText('As JSON').click();
    await page.getByText('"eventType": "cofactor.factor.enroll"').waitFor();
    const sent = page.url();
    const { page: colleague } = await openWindow(t, browser, service);
    await colleague.goto(sent);
    await colleague.getByRole('button', { name: 'Enroll factor for user' }).waitFor();
    assert.equal(await rows(colleague).count(), 2);
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    assert.deepEqual(complaints, []);
  });

  test('a login finds what its person did; an outcome, and a login that nobody has, find what there is', async (t) => {
    const administrator = await desk.administrator('READ_ONLY_ADMIN');
    const { page } = await openWindow(t, browser, service);
    const local = service.url.replace('127.0.0.1', 'localhost');
    await page.goto(`${local}/admin/signin`);
    await desk.signIn(page, administrator.login);
    await page.goto(`${local}/admin/reports/system-log?actor=${administrator.login}`);
    await page.getByRole('button', { name: 'Sign in as administrator' }).waitFor();
    await page.getByLabel('Outcome').selectOption('Failed');
    await page.getByText('No event fits the filters').waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).first().click();
    await page.getByRole('table', { name: 'System Log' }).waitFor();
    await page.getByLabel('Actor').fill('nobody@example.com');
    await page.getByText('No event fits the filters').waitFor();
  });

  test('more is shown page by page, and a bar of the chart leads to its events, by its table as well', async (t) => {
    for (let count = 0; count < 60; count++) await users.person('Many', `Events ${count}`);
    const { page } = await openWindow(t, browser, service);
    await page.goto(log('?type=user.lifecycle.create'));
    await page.getByRole('button', { name: 'Show more' }).waitFor();
    assert.equal(await rows(page).count(), 51);
    await page.getByRole('button', { name: 'Show more' }).click();
    await rows(page).nth(55).waitFor();
    await page.getByText('As a table').click();
    await page.getByRole('table', { name: 'Shown events over time' }).getByRole('link').first().click();
    await page.waitForURL((url) => url.searchParams.has('since') && url.searchParams.has('until'));
    await page.getByRole('table', { name: 'System Log' }).waitFor();
  });

  test('what happens now comes by itself while somebody follows, and nothing is asked once they have gone', async (t) => {
    const { page } = await openWindow(t, browser, service);
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes('/api/v1/logs')) asked += 1;
    });
    await page.clock.install();
    await page.goto(log('?type=user.lifecycle.create'));
    await page.getByRole('table', { name: 'System Log' }).waitFor();
    await page.getByRole('checkbox', { name: 'Follow live' }).check({ force: true });
    await page.getByRole('status').getByText('0 new').waitFor();
    const { name } = await users.person('Nele', 'Newcomer');
    await page.clock.runFor(4_000);
    await page.getByRole('status').getByText('1 new').waitFor();
    await rows(page).nth(1).getByText(name).waitFor();
    for (let n = 0; n < 80; n++) await page.clock.runFor(3_000);
    await page.getByText('Paused: nobody is at this page').waitFor();
    const before = asked;
    for (let n = 0; n < 20; n++) await page.clock.runFor(3_000);
    assert.equal(asked, before);
  });

  for (const [format, check] of [
    ['CSV', (text: string) => assert.match(text, /^published,eventType.*\r\n.*,user\.lifecycle\.create,/)],
    [
      'JSON',
      (text: string) =>
        assert.ok(
          JSON.parse(text).every((event: { eventType: string }) => event.eventType === 'user.lifecycle.create'),
        ),
    ],
  ] as const) {
    test(`what is filtered is saved as ${format}`, async (t) => {
      await users.person('Ella', 'Exported');
      const { page, complaints } = await openWindow(t, browser, service);
      await page.goto(log('?type=user.lifecycle.create'));
      await page.getByRole('button', { name: 'Export' }).click();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page
          .getByRole('dialog')
          .getByRole('button', { name: `Save as ${format}` })
          .click(),
      ]);
      assert.equal(file.suggestedFilename(), `system-log.${format.toLowerCase()}`);
      check(readFileSync(await file.path(), 'utf8'));
      await page
        .getByRole('status')
        .getByText(/events saved/)
        .waitFor();
      assert.deepEqual(complaints, []);
    });
  }

  test('a role that may not read the log is neither offered it nor shown it', async (t) => {
    const administrator = await desk.administrator('HELP_DESK_ADMIN');
    const { page } = await openWindow(t, browser, service);
    const local = service.url.replace('127.0.0.1', 'localhost');
    await page.goto(`${local}/admin/signin`);
    await desk.signIn(page, administrator.login);
    await page.goto(`${local}/admin/users`);
    await page.getByRole('navigation').getByRole('link', { name: 'People' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'System Log' }).count(), 0);
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes('/api/v1/logs')) asked += 1;
    });
    await page.goto(`${local}/admin/reports/system-log`);
    await page.getByText('You may not see this').waitFor();
    assert.equal(asked, 0);
    assert.equal(await page.evaluate(`fetch('/api/v1/logs').then(({ status }) => status)`), 403);
  });

  test('a log that the service cannot read says so, and can be tried again', async (t) => {
    const { page } = await openWindow(t, browser, service);
    let failing = true;
    await page.route('**/api/v1/logs?*', (route) =>
      failing
        ? route.fulfill({ status: 500, json: { errorCode: 'E0000009', errorSummary: 'Internal Server Error' } })
        : route.continue(),
    );
    await page.goto(log());
    await page.getByRole('alert').getByText('This could not be loaded').waitFor();
    failing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('table', { name: 'System Log' }).waitFor();
  });

  for (const [colorScheme, width, locale] of [
    ['light', 1440, 'en-GB'],
    ['dark', 390, 'de-DE'],
  ] as const) {
    test(`${colorScheme}, ${width} wide, ${locale}: axe finds nothing in any state, and nothing overflows`, async (t) => {
      await users.enroll((await users.person('Ada', '<b>Lovelace</b>')).id, users.sms());
      const { page, complaints } = await openWindow(t, browser, service, {
        colorScheme,
        locale,
        viewport: { width, height: 900 },
      });
      await page.goto(log());
      await page.locator('[aria-expanded]').nth(1).waitFor();
      await auditView(page, 'the log');
      await page.getByRole('table').last().getByRole('button').first().click();
      await page.getByText(/As JSON|Als JSON/).click();
      await page.getByText(/As a table|Als Tabelle/).click();
      await auditView(page, 'an event');
      await page.getByRole('button', { name: /^Export/ }).click();
      await page.getByRole('dialog').waitFor();
      await auditView(page, 'export');
      await page.keyboard.press('Escape');
      await page.goto(log('?type=none.at.all'));
      await page.getByText(/No event fits|Kein Ereignis passt/).waitFor();
      await auditView(page, 'nothing');
      assert.deepEqual(complaints, []);
    });
  }
});
