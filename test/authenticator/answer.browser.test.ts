import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type App, openApp } from '../support/authenticator/app.ts';
import { devPhones } from '../support/authenticator/devPhones.ts';
import { withoutBrowser } from '../support/browser.ts';
import type { Running } from '../support/command.ts';
import { phoneOwner } from '../support/devices/phoneOwner.ts';

const ASKS = 'Is this you signing in?';

describe('answering requests with the authenticator', { skip: withoutBrowser }, () => {
  let service: Running;
  let browser: Browser;
  const { phone, done } = devPhones((ownService, ownBrowser) => {
    service = ownService;
    browser = ownBrowser;
  });

  test('it says who asks, for whom, from where and when, and approves with one tap', async () => {
    const { app, owner } = await phone();
    const question = await owner.ask();
    await app.sees(ASKS);
    const words = (await app.page.locator('dialog').innerText()).replaceAll(/\s+/g, ' ');
    for (const part of ['Acme', owner.login, 'Chrome on Windows', '203.0.113.52', 'left to answer']) {
      assert.ok(words.includes(part), `${part}: ${words}`);
    }
    assert.equal(await question.result(), 'WAITING');
    await app.press('Approve');
    await app.sees('Approved');
    assert.equal(await question.settled(), 'SUCCESS');
    await app.press('Done');
    await app.sees('Authenticator');
    await done(app);
  });

  test('the time that is left is counted by the clock of the service', async () => {
    const { app, owner } = await phone();
    await app.sees('Authenticator');
    await service.call('POST', '/dev/clock', { advance: 'PT40S' });
    await owner.ask();
    await app.sees(ASKS);
    const [, minutes, seconds] = /(\d):(\d\d) left to answer/.exec(await app.page.locator('dialog').innerText()) ?? [];
    const left = Number(minutes) * 60 + Number(seconds);
    assert.ok(left > 200 && left <= 302, `${left} seconds left of 300`);
    await app.press('Deny');
    await app.sees('Denied');
    await done(app);
  });

  test('what is denied is rejected', async () => {
    const { app, owner } = await phone();
    const question = await owner.ask();
    await app.press('Deny');
    await app.sees('Denied');
    assert.equal(await question.settled(), 'REJECTED');
    await done(app);
  });

  test('“this was not me” rejects, and says what to do about the password', async () => {
    const { app, owner } = await phone();
    const question = await owner.ask();
    await app.press('This was not me');
    await app.sees('Refused and reported');
    await app.page.getByText('Somebody may know your password').waitFor();
    assert.equal(await question.settled(), 'REJECTED');
    await done(app);
  });

  test('with number matching there is no plain yes: the right one of three numbers approves', async () => {
    const { app, owner } = await phone();
    const question = await owner.ask(true);
    await app.sees(ASKS);
    assert.equal(await app.page.locator('.number').count(), 3);
    assert.equal(await app.page.getByRole('button', { name: 'Approve' }).count(), 0);
    await app.page.getByRole('button', { name: String(question.number), exact: true }).click();
    await app.sees('Approved');
    assert.equal(await question.settled(), 'SUCCESS');
    await done(app);
  });

  test('who taps away a request with a number that is not the one on the other screen lets nobody in', async () => {
    const { app, owner } = await phone();
    const question = await owner.ask(true);
    await app.sees(ASKS);
    const numbers = await app.page.locator('.number').allInnerTexts();
    const wrong = numbers.find((number) => Number(number) !== question.number) ?? '';
    await app.page.getByRole('button', { name: wrong, exact: true }).click();
    await app.sees('Not that number');
    assert.equal(await question.settled(), 'REJECTED');
    await done(app);
  });

  test('a request that was taken back is closed, and can no longer be answered', async () => {
    const { app, owner } = await phone();
    const question = await owner.ask();
    await app.sees(ASKS);
    await question.cancel();
    await app.sees('No longer waiting');
    assert.equal(await app.page.getByRole('button', { name: 'Approve' }).count(), 0);
    await done(app);
  });

  test('a newer request takes the place of the older only after one has looked: no tap meant for one hits the other', async () => {
    const { app, owner } = await phone();
    const first = await owner.ask();
    await app.sees(ASKS);
    const second = await owner.ask();
    await app.sees('There is a newer request');
    assert.equal(await app.page.getByRole('button', { name: 'Approve' }).count(), 0);
    await app.press('Next request');
    await app.press('Approve');
    await app.sees('Approved');
    assert.equal(await second.settled(), 'SUCCESS');
    assert.notEqual(await first.result(), 'SUCCESS');
    await done(app);
  });

  test('a request that nobody answered in time says so, and can no longer be approved', async () => {
    const { app, owner } = await phone();
    await app.page.clock.install();
    await app.page.reload();
    await owner.ask();
    await app.sees(ASKS);
    await app.page.clock.fastForward('05:01');
    await app.sees('Too late');
    assert.equal(await app.page.getByRole('button', { name: 'Approve' }).count(), 0);
    await done(app);
  });

  test('while the account is suspended an approval counts for nothing, and says so', async () => {
    const { app, owner } = await phone();
    await owner.ask();
    await app.sees(ASKS);
    const suspended = await service.call('POST', `/api/v1/users/${owner.userId}/lifecycle/suspend`);
    assert.equal(suspended.status, 200);
    await app.press('Approve');
    await app.sees('The account is locked');
    await done(app);
  });

  test('with more accounts than a browser opens connections for, each is still asked', async () => {
    const { app, owner } = await phone();
    const others = [];
    for (let n = 0; n < 4; n++) others.push(await phoneOwner(service));
    for (const { link } of others) await app.add(link);
    for (const one of [owner, others[3]]) {
      const question = await one?.ask();
      await app.sees(ASKS);
      assert.ok((await app.page.locator('dialog').innerText()).includes(one?.login ?? ''));
      await app.press('Approve');
      await app.sees('Approved');
      assert.equal(await question?.settled(), 'SUCCESS');
      await app.press('Done');
    }
    await done(app);
  });

  test('of two devices both are asked; when one has answered, the other says so', async () => {
    const { app, owner } = await phone();
    const tablet = await openApp(browser, service);
    await tablet.add(await owner.invite());
    const question = await owner.ask();
    await app.sees(ASKS);
    await tablet.sees(ASKS);
    await tablet.press('Approve');
    await app.sees('No longer waiting');
    assert.equal(await question.settled(), 'SUCCESS');
    await done(tablet);
    await done(app);
  });

  test('a request can be put off, stays on the list, and is answered from there', async () => {
    const { app, owner } = await phone();
    const question = await owner.ask();
    await app.sees(ASKS);
    await app.page.keyboard.press('Escape');
    await app.press(/Acme asks/);
    await app.press('Approve');
    await app.sees('Approved');
    assert.equal(await question.settled(), 'SUCCESS');
    await done(app);
  });

  test('without a network the answer is not lost: it says so, and can be given again', async () => {
    const { app, owner } = await phone();
    const question = await owner.ask();
    await app.sees(ASKS);
    await app.context.setOffline(true);
    await app.press('Approve');
    await app.page.getByText('your answer may not have arrived').waitFor();
    await app.context.setOffline(false);
    await app.press('Approve');
    await app.sees('Approved');
    assert.equal(await question.settled(), 'SUCCESS');
    await done(app);
  });

  test('all of it works with the keyboard alone, and the focus is where one is', async () => {
    const owner = await phoneOwner(service);
    const app = await openApp(browser, service);
    const { page } = app;
    const focused = () => page.evaluate('document.activeElement.textContent.trim()');
    await page.goto(owner.link);
    await app.sees('Add this device');
    await tabTo(app, 'Add the account');
    await page.keyboard.press('Enter');
    await page.locator('.account').waitFor();
    const question = await owner.ask(true);
    await app.sees(ASKS);
    assert.equal(await focused(), ASKS);
    await tabTo(app, String(question.number));
    await page.keyboard.press('Space');
    await app.sees('Approved');
    assert.equal(await focused(), 'Approved');
    await tabTo(app, 'Done');
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });
    assert.equal(await question.settled(), 'SUCCESS');
    await done(app);
  });
});

/** Presses Tab until this has the focus. */
async function tabTo({ page }: App, name: string): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.textContent.trim()')) === name) return;
  }
  throw new Error(`Tab does not come to ${name}`);
}
