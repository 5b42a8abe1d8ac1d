import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe-core finds wrong with the accessibility of a page as it is, one line an element. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  // By the browser's own console, as it were: the policy of the page lets no script in.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`{ ${axe.source} }`);
  // What is fading in is pale for as long as that takes.
  await page.evaluate(
    'for (const one of document.getAnimations()) if (one.effect.getComputedTiming().endTime < Infinity) one.finish()',
  );
  const violations = (await page.evaluate(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )) as readonly Violation[];
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${impact}): ${help}: ${html} ${failureSummary}`),
  );
}
