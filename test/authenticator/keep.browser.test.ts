import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser } from 'playwright-core';
import { openApp, openPhone } from '../support/authenticator/app.ts';
import { DEV, devPhones } from '../support/authenticator/devPhones.ts';
import { withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { type PhoneOwner, phoneOwner } from '../support/devices/phoneOwner.ts';

describe('keeping accounts in the authenticator', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  const { phone, done } = devPhones((ownService, ownBrowser) => {
    service = ownService;
    browser = ownBrowser;
  });
  const devicesOf = async ({ userId, factorId }: PhoneOwner) =>
    (await service.call('GET', `/api/v1/users/${userId}/factors/${factorId}/devices`)).body;

  test('with the service gone and no network, the app starts and shows the codes that others compute', async () => {
    const own = await start(DEV);
    const owner = await phoneOwner(own);
    const app = await openApp(browser, own);
    let secret = '';
    app.page.on('response', async (response) => {
      if (response.url().endsWith('/enroll')) secret = (await response.json()).totp.sharedSecret;
    });
    await app.add(owner.link);
    await app.page.evaluate('navigator.serviceWorker.ready');
    await own.stop('SIGKILL');
    await app.context.setOffline(true);
    await app.page.reload();
    await app.page.getByText('No connection.').waitFor();
    const other = new TOTP({ secret: Secret.fromBase32(secret) });
    const [before, shown, after] = [other.generate(), await app.code(owner.login), other.generate()];
    assert.ok(shown === before || shown === after, `${shown} is neither ${before} nor ${after}`);
    await app.context.close();
  });

  test('a code that the app shows is accepted, also where its clock is an hour slow', async () => {
    const own = await start(DEV);
    await own.call('POST', '/dev/clock', { advance: 'PT1H' });
    const owner = await phoneOwner(own);
    const app = await openPhone(browser, own, owner);
    assert.equal(await owner.verifyCode(await app.code(owner.login)), 'SUCCESS');
    await app.context.close();
    await own.stop();
  });

  test('a new key takes the place of the old one, and the device goes on answering', async () => {
    const { app, owner } = await phone();
    const keyOf = async () => {
      const factor = await service.call('GET', `/api/v1/users/${owner.userId}/factors/${owner.factorId}`);
      return JSON.stringify(factor.body.profile.keys);
    };
    const before = await keyOf();
    await app.press(/manage/);
    await app.press('Make a new key');
    await app.page.getByText('This device has a new key').waitFor();
    assert.notEqual(await keyOf(), before);
    const question = await owner.ask();
    await app.press('Approve');
    await app.sees('Approved');
    assert.equal(await question.settled(), 'SUCCESS');
    await done(app);
  });

  for (const [what, reached] of [
    ['the service took the new key but its answer was lost', true],
    ['the service never heard of the new key', false],
  ] as const) {
    test(`a device is not locked out when its key is changed and ${what}`, async () => {
      const { app, owner } = await phone();
      await app.page.route('**/device/v1/key', async (route) => {
        if (reached) await route.fetch();
        await route.abort();
      });
      await app.press(/manage/);
      await app.press('Make a new key');
      await app.page.getByText('No connection.').first().waitFor();
      await app.page.unroute('**/device/v1/key');
      const question = await owner.ask();
      await app.sees('Is this you signing in?');
      await app.press('Approve');
      await app.sees('Approved');
      assert.equal(await question.settled(), 'SUCCESS');
      await done(app);
    });
  }

  test('two windows that change the key at once leave the device with the one that counts', async () => {
    const { app, owner } = await phone();
    const window = await app.context.newPage();
    await window.goto(app.page.url());
    for (const page of [app.page, window]) await page.getByRole('button', { name: /manage/ }).click();
    const both = [app.page, window].map(async (page) => {
      await page.getByRole('button', { name: 'Make a new key' }).click();
      await page.getByText('This device has a new key').waitFor({ timeout: 10_000 });
    });
    // One of them may find that the other was faster.
    const made = await Promise.allSettled(both);
    assert.ok(made.some(({ status }) => status === 'fulfilled'));
    await window.close();
    const question = await owner.ask();
    await app.press('Approve');
    await app.sees('Approved');
    assert.equal(await question.settled(), 'SUCCESS');
    await done(app);
  });

  test('an account that is removed is gone on both sides, and the way there asks once more', async () => {
    const { app, owner } = await phone();
    await app.press(/manage/);
    await app.press('Remove this account');
    await app.sees('Remove Acme?');
    await app.press('Keep it');
    assert.equal(await owner.status(), 'ACTIVE');
    await app.press('Remove this account');
    await app.press('Remove');
    await app.press('Add your first account');
    assert.equal(await owner.status(), undefined);
    await done(app);
  });

  test('a device that an administrator removed is told so, and its account can be removed here too', async () => {
    const { app, owner } = await phone();
    await service.call('DELETE', `/api/v1/users/${owner.userId}/factors/${owner.factorId}`);
    await app.page.reload();
    await app.page.getByText('The service no longer knows this device').waitFor();
    assert.equal(await app.page.locator('.digits').count(), 0);
    await app.press(/manage/);
    await app.press('Remove this account');
    await app.press('Remove');
    await app.sees('Authenticator');
    assert.equal(await app.page.locator('.account').count(), 0);
    await done(app);
  });

  test('while the service cannot be told, an account is removed only by a user who insists', async () => {
    const { app, owner } = await phone();
    await app.press(/manage/);
    await app.context.setOffline(true);
    await app.press('Remove this account');
    await app.press('Remove');
    await app.sees('The service could not be told');
    await app.press('Remove it here only');
    await app.page.getByRole('button', { name: 'Add your first account' }).waitFor();
    assert.equal((await devicesOf(owner)).length, 1);
    await done(app);
  });

  test('of two devices one is removed, and the other goes on', async () => {
    const { app, owner } = await phone();
    const tablet = await openApp(browser, service);
    await tablet.add(await owner.invite());
    assert.equal(await tablet.code(owner.login), await app.code(owner.login));
    await app.press(/manage/);
    await app.press('Remove this account');
    await app.press('Remove');
    await app.page.getByRole('button', { name: 'Add your first account' }).waitFor();
    assert.equal((await devicesOf(owner)).length, 1);
    const question = await owner.ask();
    await tablet.press('Approve');
    await tablet.sees('Approved');
    assert.equal(await question.settled(), 'SUCCESS');
    await done(tablet);
    await done(app);
  });
});
