import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openApp } from '../support/authenticator/app.ts';
import { devPhones } from '../support/authenticator/devPhones.ts';
import { filmOf } from '../support/authenticator/fakeCamera.ts';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import type { Running } from '../support/command.ts';
import { phoneOwner } from '../support/devices/phoneOwner.ts';

/** Runs in the page: what lies in its database, and what can be taken out of it. */
const LOOK = `(async () => {
  const done = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = no; });
  const [{ name }] = await indexedDB.databases();
  const database = await done(indexedDB.open(name));
  const [account] = await done(database.transaction('accounts').objectStore('accounts').getAll());
  const keys = [account.key.privateKey, account.totp.key];
  const taken = await Promise.all(keys.map((key) => crypto.subtle.exportKey('jwk', key).catch((error) => error.name)));
  return { taken, text: JSON.stringify(account) };
})()`;

describe('adding an account to the authenticator', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  const { fresh, done } = devPhones((ownService, ownBrowser) => {
    service = ownService;
    browser = ownBrowser;
  });

  test('a link that is opened leads, with one more tap, to an active factor and its first code', async () => {
    const { app, owner } = await fresh();
    await app.page.goto(owner.link);
    await app.sees('Add this device');
    assert.equal(await owner.status(), 'PENDING_ACTIVATION');
    await app.page.getByLabel('Name of this device').fill('My little phone');
    await app.press('Add the account');
    await app.page.locator('.account', { hasText: 'Acme' }).waitFor();
    assert.equal(await owner.status(), 'ACTIVE');
    const { body } = await service.call('GET', `/api/v1/users/${owner.userId}/factors/${owner.factorId}`);
    assert.equal(body.profile.name, 'My little phone');
    assert.match(await app.code(owner.login), /^\d{6}$/);
    await done(app);
  });

  test('a reply that is lost on the way is no lost link: trying again adds the account', async () => {
    // A worker that is just starting would let the request past the one who loses its reply.
    const app = await openApp(browser, service, { serviceWorkers: 'block' });
    const owner = await phoneOwner(service);
    await app.page.goto(owner.link);
    await app.page.route('**/device/v1/enroll', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await app.press('Add the account');
    await app.page.getByText('The service cannot be reached.').waitFor();
    assert.equal(await owner.status(), 'ACTIVE');
    await app.page.unroute('**/device/v1/enroll');
    await app.press('Add the account');
    await app.page.locator('.account', { hasText: 'Acme' }).waitFor();
    const question = await owner.ask();
    await app.press('Approve');
    await app.sees('Approved');
    assert.equal(await question.settled(), 'SUCCESS');
    await done(app);
  });

  test('who looks at the screen, the address bar or the history afterwards does not find the token', async () => {
    const { app, owner } = await fresh();
    const token = new RegExp(owner.link.split('/').at(-1) ?? '');
    await app.page.goto(owner.link);
    await app.sees('Add this device');
    assert.doesNotMatch(app.page.url() + (await app.page.content()), token);
    const session = await app.context.newCDPSession(app.page);
    const { entries } = await session.send('Page.getNavigationHistory');
    assert.ok(entries.length > 0);
    for (const { url, title } of entries) assert.doesNotMatch(url + title, token);
    await done(app);
  });

  test('who has the unlocked device cannot take the key away, nor the secret of the codes', async () => {
    const { app, owner } = await fresh();
    await app.add(owner.link);
    const { taken, text } = (await app.page.evaluate(LOOK)) as { taken: unknown[]; text: string };
    assert.deepEqual(taken, ['InvalidAccessError', 'InvalidAccessError']);
    assert.doesNotMatch(text, /[A-Z2-7]{16}/, 'something like base32');
    await done(app);
  });

  test('a QR code in front of the camera adds the account', async (t) => {
    const owner = await phoneOwner(service);
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-camera-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const film = join(folder, 'qr.y4m');
    filmOf(owner.picture, film);
    const withCamera = await startBrowser([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ]);
    t.after(() => withCamera.close());
    const app = await openApp(withCamera, service);
    await app.press('Add your first account');
    await app.press('Scan the QR code');
    await app.sees('Add this device');
    await app.press('Add the account');
    await app.page.locator('.account', { hasText: owner.login }).waitFor();
    assert.equal(await owner.status(), 'ACTIVE');
    await done(app);
  });

  test('where the browser reads QR codes itself, the reader of the app is not even loaded', async (t) => {
    const owner = await phoneOwner(service);
    const withCamera = await startBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
    t.after(() => withCamera.close());
    const app = await openApp(withCamera, service, { serviceWorkers: 'block' });
    await app.context.addInitScript(`
      window.BarcodeDetector = class {
        static getSupportedFormats = async () => ['qr_code'];
        detect = async (video) => (video.videoWidth > 0 ? [{ rawValue: ${JSON.stringify(owner.link)} }] : []);
      };
    `);
    const loaded: string[] = [];
    app.page.on('request', (request) => loaded.push(request.url()));
    await app.page.reload();
    await app.press('Add your first account');
    await app.press('Scan the QR code');
    await app.sees('Add this device');
    assert.ok(loaded.some((url) => url.endsWith('/app.js')));
    assert.ok(!loaded.some((url) => url.endsWith('/qr.js')));
    await done(app);
  });

  test('on an iPhone one is told to put the app on the home screen first, where what it keeps is safe', async () => {
    const userAgent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
    const app = await openApp(browser, service, { userAgent });
    const owner = await phoneOwner(service);
    await app.page.goto(owner.link);
    await app.page.getByText('Add to Home Screen').waitFor();
    await app.audit();
    await app.press('Add the account');
    await app.page.locator('.account').waitFor();
    const { body } = await service.call('GET', `/api/v1/users/${owner.userId}/factors/${owner.factorId}`);
    assert.deepEqual([body.profile.name, body.profile.platform], ['Safari on iPhone', 'IOS']);
    await done(app);
  });

  test('without a camera the link can be pasted, and what is no link of this service is told so', async () => {
    const { app, owner } = await fresh();
    await app.press('Add your first account');
    await app.press('Scan the QR code');
    await app.page.getByRole('alert').filter({ hasText: 'camera' }).waitFor();
    await app.press('Paste the link instead');
    const field = app.page.getByLabel('Or paste the link');
    await field.fill('https://example.com/');
    await app.press('Use this link');
    await app.page.getByText('This is not an activation link').waitFor();
    await field.fill(owner.link.replace(service.url, 'https://other.example.com'));
    await app.press('Use this link');
    await app.page.getByText('This is for other.example.com').waitFor();
    await field.fill(` ${owner.link}\n`);
    await app.press('Use this link');
    await app.press('Add the account');
    await app.page.locator('.account').waitFor();
    await done(app);
  });

  test('a link that was used, or is too old, adds nothing and says where to get one that works', async () => {
    const { app, owner } = await fresh();
    await app.add(owner.link);
    await done(app);
    const used = await openApp(browser, service);
    await used.page.goto(owner.link);
    await used.press('Add the account');
    await used.page.getByText('This link no longer works').waitFor();
    await done(used);

    const late = await fresh();
    await late.app.page.goto(late.owner.link);
    await service.call('POST', '/dev/clock', { advance: 'PT11M' });
    await late.app.press('Add the account');
    await late.app.page.getByText('This link no longer works').waitFor();
    assert.equal(await late.owner.status(), 'PENDING_ACTIVATION');
    await done(late.app);
  });

  test('a link that lost its end is said to be broken', async () => {
    const { app, owner } = await fresh();
    await app.page.goto(owner.link.slice(0, -30));
    await app.sees('This link is not whole');
    await done(app);
  });

  test('one device has several accounts, each with codes of its own', async () => {
    const { app, owner } = await fresh();
    const all = [owner, await phoneOwner(service), await phoneOwner(service)];
    for (const { link } of all) await app.add(link);
    assert.equal(await app.page.locator('.account').count(), 3);
    for (const { login, verifyCode } of all) assert.equal(await verifyCode(await app.code(login)), 'SUCCESS', login);
    await done(app);
  });
});
