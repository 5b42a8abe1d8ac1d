import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../browser.ts';
import { type Running, start } from '../command.ts';
import { type PhoneOwner, phoneOwner } from '../devices/phoneOwner.ts';
import { type App, openApp, openPhone } from './app.ts';

/** The command line of a service in development mode that forgets everything at its end. */
export const DEV = ['dev', '--database', 'sqlite::memory:', '--issuer', 'Acme'] as const;

/** A phone and the person it belongs to. */
export interface OwnedPhone {
  readonly app: App;
  readonly owner: PhoneOwner;
}

/** A service and a browser for the tests of one `describe`, and phones in them. */
export function devPhones(begin: (service: Running, browser: Browser) => void) {
  let service: Running;
  let browser: Browser;
  before(async () => {
    service = await start(DEV);
    browser = await startBrowser();
    begin(service, browser);
  });
  after(async () => {
    await browser.close();
    await service.stop();
  });
  return {
    /** A phone that has the account of its owner. */
    async phone(): Promise<OwnedPhone> {
      const owner = await phoneOwner(service);
      return { owner, app: await openPhone(browser, service, owner) };
    },
    /** A phone without an account, and somebody who has a link for it. */
    async fresh(): Promise<OwnedPhone> {
      return { app: await openApp(browser, service), owner: await phoneOwner(service) };
    },
    /** Closes a phone, which must have had nothing to complain about. */
    async done({ context, complaints }: App): Promise<void> {
      assert.deepEqual(complaints, []);
      await context.close();
    },
  };
}
