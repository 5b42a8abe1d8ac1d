import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { type HelpDesk, helpDesk } from '../support/console/helpDesk.ts';
import { openWindow } from '../support/console/openWindow.ts';
import { QUESTION, type Users, usersOf } from '../support/console/users.ts';

describe('the help desk in the admin console', { skip: withoutBrowser }, () => {
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

  const sees = (page: Page, heading: string) => page.getByRole('heading', { name: heading, exact: true }).waitFor();

  test('the support article: sign in as help desk, Directory > People, find the user stuck in pending, read the id in the URL, More Actions > Reset Authenticators, and the user enrolls anew', async (t) => {
    const stuck = await users.person('Sabine', 'Stuck');
    const phone = users.newPhone();
    await users.enroll(stuck.id, users.sms(phone));
    const { page, complaints } = await openWindow(t, browser, service);
    const { login } = await desk.administrator('HELP_DESK_ADMIN');
    await page.goto(`${local()}/admin/signin`);
    await desk.signIn(page, login);
    await page.getByRole('link', { name: 'Open the console' }).click();

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'People' }).click();
    await page.getByRole('searchbox', { name: 'Search people' }).fill('sabine st');
    await page.getByRole('link', { name: stuck.name }).click();
    await sees(page, stuck.name);
    assert.equal(new URL(page.url()).pathname, `/admin/user/profile/view/${stuck.id}`);
    await page.getByText('SMS is stuck in pending').waitFor();

    await page.getByRole('button', { name: 'More Actions' }).click();
    // Nobody of the help desk suspends: it is not offered.
    assert.deepEqual(await page.getByRole('menuitem').allTextContents(), ['Reset Authenticators']);
    await page.getByRole('menuitem', { name: 'Reset Authenticators' }).click();
    const dialog = page.getByRole('dialog', { name: `Reset authenticators of ${stuck.name}` });
    await dialog.getByText('SMS, which was never activated, is removed.').waitFor();
    await dialog.getByRole('button', { name: 'Reset 1 authenticator' }).click();
    await page.getByRole('status').getByText('Done: SMS removed.').waitFor();
    await page.getByText('No authenticators are set up').waitFor();

    // The wait between two messages to a phone.
    await desk.wait(31);
    const again = await users.enroll(stuck.id, users.sms(phone));
    assert.equal(again.status, 'PENDING_ACTIVATION');
    const passCode = await users.lastCode(phone);
    const path = `/api/v1/users/${stuck.id}/factors/${again.id}/lifecycle/activate`;
    const active = await service.call('POST', path, { passCode });
    assert.equal(active.body.status, 'ACTIVE', JSON.stringify(active.body));
    assert.deepEqual(complaints, []);
  });

  test('who comes without a session is sent to the sign-in, and back to where they were going', async (t) => {
    const { id, name } = await users.person('Rita', 'Return');
    const { login } = await desk.administrator('READ_ONLY_ADMIN');
    const { page } = await openWindow(t, browser, service);
    // The page of another name than this machine's: development mode does not open it.
    await page.route('**/dev/console', (route) => route.fulfill({ status: 403, json: { errorCode: 'E0000006' } }));
    await page.goto(`${local()}/admin/user/profile/view/${id}`);
    await desk.signIn(page, login);
    await sees(page, name);
    // Who may only read is offered nothing.
    assert.equal(await page.getByRole('button', { name: 'More Actions' }).count(), 0);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await sees(page, 'Sign in as an administrator');
  });

  test('a proof of before is asked for again before a reset, and what was chosen is still chosen', async (t) => {
    const { id, name } = await users.person('Pia', 'Proof');
    await users.enroll(id, users.sms());
    await users.enroll(id, QUESTION);
    const administrator = await desk.administrator('USER_ADMIN');
    const { page } = await openWindow(t, browser, service);
    await page.goto(`${local()}/admin/signin`);
    await desk.signIn(page, administrator.login);
    await page.goto(`${local()}/admin/user/profile/view/${id}`);
    await sees(page, name);
    await desk.keepSession(page, 16);
    await page.getByRole('button', { name: 'Reset SMS' }).click();
    const dialog = page.getByRole('dialog');
    assert.equal(await dialog.getByRole('checkbox', { name: /^SMS/ }).isChecked(), true);
    await dialog.getByRole('button', { name: 'Reset 1 authenticator' }).click();
    await dialog.getByRole('textbox', { name: 'Code' }).fill(administrator.code());
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('status').getByText('Done: SMS removed.').waitFor();
    await page.getByText('Pending activation').waitFor({ state: 'detached' });
    const { body } = await service.call('GET', `/api/v1/users/${id}/factors`);
    assert.deepEqual(
      body.map((factor: { factorType: string }) => factor.factorType),
      ['question'],
    );
  });

  test('a caller who still has a factor reads a code out before the help desk resets it, or a colleague approves', async (t) => {
    const { id, name } = await users.person('Carla', 'Caller');
    const phone = users.newPhone();
    const factor = await users.enroll(id, users.sms(phone));
    const path = `/api/v1/users/${id}/factors/${factor.id}`;
    await service.call('POST', `${path}/lifecycle/activate`, { passCode: await users.lastCode(phone) });
    await desk.wait(31);
    const helper = await openWindow(t, browser, service);
    await helper.page.goto(`${local()}/admin/signin`);
    await desk.signIn(helper.page, (await desk.administrator('HELP_DESK_ADMIN')).login);
    await helper.page.goto(`${local()}/admin/user/profile/view/${id}`);
    await sees(helper.page, name);
    await helper.page.getByRole('button', { name: 'More Actions' }).click();
    await helper.page.getByRole('menuitem', { name: 'Reset Authenticators' }).click();
    const dialog = helper.page.getByRole('dialog');
    const reset = dialog.getByRole('button', { name: 'Reset 1 authenticator' });
    // Nobody is asked before there is a reason.
    assert.equal(await reset.isDisabled(), true);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('lost the phone');
    await dialog.getByRole('textbox', { name: 'Ticket' }).fill('T-1');
    await reset.click();
    const code = dialog.getByRole('textbox', { name: 'Code' });
    await code.waitFor();
    await code.fill(await users.lastCode(phone));
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await helper.page.getByRole('status').getByText('Done: SMS removed.').waitFor();
    assert.deepEqual((await service.call('GET', `/api/v1/users/${id}/factors`)).body, []);

    await users.enroll(id, QUESTION);
    await helper.page.reload();
    await helper.page.getByRole('heading', { name: 'Security question' }).waitFor();
    await helper.page.getByRole('button', { name: 'More Actions' }).click();
    await helper.page.getByRole('menuitem', { name: 'Reset Authenticators' }).click();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('forgot the answer');
    await reset.click();
    await dialog.getByText('Waiting for a colleague').waitFor();
    assert.equal(await reset.isDisabled(), true, 'asking again would throw the approval away');
    const colleague = await openWindow(t, browser, service);
    await colleague.page.goto(`${local()}/admin/signin`);
    await desk.signIn(colleague.page, (await desk.administrator('USER_ADMIN')).login);
    await colleague.page.goto(`${local()}/admin/user/profile/view/${id}`);
    await colleague.page.getByText('forgot the answer', { exact: true }).waitFor();
    await colleague.page.getByRole('button', { name: 'Approve the reset' }).click();
    await helper.page.getByRole('status').getByText('Done: Security question removed.').waitFor();
    assert.deepEqual([...helper.complaints, ...colleague.complaints], []);
  });
});
