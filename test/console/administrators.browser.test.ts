import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { auditView } from '../support/console/auditView.ts';
import { type HelpDesk, helpDesk } from '../support/console/helpDesk.ts';
import { openWindow } from '../support/console/openWindow.ts';
import { type Users, usersOf } from '../support/console/users.ts';

describe('Settings > Administrators', { skip: withoutBrowser }, () => {
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
  const local = () => service.url.replace('127.0.0.1', 'localhost');
  const PLACE = '/admin/security/administrators';
  const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

  async function signedIn(t: Parameters<typeof openWindow>[0], role: string) {
    const administrator = await desk.administrator(role);
    const { page } = await openWindow(t, browser, service);
    await page.goto(`${local()}/admin/signin`);
    await desk.signIn(page, administrator.login);
    return { ...administrator, page };
  }

  test('a role is given once its giver has proven themselves anew, says what it allows, and is taken again', async (t) => {
    const { id, name } = await users.person('Rita', 'Roles');
    const { page, code, login } = await signedIn(t, 'SUPER_ADMIN');
    await desk.keepSession(page, 16);
    await page.goto(`${local()}/admin/users`);
    await page.getByRole('navigation').getByRole('link', { name: 'Administrators' }).click();
    assert.equal(await rowOf(page, login).getByRole('button').count(), 0, 'nothing to do to oneself');
    await page.getByRole('button', { name: 'Give a role' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Login or user id').fill('nobody-at-all@example.com');
    await dialog.getByRole('combobox').selectOption('Help desk');
    await dialog.getByText('somebody else has to approve').waitFor();
    await dialog.getByRole('button', { name: 'Give a role' }).click();
    await dialog.getByRole('textbox', { name: 'Code' }).fill(code());
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Login or user id').fill(id);
    await dialog.getByRole('button', { name: 'Give a role' }).click();
    await rowOf(page, name).getByText('Help desk').waitFor();
    const held = async () =>
      (await service.call('GET', `/api/v1/users/${id}/roles`)).body.map(({ type }: { readonly type: string }) => type);
    assert.deepEqual(await held(), ['HELP_DESK_ADMIN']);

    const actions = rowOf(page, name).getByRole('button', { name: `Actions ${name}` });
    await actions.click();
    await page.getByRole('menuitem', { name: 'Give a role' }).click();
    assert.equal(await dialog.getByRole('option', { name: 'Help desk' }).count(), 0, 'it is held already');
    await dialog.getByRole('button', { name: 'Give a role' }).click();
    await rowOf(page, name).getByText('Read only').waitFor();
    for (const role of ['Help desk', 'Read only']) {
      await actions.click();
      await page.getByRole('menuitem', { name: `Take ${role}` }).click();
      await dialog.getByRole('button', { name: `Take ${role} from ${name}` }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    await rowOf(page, name).waitFor({ state: 'detached' });
    assert.deepEqual(await held(), []);
  });

  test('many are shown page by page', async (t) => {
    for (let count = 0; count < 26; count++) {
      const { id } = await users.person('Many', `Helpers ${count}`);
      await service.call('POST', `/api/v1/users/${id}/roles`, { type: 'HELP_DESK_ADMIN' });
    }
    const { page, complaints } = await openWindow(t, browser, service);
    await page.goto(`${service.url}${PLACE}`);
    await page.getByText('25 shown').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
    assert.ok((await page.getByRole('row').count()) > 27);
    assert.deepEqual(complaints, []);
  });

  test('who may not give roles sees who holds them, and no button', async (t) => {
    const { page, login } = await signedIn(t, 'HELP_DESK_ADMIN');
    await page.goto(`${local()}${PLACE}`);
    await page.getByRole('table').waitFor();
    assert.equal(await page.getByRole('button', { name: /Give a role|Actions/ }).count(), 0);
    const body = JSON.stringify({ type: 'SUPER_ADMIN' });
    const init = JSON.stringify({ method: 'POST', headers: { 'content-type': 'application/json' }, body });
    assert.equal(
      await page.evaluate(`fetch('/api/v1/users/${login}/roles', ${init}).then(({ status }) => status)`),
      403,
    );
  });

  test('administrators that the service cannot list are said to be so, and asked for again', async (t) => {
    const { page } = await openWindow(t, browser, service);
    let failing = true;
    await page.route('**/assignees/users*', (route) =>
      failing
        ? route.fulfill({ status: 500, json: { errorCode: 'E0000009', errorSummary: 'Internal Server Error' } })
        : route.continue(),
    );
    await page.goto(`${service.url}${PLACE}`);
    await page.getByRole('alert').getByText('This could not be loaded').waitFor();
    failing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('table').waitFor();
  });

  for (const [colorScheme, width, locale] of [
    ['light', 1440, 'en-GB'],
    ['dark', 390, 'de-DE'],
  ] as const) {
    test(`${colorScheme}, ${width} wide, ${locale}: axe finds nothing in any state, and nothing overflows`, async (t) => {
      const { page, complaints } = await openWindow(t, browser, service, {
        colorScheme,
        locale,
        viewport: { width, height: 900 },
      });
      await page.goto(`${service.url}${PLACE}`);
      await page.getByRole('table').waitFor();
      await auditView(page, 'administrators');
      await page.getByRole('button', { name: /Give a role|Rolle geben/ }).click();
      await page.getByRole('dialog').waitFor();
      await auditView(page, 'give a role');
      assert.deepEqual(complaints, []);
    });
  }
});
