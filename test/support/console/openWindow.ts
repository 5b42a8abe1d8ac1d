import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Running } from '../command.ts';

/** A browser window of its own. */
export interface OpenWindow {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Everything it complains about besides replies of the service, violations of the policy above all, and others it asked. */
  readonly complaints: readonly string[];
}

/** Opens a window for one test, which closes it. */
export async function openWindow(
  t: { after(work: () => Promise<void>): void },
  browser: Browser,
  { url }: Pick<Running, 'url'>,
  options: BrowserContextOptions = {},
): Promise<OpenWindow> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isComplaint = ['error', 'warning'].includes(message.type());
    if (isComplaint && !message.text().includes('status of 4')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const own = [url, url.replace('127.0.0.1', 'localhost')];
  context.on('request', (asked) => {
    if (!own.some((address) => asked.url().startsWith(address))) complaints.push(asked.url());
  });
  return { context, page, complaints };
}
