import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../../src/contract/index.ts';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { start } from '../support/command.ts';

test('the API reference shows every operation and works, and asks nobody else', { skip: withoutBrowser }, async (t) => {
  const service = await start(['dev', '--database', 'sqlite::memory:']);
  t.after(() => service.stop());
  const browser = await startBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(service.url) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(`${service.url}/docs`);
  await page.locator('.opblock').last().waitFor({ timeout: 60_000 });
  // Operations are drawn when they come into view, so the window has room for all of them.
  await page.setViewportSize({ width: 1280, height: 120 * Object.keys(operations).length });
  await page
    .locator('.opblock')
    .nth(Object.keys(operations).length - 1)
    .waitFor({ timeout: 60_000 });
  assert.equal(await page.locator('.opblock').count(), Object.keys(operations).length);

  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.locator('.auth-container input').first().fill('SSWS dev-token');
  await page.getByRole('button', { name: 'Apply credentials' }).first().click();
  await page.getByRole('button', { name: 'Close' }).first().click();
  const listUsers = page.locator('#operations-Users-listUsers');
  await listUsers.locator('.opblock-summary-control').click();
  await listUsers.getByRole('button', { name: 'Try it out' }).click();
  await listUsers.getByRole('button', { name: 'Execute' }).click();
  const status = listUsers.locator('.live-responses-table .response-col_status').last();
  await status.waitFor();
  assert.match((await status.textContent()) ?? '', /^200/);
  assert.deepEqual(complaints, []);
});
