import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { auditView } from '../support/console/auditView.ts';
import { type HelpDesk, helpDesk } from '../support/console/helpDesk.ts';
import { openWindow } from '../support/console/openWindow.ts';

describe('Settings > API', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  let desk: HelpDesk;
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
  const api = (tab = '') => `${service.url}/admin/security/api${tab}`;
  const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

  async function signedIn(t: Parameters<typeof openWindow>[0], role: string) {
    const administrator = await desk.administrator(role);
    const { page } = await openWindow(t, browser, service);
    await page.goto(`${local()}/admin/signin`);
    await desk.signIn(page, administrator.login);
    return { ...administrator, page };
  }

  async function keys() {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    return { open: await exportJWK(publicKey), secret: await exportJWK(privateKey) };
  }

  async function chooses(page: Page, name: string, action: string) {
    await rowOf(page, name)
      .getByRole('button', { name: `Actions ${name}` })
      .click();
    await page.getByRole('menuitem', { name: action }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `${action} ${name}` })
      .click();
    await page.getByRole('status').getByText(`Done: ${action} ${name}`).waitFor();
  }

  test('a service app is made by its public key alone, gets scopes by check boxes, and loses them and its life', async (t) => {
    const { page, complaints } = await openWindow(t, browser, service);
    await page.goto(`${service.url}/admin/users`);
    await page.getByRole('navigation').getByRole('link', { name: 'API' }).click();
    await page.getByRole('link', { name: 'Service apps' }).click();
    await page.getByText('No service apps').waitFor();
    await page.getByRole('button', { name: 'New service app' }).click();
    const dialog = page.getByRole('dialog');
    const { open, secret } = await keys();
    await dialog.getByLabel('Name').fill('Payroll');
    await dialog.getByLabel('Public keys (JWKS)').fill(JSON.stringify(secret));
    await dialog.getByText('This is a private key').waitFor();
    assert.equal(await dialog.getByRole('button', { name: 'New service app' }).isDisabled(), true);
    await dialog.getByLabel('Public keys (JWKS)').fill(JSON.stringify({ keys: [open] }));
    await dialog.getByRole('button', { name: 'New service app' }).click();
    const name = page.getByRole('button', { name: 'Payroll', exact: true });
    await name.click();
    const scopes = page.getByRole('region', { name: 'Scopes of Payroll' });
    const save = async () => {
      await scopes.getByRole('button', { name: 'Save scopes' }).click();
      await scopes.getByRole('button', { name: 'Save scopes', disabled: true }).waitFor();
    };
    await scopes.getByText('okta.logs.read', { exact: true }).click();
    await scopes.getByText('okta.users.read', { exact: true }).click();
    await save();
    await page.getByRole('status').getByText('Scopes of Payroll saved').waitFor();
    const [app] = (await service.call('GET', '/api/v1/apps')).body;
    const granted = async () =>
      (await service.call('GET', `/api/v1/apps/${app.id}/grants`)).body.map(
        ({ scopeId }: { readonly scopeId: string }) => scopeId,
      );
    assert.deepEqual((await granted()).sort(), ['okta.logs.read', 'okta.users.read']);
    await scopes.getByText('okta.logs.read', { exact: true }).click();
    await save();
    assert.deepEqual(await granted(), ['okta.users.read']);
    await name.click();
    await chooses(page, 'Payroll', 'Deactivate');
    await rowOf(page, 'Payroll').getByText('Inactive').waitFor();
    await chooses(page, 'Payroll', 'Delete');
    await page.getByText('No service apps').waitFor();
    assert.deepEqual(complaints, []);
  });

  test('a trusted origin is made, changed, switched off and deleted; one that is none is refused with the reason', async (t) => {
    const { page, complaints } = await openWindow(t, browser, service);
    await page.goto(api('?tab=origins'));
    await page.getByRole('button', { name: 'New trusted origin' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Shop');
    await dialog.getByLabel('Origin').fill('https://shop.example.com/cart');
    await dialog.getByRole('button', { name: 'New trusted origin' }).click();
    await dialog.getByRole('alert').getByText('Nothing was changed').waitFor();
    assert.equal(await dialog.getByLabel('Name').inputValue(), 'Shop');
    await dialog.getByLabel('Origin').fill('https://shop.example.com');
    await dialog.getByRole('button', { name: 'New trusted origin' }).click();
    await rowOf(page, 'Shop').getByText('https://shop.example.com').waitFor();
    await rowOf(page, 'Shop').getByRole('button', { name: 'Actions Shop' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await dialog.getByLabel('Name').fill('Store');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await chooses(page, 'Store', 'Deactivate');
    await rowOf(page, 'Store').getByText('Inactive').waitFor();
    await page.getByRole('searchbox').fill('nothing');
    await page.getByText('No trusted origins').waitFor();
    await page.getByRole('searchbox').fill('sto');
    await page.waitForURL((url) => url.searchParams.get('q') === 'sto');
    await chooses(page, 'Store', 'Delete');
    await page.getByText('No trusted origins').waitFor();
    assert.deepEqual((await service.call('GET', '/api/v1/trustedOrigins')).body, []);
    assert.deepEqual(complaints, []);
  });

  test('who only reads is shown no button that changes it; who may not read is told so, and nothing is asked', async (t) => {
    const { open } = await keys();
    const oauthClient = { application_type: 'service', grant_types: ['client_credentials'], jwks: { keys: [open] } };
    const made = await service.call('POST', '/api/v1/apps', {
      ...{ name: 'oidc_client', label: 'Badges', signOnMode: 'OPENID_CONNECT' },
      credentials: { oauthClient: { token_endpoint_auth_method: 'private_key_jwt' } },
      settings: { oauthClient },
    });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    const { page: reader } = await signedIn(t, 'READ_ONLY_ADMIN');
    await reader.goto(`${local()}/admin/security/api`);
    await rowOf(reader, 'development').waitFor();
    assert.equal(await reader.getByRole('button', { name: 'Revoke' }).count(), 0);
    await reader.getByRole('link', { name: 'Service apps' }).click();
    await reader.getByRole('button', { name: 'Badges' }).click();
    await reader.getByText('It has no scopes.').waitFor();
    assert.equal(await reader.getByRole('checkbox').count(), 0);
    assert.equal(await reader.getByRole('button', { name: /New service app|Actions/ }).count(), 0);

    const { page: helper } = await signedIn(t, 'HELP_DESK_ADMIN');
    let asked = 0;
    helper.on('request', (request) => {
      if (request.url().includes('/api/v1/api-tokens')) asked += 1;
    });
    await helper.goto(`${local()}/admin/security/api`);
    await helper.getByText('You may not see this').waitFor();
    assert.equal(await helper.getByRole('navigation').getByRole('link', { name: 'API' }).count(), 0);
    assert.equal(asked, 0);
    assert.equal(await helper.evaluate(`fetch('/api/v1/api-tokens').then(({ status }) => status)`), 403);
  });

  test('tokens that the service cannot list are said to be so, and asked for again', async (t) => {
    const { page } = await openWindow(t, browser, service);
    let failing = true;
    await page.route('**/api/v1/api-tokens*', (route) =>
      failing
        ? route.fulfill({ status: 500, json: { errorCode: 'E0000009', errorSummary: 'Internal Server Error' } })
        : route.continue(),
    );
    await page.goto(api());
    await page.getByRole('alert').getByText('This could not be loaded').waitFor();
    failing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await rowOf(page, 'development').waitFor();
  });

  for (const [colorScheme, width, locale] of [
    ['light', 1440, 'en-GB'],
    ['dark', 390, 'de-DE'],
  ] as const) {
    test(`${colorScheme}, ${width} wide, ${locale}: axe finds nothing in any part, and nothing overflows`, async (t) => {
      const { page, complaints } = await openWindow(t, browser, service, {
        colorScheme,
        locale,
        viewport: { width, height: 900 },
      });
      await page.goto(api());
      await rowOf(page, 'development').waitFor();
      await auditView(page, 'tokens');
      await page.goto(api('?tab=apps'));
      await page.getByRole('button', { name: 'Badges' }).first().click();
      await page.getByRole('checkbox').first().waitFor({ state: 'attached' });
      await auditView(page, 'the scopes of an app');
      await page.getByRole('button', { name: /New service app|Neue Dienst-App/ }).click();
      await page
        .getByRole('dialog')
        .getByLabel(/Public keys|Öffentliche Schlüssel \(/)
        .fill('no key');
      await auditView(page, 'a new app');
      await page.goto(api('?tab=origins'));
      await page.getByRole('button', { name: /New trusted origin|Neuer vertrauter Ursprung/ }).click();
      await page.getByRole('dialog').waitFor();
      await auditView(page, 'a new origin');
      assert.deepEqual(complaints, []);
    });
  }

  // The last, for the token is the one that the tests call with.
  test('a token is revoked for good, once its revoker has proven themselves anew', async (t) => {
    const { page, code } = await signedIn(t, 'SUPER_ADMIN');
    await desk.keepSession(page, 16);
    await page.goto(`${local()}/admin/security/api`);
    const row = rowOf(page, 'development');
    await row.getByRole('link', { name: 'Dev Token' }).waitFor();
    await row.getByText("The owner's roles").waitFor();
    await row.getByRole('button', { name: 'Revoke development' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Revoke development' }).click();
    await dialog.getByRole('textbox', { name: 'Code' }).fill(code());
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('No tokens').waitFor();
    assert.equal((await service.call('GET', '/api/v1/users')).status, 401);
  });
});
