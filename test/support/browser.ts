import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium of this machine; `COFACTOR_CHROMIUM` names another. */
export const CHROMIUM: string | undefined = [process.env.COFACTOR_CHROMIUM ?? '', ...paths].find(existsSync);

/** Why a test in a browser is skipped; `false`: it is not. */
export const withoutBrowser =
  CHROMIUM === undefined ? 'there is no Chromium: install one, or set COFACTOR_CHROMIUM' : false;
if (withoutBrowser) {
  console.error(`!!! tests in a browser are SKIPPED: ${withoutBrowser}`);
  if (process.env.CI) throw new Error('CI is set, hence this counts as a failure.');
}

/** Without a window, and without asking anybody but the pages under test. */
export function startBrowser(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...flags,
    ],
  });
}
