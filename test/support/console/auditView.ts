import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFaults } from '../axe.ts';

/** Holds a page, as it is, to what every view keeps to: axe finds nothing, and nothing is wider than the window. */
export async function auditView(page: Page, view: string): Promise<void> {
  assert.deepEqual(await axeFaults(page), [], view);
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.equal(wide, 0, `${view} is too wide`);
}
