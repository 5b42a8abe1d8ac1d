import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axeFaults } from '../support/axe.ts';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { type HelpDesk, helpDesk } from '../support/console/helpDesk.ts';
import { openWindow } from '../support/console/openWindow.ts';

describe('the admin console', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  let desk: HelpDesk;
  let people = 0;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:']);
    browser = await startBrowser();
    desk = helpDesk(service);
  });
  after(async () => {
    await browser.close();
    await service.stop();
  });
  const local = () => service.url.replace('127.0.0.1', 'localhost');

  async function person(firstName: string, lastName: string): Promise<{ readonly id: string; readonly name: string }> {
    const login = `person-${++people}@example.com`;
    const profile = { firstName, lastName, login, email: login };
    const { status, body } = await service.call('POST', '/api/v1/users', {
      profile,
      credentials: { password: { value: 'Correct4Horses' } },
    });
    assert.equal(status, 200, JSON.stringify(body));
    return { id: body.id, name: `${firstName} ${lastName}` };
  }
  const enroll = async (id: string, factor: object) => {
    const { status, body } = await service.call('POST', `/api/v1/users/${id}/factors`, factor);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  let phones = 0;
  /** A phone that has had no message yet. */
  const newPhone = () => `+18024482${String(++phones).padStart(3, '0')}`;
  const sms = (phoneNumber = newPhone()) => ({ factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } });
  const question = {
    factorType: 'question',
    provider: 'OKTA',
    profile: { question: 'disliked_food', answer: 'mayonnaise' },
  };

  const sees = (page: Page, heading: string) => page.getByRole('heading', { name: heading, exact: true }).waitFor();

  test('the support article: sign in as help desk, Directory > People, find the user stuck in pending, read the id in the URL, More Actions > Reset Authenticators, and the user enrolls anew', async (t) => {
    const stuck = await person('Sabine', 'Stuck');
    const phone = newPhone();
    await enroll(stuck.id, sms(phone));
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
    const again = await enroll(stuck.id, sms(phone));
    assert.equal(again.status, 'PENDING_ACTIVATION');
    const inbox = await service.call('GET', `/dev/inbox?to=${encodeURIComponent(phone)}`);
    const { code: passCode } = inbox.body.at(-1);
    const path = `/api/v1/users/${stuck.id}/factors/${again.id}/lifecycle/activate`;
    const active = await service.call('POST', path, { passCode });
    assert.equal(active.body.status, 'ACTIVE', JSON.stringify(active.body));
    assert.deepEqual(complaints, []);
  });

  test('who comes without a session is sent to the sign-in, and back to where they were going', async (t) => {
    const { id, name } = await person('Rita', 'Return');
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
    const { id, name } = await person('Pia', 'Proof');
    await enroll(id, sms());
    await enroll(id, question);
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

  for (const [colorScheme, width, locale] of [
    ['light', 1440, 'en-GB'],
    ['dark', 360, 'de-DE'],
  ] as const) {
    test(`${colorScheme}, ${width} wide, ${locale}: axe finds nothing in any view and state, nothing overflows, and the policy is kept`, async (t) => {
      const { id } = await person(
        'Maximiliana-Konstantinopolitanska',
        'von und zu Hohenlohe-Waldenburg-Schillingsfürst',
      );
      await enroll(id, sms());
      await enroll(id, question);
      const { page, complaints } = await openWindow(t, browser, service, {
        colorScheme,
        locale,
        viewport: { width, height: 900 },
      });
      const audit = async (view: string) => {
        assert.deepEqual(await axeFaults(page), [], view);
        const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.equal(wide, 0, `${view} is too wide`);
      };
      await page.goto(`${service.url}/admin`);
      await page.getByRole('table').waitFor();
      await audit('people');
      await page.getByRole('searchbox').fill('nobody-at-all');
      await page.getByRole('button', { name: /Clear the search|Suche leeren/ }).waitFor();
      await audit('nobody found');
      await page.goto(`${service.url}/admin/user/profile/view/00uNobodyNobodyNobod`);
      await page.getByRole('alert').waitFor();
      await audit('no such person');
      await page.goto(`${service.url}/admin/user/profile/view/${id}`);
      await page.getByRole('heading', { level: 3 }).nth(2).waitFor();
      await audit('a person');
      await page.getByRole('button', { name: /More Actions|Weitere Aktionen/ }).click();
      await page.getByRole('menu').waitFor();
      await audit('more actions');
      await page.getByRole('menuitem').first().click();
      await page
        .getByRole('dialog')
        .getByText(/Only those|Nur die/)
        .click();
      await audit('reset');
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
    const { id } = await person(script, '"><script>alert(1)</script>');
    const { page, complaints } = await openWindow(t, browser, service);
    await page.goto(`${service.url}/admin/user/profile/view/${id}`);
    await page.getByRole('heading', { name: script }).waitFor();
    assert.equal(await page.locator('img[src=x]').count(), 0);
    assert.deepEqual(complaints, []);
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
