import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { axeFaults } from '../axe.ts';
import type { Running } from '../command.ts';
import type { PhoneOwner } from '../devices/phoneOwner.ts';

/** Somebody's phone with the authenticator on its screen. */
export interface App {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Complaints of the browser: errors, violations of the policy, requests to anybody else. */
  readonly complaints: readonly string[];
  /** Opens an activation link and adds the account. */
  add(link: string): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  /** Waits until this is a heading. */
  sees(heading: string | RegExp): Promise<void>;
  /** Fails with all that is wrong with the accessibility of the screen as it is. */
  audit(): Promise<void>;
  /** The code of an account as it is shown. */
  code(login: string): Promise<string>;
}

const PHONE = { viewport: { width: 390, height: 760 }, locale: 'en-GB', timezoneId: 'UTC' } as const;

const auditCode = transformSync(
  readFileSync(join(import.meta.dirname, '../../../authenticator/test/audit.ts'), 'utf8'),
  {
    loader: 'ts',
    format: 'iife',
    globalName: 'checks',
  },
).code;

/** A browser of its own, with nothing in it yet, at the app of this service. */
export async function openApp(
  browser: Browser,
  service: Pick<Running, 'url'>,
  options: BrowserContextOptions = {},
): Promise<App> {
  const context = await browser.newContext({ ...PHONE, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  // What a service refuses is a line in the console of Chromium; all else there is a fault of ours.
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  context.on('request', (request) => {
    if (!request.url().startsWith(service.url)) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(`${service.url}/authenticator/`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();

  const app: App = {
    page,
    context,
    complaints,
    async add(link) {
      await page.goto(link);
      await app.press('Add the account');
      await page.waitForURL(`${service.url}/authenticator/#/`);
      await page.locator('.account').first().waitFor();
    },
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
    sees: (heading) => page.getByRole('heading', { name: heading }).waitFor(),
    async audit() {
      assert.deepEqual(await audited(page), [], 'what is wrong with the screen');
    },
    async code(login) {
      const digits = page.locator('.account', { hasText: login }).locator('.digits:not([data-code=""])');
      return (await digits.getAttribute('data-code')) ?? '';
    },
  };
  return app;
}

/** The accessibility faults of a page: those of axe-core, and those that it leaves out (authenticator/test/audit.ts). */
export async function audited(page: Page): Promise<readonly string[]> {
  const ours = (await page.evaluate(`(() => { ${auditCode} return checks.audit(); })()`)) as readonly string[];
  return [...ours, ...(await axeFaults(page))];
}

/** A phone that has this person's account. */
export async function openPhone(
  browser: Browser,
  service: Running,
  owner: PhoneOwner,
  options?: BrowserContextOptions,
): Promise<App> {
  const app = await openApp(browser, service, options);
  await app.add(owner.link);
  return app;
}
