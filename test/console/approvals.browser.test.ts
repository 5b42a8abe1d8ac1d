import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { type HelpDesk, helpDesk } from '../support/console/helpDesk.ts';
import { openWindow } from '../support/console/openWindow.ts';
import { type Users, usersOf } from '../support/console/users.ts';

describe('approvals of the help desk in the admin console', { skip: withoutBrowser }, () => {
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

  /** Somebody with an active phone. */
  async function owner(firstName: string, lastName: string) {
    const { id, name } = await users.person(firstName, lastName);
    const phone = users.newPhone();
    const factor = await users.enroll(id, users.sms(phone));
    const passCode = await users.lastCode(phone);
    const path = `/api/v1/users/${id}/factors/${factor.id}/lifecycle/activate`;
    const active = await service.call('POST', path, { passCode });
    return { id, name, phone, factorId: active.body.id };
  }

  async function signedIn(t: Parameters<typeof openWindow>[0], role: string) {
    const administrator = await desk.administrator(role);
    const { page, complaints } = await openWindow(t, browser, service);
    await page.goto(`${local()}/admin/signin`);
    await desk.signIn(page, administrator.login);
    return { ...administrator, page, complaints };
  }

  async function opens(page: Page, id: string) {
    await page.goto(`${local()}/admin/user/profile/view/${id}`);
    await page.getByRole('button', { name: 'More Actions' }).waitFor();
    await page.waitForLoadState('networkidle');
  }

  /** Asks for a colleague's approval in the session of a page. */
  async function asks(page: Page, id: string, act: object): Promise<string> {
    const body = JSON.stringify({ ...act, approval: 'ADMINISTRATOR', reason: 'lost the phone' });
    const init = JSON.stringify({ method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const reply = (await page.evaluate(
      `fetch('/api/v1/users/${id}/help-desk-requests', ${init}).then((reply) => reply.json())`,
    )) as { readonly id: string; readonly status: string };
    assert.equal(reply.status, 'WAITING', JSON.stringify(reply));
    return reply.id;
  }
  const ASKED = 'A colleague asks for your approval';

  test('attack: a temporary code is asked for, and the colleague is shown a reset', async (t) => {
    const { id, phone, factorId } = await owner('Tilda', 'Temporary');
    const colleague = await signedIn(t, 'USER_ADMIN');
    await desk.keepSession(colleague.page, 16);
    const helper = await signedIn(t, 'HELP_DESK_ADMIN');
    const asked = await asks(helper.page, id, { action: 'TEMPORARY_CODE' });
    await asks(helper.page, id, { action: 'REMOVE_FACTORS', factorIds: [factorId] });
    await opens(colleague.page, id);
    const code = colleague.page.getByRole('region', { name: ASKED }).filter({ hasText: 'a temporary code' });
    await code.getByText(`Asked by Hedy Desk (${helper.login})`).waitFor();
    assert.equal(await code.getByRole('button', { name: 'Approve the reset' }).count(), 0);
    const removal = colleague.page
      .getByRole('region', { name: ASKED })
      .filter({ hasText: `SMS ••• ${phone.slice(-4)}` });
    await removal.getByRole('button', { name: 'Approve the reset' }).waitFor();

    // The proof of the colleague is old: what they decided goes on once they have proven themselves.
    await code.getByRole('button', { name: 'Approve the temporary code' }).click();
    await code.getByRole('textbox', { name: 'Code' }).fill(colleague.code());
    await code.getByRole('button', { name: 'Confirm' }).click();
    await colleague.page.getByRole('status').getByText('your colleague can give out the code now').waitFor();
    const { body } = await service.call('GET', `/api/v1/users/${id}/help-desk-requests/${asked}`);
    assert.equal(body.status, 'APPROVED');
    await removal.getByRole('button', { name: 'Refuse it' }).click();
    await removal.waitFor({ state: 'detached' });
    assert.deepEqual([...helper.complaints, ...colleague.complaints], []);
  });

  test('a decision is offered to nobody of the help desk, and to nobody about themselves', async (t) => {
    const { id } = await owner('Nora', 'Nobody');
    const colleague = await signedIn(t, 'USER_ADMIN');
    const helper = await signedIn(t, 'HELP_DESK_ADMIN');
    const other = await signedIn(t, 'HELP_DESK_ADMIN');
    const own = (await service.call('GET', `/api/v1/users/${other.login}`)).body.id;
    for (const about of [id, own]) await asks(helper.page, about, { action: 'RESET_FACTORS' });
    const offered = async (page: Page, about: string) => {
      await opens(page, about);
      return page.getByRole('heading', { name: ASKED }).count();
    };
    assert.equal(await offered(colleague.page, id), 1);
    assert.equal(await offered(colleague.page, own), 1);
    assert.equal(await offered(other.page, id), 0);
    // Now they may decide, but not about themselves.
    assert.equal((await service.call('POST', `/api/v1/users/${own}/roles`, { type: 'USER_ADMIN' })).status, 201);
    assert.equal(await offered(other.page, id), 1);
    assert.equal(await offered(other.page, own), 0);
  });

  test('a code that a caller read out is kept while the helper proves themselves once more', async (t) => {
    const { id, phone } = await owner('Carl', 'Code');
    const helper = await signedIn(t, 'HELP_DESK_ADMIN');
    const { page } = helper;
    await desk.keepSession(page, 8);
    await opens(page, id);
    await page.getByRole('button', { name: 'More Actions' }).click();
    await page.getByRole('menuitem', { name: 'Reset Authenticators' }).click();
    await desk.wait(240);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('lost the phone');
    await dialog.getByRole('button', { name: 'Reset 1 authenticator' }).click();
    const code = dialog.getByRole('textbox', { name: 'Code' });
    await code.waitFor();
    await desk.wait(240);
    await code.fill(await users.lastCode(phone));
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
    await code.fill(helper.code());
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('status').getByText('Done: SMS removed.').waitFor();
    assert.deepEqual(helper.complaints, []);
  });
});
