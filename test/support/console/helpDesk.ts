import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Running } from '../command.ts';
import { authenticator } from '../factors/authenticator.ts';

const PASSWORD = 'Correct4Horses';

/** An administrator with an authenticator app. */
export interface Administrator {
  readonly login: string;
  /** The code of now. */
  code(): string;
}

/** Administrators of a service in development mode, and what they do at the sign-in. */
export interface HelpDesk {
  administrator(role: string): Promise<Administrator>;
  /** Signs in on the page that asks for it. */
  signIn(page: Page, login: string): Promise<void>;
  /** Lets seconds pass. */
  wait(seconds: number): Promise<void>;
  /** Lets minutes pass in which somebody goes on working. */
  keepSession(page: Page, minutes: number): Promise<void>;
}

/** Makes administrators of a service that runs in development mode. */
export function helpDesk(service: Running): HelpDesk {
  const codes = new Map<string, () => string>();
  let ahead = 0;
  let count = 0;
  const call = async (path: string, body: object) => {
    const reply = await service.call('POST', path, body);
    assert.ok(reply.status < 300, JSON.stringify(reply.body));
    return reply.body;
  };
  const wait = async (seconds: number) => {
    await call('/dev/clock', { advance: `PT${seconds}S` });
    ahead += seconds;
  };
  return {
    wait,
    async administrator(role) {
      const login = `administrator-${++count}@example.com`;
      const profile = { firstName: 'Hedy', lastName: 'Desk', login, email: login };
      const { id } = await call('/api/v1/users', { profile, credentials: { password: { value: PASSWORD } } });
      await call(`/api/v1/users/${id}/roles`, { type: role });
      const factors = `/api/v1/users/${id}/factors`;
      const enrolled = await call(factors, { factorType: 'token:software:totp', provider: 'GOOGLE' });
      const now = () => Temporal.Now.instant().add({ seconds: ahead });
      const app = authenticator(enrolled._embedded.activation.sharedSecret, { now });
      await call(`${factors}/${enrolled.id}/lifecycle/activate`, { passCode: app.code() });
      // A code is good once.
      await wait(30);
      codes.set(login, () => app.code());
      return { login, code: () => app.code() };
    },
    async signIn(page, login) {
      await page.getByLabel('Login').fill(login);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByLabel('Code of the app').fill(codes.get(login)?.() ?? '');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText(login).first().waitFor();
    },
    async keepSession(page, minutes) {
      for (let passed = 0; passed < minutes; passed += 8) {
        await wait(8 * 60);
        await page.evaluate("fetch(new URL('session', document.baseURI)).then(({ status }) => status)");
      }
    },
  };
}
