import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { start } from '../support/service.ts';

test('the page of development mode shows devices and presses a YubiKey', { skip: withoutBrowser }, async (t) => {
  const service = await start(['dev', '--database', 'sqlite::memory:']);
  t.after(() => service.stop());
  const browser = await startBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${service.url}/dev`);
  const { serial } = (await service.call('POST', '/dev/devices', { type: 'yubikey' })).body;
  const key = page.getByRole('listitem').filter({ hasText: serial });
  await key.getByRole('button', { name: 'Press' }).click();
  await key.getByText(/^[cbdefghijklnrtuv]{44}$/).waitFor();

  await page.getByLabel('Activation link').fill('<b>no link</b>');
  await page.getByRole('button', { name: 'Add a phone' }).click();
  await page.getByRole('alert').getByText('link: Send an activation link').waitFor();

  await key.getByRole('button', { name: 'Remove' }).click();
  await key.waitFor({ state: 'detached' });
  assert.deepEqual((await service.call('GET', '/dev/devices')).body, []);
  assert.deepEqual(complaints, []);
});
