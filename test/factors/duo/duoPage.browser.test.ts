import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { audited } from '../../support/authenticator/app.ts';
import { startBrowser, withoutBrowser } from '../../support/browser.ts';
import { start } from '../../support/command.ts';
import { type FakeDuo, fakeDuo } from '../../support/duo/fakeDuo.ts';
import { settingsOf } from '../../support/duo/setDuo.ts';

const headers = { authorization: 'SSWS dev-token', 'content-type': 'application/json' };

describe('the page before Duo’s', { skip: withoutBrowser }, () => {
  let service: Awaited<ReturnType<typeof start>>;
  let browser: Browser;
  let duo: FakeDuo;
  let factor: string;
  before(async () => {
    duo = await fakeDuo();
    service = await start(['dev', '--database', 'sqlite::memory:']);
    browser = await startBrowser();
    const provider = { configuration: { ...settingsOf(duo), application: 'WEB_SDK' } };
    await post('/api/v1/authenticators', { key: 'duo', name: 'Duo', provider });
    const login = 'a-rather-long-login-of-somebody@example.com';
    const user = await post('/api/v1/users', { profile: { firstName: 'Ada', lastName: 'L', login, email: login } });
    const { id } = await post(`/api/v1/users/${user.id}/factors`, { factorType: 'web', provider: 'DUO' });
    factor = `/api/v1/users/${user.id}/factors/${id}`;
  });
  after(async () => {
    await browser.close();
    await service.stop();
    await duo.close();
  });

  const post = async (path: string, body: object = {}) => {
    const reply = await fetch(`${service.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
    return (await reply.json()) as any;
  };

  test('a person goes to Duo and comes back verified, and nothing complains, in both colors and at both widths', async () => {
    for (const [colorScheme, width] of [
      ['light', 390],
      ['dark', 1440],
    ] as const) {
      const asked = await post(`${factor}/${colorScheme === 'light' ? 'lifecycle/activate' : 'verify'}`);
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 } });
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      await page.goto(asked._links.prompt.href);
      await page.getByText('If it was not you who asked for this, close this page.').waitFor();
      assert.deepEqual(await audited(page), []);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
      await page.getByRole('button', { name: 'Go on to Duo' }).click();
      await page.getByRole('heading', { name: 'You are verified' }).waitFor();
      assert.deepEqual(complaints, []);
      assert.equal(duo.page.visits.at(-1)?.duo_uname, 'a-rather-long-login-of-somebody@example.com');
      await page.close();
      const poll = await fetch(asked._links.poll.href, { headers });
      assert.equal(((await poll.json()) as { factorResult: string }).factorResult, 'SUCCESS');
    }
  });
});
