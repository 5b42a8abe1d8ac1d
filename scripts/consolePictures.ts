import type { Browser, Page } from 'playwright-core';
import type { Running } from '../test/support/command.ts';
import { usersOf } from '../test/support/console/users.ts';

/** As narrow as the words of the navigation allow, so that they can be read where the documentation shows it. */
const WINDOW = { width: 1120, height: 360 } as const;
const DIALOG = { width: 620, height: 650 } as const;

/** Opens the views of the admin console that docs/console.md shows, and has each photographed under a name. */
export async function consoleViews(
  service: Running,
  browser: Browser,
  photograph: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const users = usersOf(service);
  const { id } = await users.person('Ada', 'Lovelace');
  await users.enroll(id, users.sms());
  const open = async (colorScheme: 'light' | 'dark', viewport: { readonly width: number; readonly height: number }) => {
    const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${service.url}/admin/user/profile/view/${id}`);
    await page.getByRole('button', { name: 'Reset SMS' }).waitFor();
    return page;
  };
  await photograph(await open('light', WINDOW), 'console-person');
  const dark = await open('dark', DIALOG);
  await dark.getByRole('button', { name: 'Reset SMS' }).click();
  await dark.getByRole('dialog').waitFor();
  await photograph(dark, 'console-reset');
}
