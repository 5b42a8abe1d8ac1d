import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFaults } from '../support/axe.ts';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { start } from '../support/command.ts';

test('the page of development mode adds phones, answers questions and presses a YubiKey', {
  skip: withoutBrowser,
}, async (t) => {
  const service = await start(['dev', '--database', 'sqlite::memory:']);
  t.after(() => service.stop());
  const browser = await startBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${service.url}/dev`);
  const { serial } = (await service.call('POST', '/dev/devices', { type: 'yubikey' })).body;
  const key = page.getByRole('region', { name: 'Devices' }).getByRole('listitem').filter({ hasText: serial });
  await key.getByRole('button', { name: 'Press' }).click();
  await key.getByText(/^[cbdefghijklnrtuv]{44}$/).waitFor();

  await page.getByLabel('Activation link').fill('<b>no link</b>');
  await page.getByRole('button', { name: 'Add a phone' }).click();
  await page.getByRole('alert').getByText('link: Send an activation link').waitFor();

  const profile = { firstName: 'Ada', lastName: '<b>L</b>', email: 'ada@example.com', login: 'ada@example.com' };
  const factors = `/api/v1/users/${(await service.call('POST', '/api/v1/users', { profile })).body.id}/factors`;
  const { id } = (await service.call('POST', factors, { factorType: 'push', provider: 'OKTA' })).body;
  await service.call('POST', `${factors}/${id}/lifecycle/activate/email`);
  const [{ code: link }] = (await service.call('GET', '/dev/inbox?channel=email')).body;
  await page.getByLabel('Activation link').fill(link);
  await page.getByRole('button', { name: 'Add a phone' }).click();
  const phone = page
    .getByRole('region', { name: 'Devices' })
    .getByRole('listitem')
    .filter({ hasText: 'ada@example.com' });
  await phone.getByText(/^\d{6}$/).waitFor();
  const asked = { useNumberMatchingChallenge: true };
  const { _links, _embedded } = (await service.call('POST', `${factors}/${id}/verify`, asked)).body;
  await phone.getByRole('button', { name: `Approve ${_embedded.challenge.correctAnswer}`, exact: true }).click();
  await phone.getByText('APPROVE: SUCCESS').waitFor();
  const { pathname } = new URL(_links.poll.href);
  assert.equal((await service.call('GET', pathname)).body.factorResult, 'SUCCESS');
  await phone.getByLabel('What its owner does').selectOption('deny');
  const { body: second } = await service.call('POST', `${factors}/${id}/verify`);
  const denied = await service.call('GET', `${new URL(second._links.poll.href).pathname}?wait=10`);
  assert.equal(denied.body.factorResult, 'REJECTED');
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'PATCH'),
    phone.getByLabel('What its owner does').selectOption('silent'),
  ]);
  await service.call('POST', '/dev/clock', { advance: 'PT1M' });
  await service.call('POST', `${factors}/${id}/verify`);
  await phone.getByRole('group', { name: 'Is it you?' }).waitFor();
  assert.deepEqual(await axeFaults(page), [], 'a phone that is asked');
  await service.call('POST', '/dev/clock', { advance: 'PT5M' });
  await phone.getByRole('group', { name: 'Is it you?' }).waitFor({ state: 'detached' });

  await key.getByRole('button', { name: 'Remove' }).click();
  await key.waitFor({ state: 'detached' });
  assert.equal((await service.call('GET', '/dev/devices')).body.length, 1);
  assert.deepEqual(complaints, []);
});

test('the page of development mode fits a phone, streams messages, copies codes and links, and finds users', {
  skip: withoutBrowser,
}, async (t) => {
  const service = await start(['dev', '--database', 'sqlite::memory:']);
  t.after(() => service.stop());
  const browser = await startBrowser();
  t.after(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => complaints.push(line.text()));
  await page.goto(`${service.url}/`);
  assert.deepEqual(await axeFaults(page), [], 'the first page');
  await page.getByRole('link', { name: /Inbox/ }).click();
  await page.getByText('No message yet.').waitFor();
  await page.getByText('developer@cofactor.test').waitFor();
  await page.getByLabel('Login, name, address or id').fill('nobody at all');
  await page.getByText('Nobody.').waitFor();
  await page.getByLabel('Login, name, address or id').fill('');

  for (const name of ['ada', 'bob']) {
    const profile = { firstName: name, lastName: 'L', email: `${name}@example.com`, login: `${name}@example.com` };
    const { id } = (await service.call('POST', '/api/v1/users', { profile })).body;
    const factors = `/api/v1/users/${id}/factors`;
    const push = (await service.call('POST', factors, { factorType: 'push', provider: 'OKTA' })).body;
    await service.call('POST', `${factors}/${push.id}/lifecycle/activate/email`);
  }
  const messages = page.getByRole('region', { name: 'Messages' });
  const mail = messages.getByRole('listitem').filter({ hasText: 'ada@example.com' });
  const [{ code }] = (await service.call('GET', '/dev/inbox?to=ada@example.com')).body;
  assert.equal(await mail.getByRole('link').getAttribute('href'), code);
  await mail.getByRole('button', { name: 'Copy link' }).click();
  await mail.getByText('Copied').waitFor();
  assert.equal(await page.evaluate('navigator.clipboard.readText()'), code);

  const users = page.getByRole('region', { name: 'Users' });
  await users.getByText('bob@example.com').waitFor();
  await users.getByText('push, OKTA').first().waitFor();
  await users.getByLabel('Login, name, address or id').fill('ADA');
  await users.getByText('bob@example.com').waitFor({ state: 'detached' });
  await users.getByText('ada@example.com').waitFor();
  await service.call('POST', '/dev/devices', { type: 'yubikey' });
  await page.getByRole('button', { name: 'Press' }).waitFor();
  for (const [width, colorScheme] of [
    [390, 'light'],
    [1280, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await axeFaults(page), [], `${width} wide, ${colorScheme}`);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
  }

  await service.call('POST', '/dev/reset');
  await page.getByText('No message yet.').waitFor();
  await page.getByText('Nobody.').waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.waitForTimeout(2_500);
  assert.deepEqual(asked, [], 'an open page asks for nothing');
  assert.doesNotMatch(service.stderr(), /\/dev/);
  assert.deepEqual(complaints, []);
});
