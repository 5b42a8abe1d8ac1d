import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type App, openApp } from '../support/authenticator/app.ts';
import { fakePush } from '../support/authenticator/fakePush.ts';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { type PhoneOwner, phoneOwner } from '../support/devices/phoneOwner.ts';
import { type PushService, pushService } from '../support/devices/pushService.ts';

const ASKS = 'Is this you signing in?';

describe('being told of requests while the authenticator is closed', { skip: withoutBrowser }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-notify-'));
  let vendor: PushService;
  let service: Running;
  let browser: Browser;
  before(async () => {
    vendor = await pushService();
    const trusted = join(folder, 'vendor.pem');
    writeFileSync(trusted, vendor.certificate);
    const dev = ['dev', '--database', 'sqlite::memory:', '--issuer', 'Acme'];
    service = await start(dev, { NODE_EXTRA_CA_CERTS: trusted });
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await service.stop();
    await vendor.close();
    rmSync(folder, { recursive: true });
  });

  async function subscribed(): Promise<{ readonly app: App; readonly owner: PhoneOwner }> {
    const app = await openApp(browser, service);
    await fakePush(app.context, vendor.subscribe());
    const owner = await phoneOwner(service);
    await app.page.reload();
    await app.add(owner.link);
    await app.press('Turn on notifications');
    await app.page.getByText('allow notifications').waitFor({ state: 'detached' });
    return { app, owner };
  }

  test('once allowed, a request comes through the push service to the worker, encrypted, and is shown by it', async () => {
    const { app, owner } = await subscribed();
    const question = await owner.ask();
    const message = (await vendor.messages(1)).at(-1);
    const key = Buffer.from((await app.page.evaluate('window.subscribedWith')) as string, 'base64');
    assert.equal(message?.sender.key, key.toString('base64url'));

    await deliver(app, service.url, message?.text ?? '');
    assert.deepEqual(await notifications(app, 1), [{ title: ASKS, body: `Acme: ${owner.login}` }]);
    await app.press('Approve');
    await app.sees('Approved');
    assert.equal(await question.settled(), 'SUCCESS');
    assert.deepEqual(await notifications(app, 0), []);
    assert.deepEqual(app.complaints, []);
    await app.context.close();
  });

  test('a message that nobody can make sense of is shown without a name, and breaks nothing', async () => {
    const { app } = await subscribed();
    for (const text of ['', 'no JSON', '{"kid":7}', '{"kid":"somebody.else.s"}']) await deliver(app, service.url, text);
    const [shown] = await notifications(app, 1);
    assert.deepEqual(shown, { title: ASKS, body: 'Open the authenticator to answer.' });
    await app.context.close();
  });

  test('when the last account is removed, the device is no longer subscribed', async () => {
    const { app } = await subscribed();
    await app.press(/manage/);
    await app.press('Remove this account');
    await app.press('Remove');
    await app.page.getByRole('button', { name: 'Add your first account' }).waitFor();
    const left = 'navigator.serviceWorker.ready.then((one) => one.pushManager.getSubscription())';
    assert.equal(await app.page.evaluate(left), null);
    await app.context.close();
  });
});

interface Shown {
  readonly title: string;
  readonly body: string;
}

/** What is shown, once it is this many. */
async function notifications({ page }: App, count: number): Promise<readonly Shown[]> {
  const all = `navigator.serviceWorker.ready.then((one) => one.getNotifications())
    .then((all) => all.map(({ title, body }) => ({ title, body })))`;
  let shown: readonly Shown[] = [];
  for (let tries = 0; tries < 100; tries++) {
    shown = (await page.evaluate(all)) as readonly Shown[];
    if (shown.length === count) break;
    await page.waitForTimeout(20);
  }
  return shown;
}

/** Does as the browser when a message comes from its push service. */
async function deliver({ context, page }: App, origin: string, data: string): Promise<void> {
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
      if (own) resolve(own.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
}
