import { mkdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type App, openApp } from '../test/support/authenticator/app.ts';
import { fakePush } from '../test/support/authenticator/fakePush.ts';
import { startBrowser } from '../test/support/browser.ts';
import { type Running, start } from '../test/support/command.ts';
import { type PhoneOwner, phoneOwner } from '../test/support/devices/phoneOwner.ts';
import { consoleViews } from './consolePictures.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'images');
const PHONE = { width: 360, height: 640 } as const;
/** Nobody is asked: the pictures are of an app whose notifications are on. */
const SUBSCRIPTION = { endpoint: 'https://localhost:1/', expirationTime: null, keys: { p256dh: 'AA', auth: 'AA' } };
const MAX_BYTES = 60_000;

/** `npm run pictures`: makes the pictures of docs/authenticator.md and docs/console.md anew, of the apps as they are. */
async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const service = await start(['dev', '--database', 'sqlite::memory:', '--issuer', 'Globex Corporation']);
  const browser = await startBrowser();
  try {
    await consoleViews(service, browser, save);
    const light = await phone(browser, service, 'light');
    await light.app.page.goto(light.owner.link);
    await light.app.sees('Add this device');
    await photograph(light.app, 'join');
    await add(light);
    // In its first half: the color of the last seconds is not what one sees most of the time.
    const seconds = light.app.page.locator('.ring text');
    while (Number(await seconds.textContent()) < 15) await light.app.page.waitForTimeout(500);
    await photograph(light.app, 'codes');
    await light.owner.ask();
    await light.app.sees('Is this you signing in?');
    await photograph(light.app, 'request');

    const dark = await phone(browser, service, 'dark');
    await add(dark);
    await dark.owner.ask();
    await dark.app.press('Approve');
    await dark.app.sees('Approved');
    await photograph(dark.app, 'approved');
    await dark.app.press('Done');
    await dark.owner.ask(true);
    await dark.app.page.locator('.numbers').waitFor();
    await photograph(dark.app, 'numbers');
    await dark.app.press('This was not me');
    await dark.app.sees('Refused and reported');
    await photograph(dark.app, 'not-me');
  } finally {
    await browser.close();
    await service.stop();
  }
}

interface Phone {
  readonly app: App;
  readonly owner: PhoneOwner;
}

async function phone(browser: Browser, service: Running, colorScheme: 'light' | 'dark'): Promise<Phone> {
  const app = await openApp(browser, service, { viewport: PHONE, colorScheme });
  await fakePush(app.context, SUBSCRIPTION);
  await app.page.reload();
  return { app, owner: await phoneOwner(service) };
}

async function add({ app, owner }: Phone): Promise<void> {
  await app.add(owner.link);
  await app.press('Turn on notifications');
  await app.page.getByText('while the app is closed, too').waitFor();
  await app.code(owner.login);
}

const photograph = ({ page }: App, name: string): Promise<void> => save(page, `authenticator-${name}`);

async function save(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await page.mouse.move(0, 0);
  // What moves has come to rest.
  await page.waitForTimeout(400);
  await page.screenshot({ path });
  const bytes = statSync(path).size;
  console.log(`${relative(root, path)} ${bytes} bytes`);
  if (bytes >= MAX_BYTES) process.exitCode = 1;
}

await main();
