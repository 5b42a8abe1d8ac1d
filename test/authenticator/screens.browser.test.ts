import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Browser } from 'playwright-core';
import { type App, audited, openApp, openPhone } from '../support/authenticator/app.ts';
import { axeFaults } from '../support/axe.ts';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { type Running, start } from '../support/command.ts';
import { phoneOwner } from '../support/devices/phoneOwner.ts';

describe('the screens of the authenticator', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:', '--issuer', 'Acme Corporation of North America']);
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await service.stop();
  });

  const sizes = { light: [320, 390, 1280], dark: [390] } as const;
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of sizes[colorScheme]) {
      test(`${colorScheme}, ${width} wide: names, targets, contrast and reflow are right, and nothing is complained of`, async () => {
        const owner = await phoneOwner(service);
        const app = await openApp(browser, service, { colorScheme, viewport: { width, height: 700 } });
        await everyScreen(app, owner);
        assert.deepEqual(app.complaints, []);
        await app.context.close();
      });
    }
  }

  test('a user who asked for less motion sees none', async () => {
    const app = await openPhone(browser, service, await phoneOwner(service), { reducedMotion: 'reduce' });
    await app.press(/manage/);
    await app.press('Remove this account');
    const moving = await app.page.evaluate(
      "document.getAnimations().length + [...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s').length",
    );
    assert.equal(moving, 0);
    await app.context.close();
  });

  test('text that is twice as large still fits', async () => {
    const owner = await phoneOwner(service);
    const app = await openApp(browser, service, { viewport: { width: 390, height: 844 } });
    await app.add(owner.link);
    await app.page.evaluate("document.documentElement.style.fontSize = '200%'");
    await app.audit();
    await app.context.close();
  });

  test('axe finds what it found when the name of a button was not what is seen of it', async () => {
    const page = await browser.newPage();
    await page.setContent(
      '<html lang="en"><title>x</title><main><h1>x</h1><button aria-label="Cofactor, ada: manage">C Cofactor ada</button></main></html>',
    );
    assert.match((await axeFaults(page)).join('\n'), /^label-content-name-mismatch \(serious\)/);
    await page.close();
  });

  test('the checks find what is wrong', async () => {
    const page = await browser.newPage();
    await page.setContent(
      '<html><body><button></button><img src="x"><p style="color: #999; background: #fff">pale</p><i style="display: block; width: 3000px">x</i></body></html>',
    );
    const found = (await audited(page)).join('\n');
    for (const fault of [
      'no language',
      'no title',
      '0 first headings',
      'has no name',
      'is 1',
      'has no alternative',
      'contrast of 2.85',
      'wide in a window',
    ]) {
      assert.ok(found.includes(fault), `${fault} is not among\n${found}`);
    }
    await page.close();
  });
});

async function everyScreen(app: App, owner: Awaited<ReturnType<typeof phoneOwner>>): Promise<void> {
  const { page } = app;
  await app.audit();
  await app.press('Add your first account');
  await app.sees('Add an account');
  await page.getByLabel('Or paste the link').fill('nothing');
  await app.press('Use this link');
  await app.audit();
  await app.press('Scan the QR code');
  await app.sees('Scan the QR code');
  await page.getByRole('alert').waitFor();
  await app.audit();
  await page.goto(owner.link.slice(0, -30));
  await app.sees('This link is not whole');
  await app.audit();
  await page.goto(`${owner.link.slice(0, -1)}_`);
  await app.sees('Add this device');
  await app.press('Add the account');
  await page.getByText('This link no longer works').waitFor();
  await app.audit();
  await app.add(owner.link);
  await app.code(owner.login);
  await app.audit();
  await owner.ask();
  await app.sees('Is this you signing in?');
  await app.audit();
  await app.press('Decide later');
  await page.getByRole('button', { name: /asks/ }).waitFor();
  await app.audit();
  await app.press(/asks/);
  await app.press('Approve');
  await app.sees('Approved');
  await app.audit();
  await app.press('Done');
  const matched = await owner.ask(true);
  await app.sees('Is this you signing in?');
  await app.audit();
  await app.press('This was not me');
  await app.sees('Refused and reported');
  await app.audit();
  await app.press('Done');
  assert.equal(await matched.settled(), 'REJECTED');
  await app.press(/manage/);
  await page.getByRole('button', { name: 'Make a new key' }).waitFor();
  await app.audit();
  await app.press('Remove this account');
  await app.sees(/^Remove /);
  await app.audit();
}

describe('the authenticator under dev --https', { skip: withoutBrowser }, () => {
  test('it is added, asked, and kept for when there is no network, as it is without TLS', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-app-'));
    const service = await start(['dev', '--https', '--database', `sqlite:${join(folder, 'c.db')}`]);
    const browser = await startBrowser(['--ignore-certificate-errors']);
    t.after(async () => {
      await browser.close();
      await service.stop();
      rmSync(folder, { recursive: true });
    });
    setDefaultCACertificates([...getCACertificates('default'), readFileSync(join(folder, 'ca.pem'), 'utf8')]);
    const owner = await phoneOwner(service);
    const app = await openPhone(browser, service, owner, { ignoreHTTPSErrors: true });
    const question = await owner.ask();
    await app.press('Approve');
    await app.sees('Approved');
    assert.equal(await question.settled(), 'SUCCESS');
    await app.page.evaluate('navigator.serviceWorker.ready');
    await app.context.setOffline(true);
    await app.page.reload();
    assert.match(await app.code(owner.login), /^\d{6}$/);
    assert.deepEqual(app.complaints, []);
  });
});
