import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { auditView } from '../support/console/auditView.ts';
import { type HelpDesk, helpDesk } from '../support/console/helpDesk.ts';
import { openWindow } from '../support/console/openWindow.ts';
import { type Users, usersOf } from '../support/console/users.ts';
import { endpoint, eventHookRequest, path } from '../support/hooks/eventWorld.ts';

describe('Workflow > Event hooks', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  let desk: HelpDesk;
  let users: Users;
  let at: Awaited<ReturnType<typeof endpoint>>;
  let hookId: string;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:']);
    browser = await startBrowser();
    desk = helpDesk(service);
    users = usersOf(service);
    at = await endpoint();
    const events = { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] };
    hookId = (await service.call('POST', path, eventHookRequest(at.url, { events }))).body.id;
  });
  after(async () => {
    await browser.close();
    await service.stop();
    await at.close();
  });
  const PLACE = '/admin/workflow/eventhooks';
  const NAME = 'Event Hook Test';
  const refusing = () => {
    at.answer = (response) => void response.writeHead(503).end();
  };

  async function chooses(page: Page, step: string, button: string) {
    await page.getByRole('button', { name: `Actions ${NAME}` }).click();
    await page.getByRole('menuitem', { name: step }).click();
    await page.getByRole('dialog').getByRole('button', { name: button }).click();
    await page.getByRole('status').getByText(`Done: ${button}`).waitFor();
  }

  test('a hook is verified, shows what it did not take and why, and is sent it again', async (t) => {
    const { page, complaints } = await openWindow(t, browser, service);
    await page.goto(`${service.url}/admin/users`);
    await page.getByRole('navigation').getByRole('link', { name: 'Event hooks' }).click();
    await page.getByText('Not verified').waitFor();
    await chooses(page, 'Verify', `Verify ${NAME}`);
    await page.getByText('Verified', { exact: true }).waitFor();
    refusing();
    await users.person('Hugo', 'Hooked');
    await page.getByRole('button', { name: NAME, exact: true }).click();
    const deliveries = page.getByRole('region', { name: `Not taken by ${NAME}` });
    const row = deliveries.getByRole('row').filter({ hasText: 'user.lifecycle.create' });
    for (let tries = 0; tries < 20 && (await row.count()) === 0; tries++) {
      await page.waitForTimeout(500);
      await page.reload();
      await deliveries.waitFor();
    }
    await row.getByText('Tried again').waitFor();
    await row.getByText('503').waitFor();
    await deliveries.getByLabel('Show').selectOption('Given up');
    await deliveries.getByText('Nothing is left').waitFor();
    await page.waitForURL(
      (url) => url.searchParams.get('status') === 'DEAD' && url.searchParams.get('hook') === hookId,
    );
    await deliveries.getByLabel('Show').selectOption('Everything');
    await row.getByRole('link', { name: 'user.lifecycle.create' }).waitFor();
    at.answer = (response) => void response.writeHead(204).end();
    await chooses(page, 'Send again', `Send again to ${NAME}`);
    for (let tries = 0; tries < 20 && (await row.count()) > 0; tries++) {
      await page.waitForTimeout(500);
      await page.reload();
      await deliveries.waitFor();
    }
    await deliveries.getByText('Nothing is left').waitFor();
    assert.deepEqual(complaints, []);
  });

  test('who may not change hooks sees no button, who may not read them is told so, and nothing is asked', async (t) => {
    const local = service.url.replace('127.0.0.1', 'localhost');
    const signedIn = async (role: string) => {
      const { login } = await desk.administrator(role);
      const { page } = await openWindow(t, browser, service);
      await page.goto(`${local}/admin/signin`);
      await desk.signIn(page, login);
      return page;
    };
    const reader = await signedIn('READ_ONLY_ADMIN');
    await reader.goto(`${local}${PLACE}`);
    await reader.getByRole('button', { name: NAME }).waitFor();
    assert.equal(await reader.getByRole('button', { name: 'Actions' }).count(), 0);
    const helper = await signedIn('HELP_DESK_ADMIN');
    let asked = 0;
    helper.on('request', (request) => {
      if (request.url().includes(path)) asked += 1;
    });
    await helper.goto(`${local}${PLACE}`);
    await helper.getByText('You may not see this').waitFor();
    assert.equal(await helper.getByRole('link', { name: 'Event hooks' }).count(), 0);
    assert.equal(asked, 0);
    assert.equal(await helper.evaluate(`fetch('${path}').then(({ status }) => status)`), 403);
  });

  test('hooks that the service cannot list are said to be so, and asked for again', async (t) => {
    const { page } = await openWindow(t, browser, service);
    let failing = true;
    await page.route('**/api/v1/eventHooks', (route) =>
      failing
        ? route.fulfill({ status: 500, json: { errorCode: 'E0000009', errorSummary: 'Internal Server Error' } })
        : route.continue(),
    );
    await page.goto(`${service.url}${PLACE}`);
    await page.getByRole('alert').getByText('This could not be loaded').waitFor();
    failing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: NAME, exact: true }).waitFor();
  });

  for (const [colorScheme, width, locale] of [
    ['light', 1440, 'en-GB'],
    ['dark', 390, 'de-DE'],
  ] as const) {
    test(`${colorScheme}, ${width} wide, ${locale}: axe finds nothing in any state, and nothing overflows`, async (t) => {
      refusing();
      await users.person('Ada', 'Again');
      const { page, complaints } = await openWindow(t, browser, service, {
        colorScheme,
        locale,
        viewport: { width, height: 900 },
      });
      await page.goto(`${service.url}${PLACE}`);
      await page.getByRole('button', { name: NAME, exact: true }).click();
      await page.getByRole('region', { name: NAME }).getByRole('combobox').waitFor();
      await page
        .getByRole('cell', { name: /Tried again|Wird wiederholt/ })
        .first()
        .waitFor();
      await auditView(page, 'deliveries');
      await page.goto(`${service.url}${PLACE}?hook=${hookId}&status=DEAD`);
      await page.getByText(/Nothing is left|Nichts ist offen/).waitFor();
      await auditView(page, 'no dead letters');
      assert.deepEqual(complaints, []);
    });
  }
});
