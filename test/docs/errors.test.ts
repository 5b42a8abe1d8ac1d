import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advice } from '../../scripts/errors/advice.ts';
import { checkedInPage, errorsPage } from '../../scripts/errors/page.ts';
import { errorCatalogue } from '../../src/contract/shared/errors.ts';

test('docs/errors.md is made from the catalogue and up to date: npm run generate', () => {
  assert.equal(checkedInPage(), errorsPage());
});

test('every error has its code, status, text, reason and next call on the page', () => {
  const page = checkedInPage();
  for (const [name, { code, status, summary }] of Object.entries(errorCatalogue)) {
    const section = page.split('\n## ').find((part) => part.startsWith(`${code}\n`)) ?? '';
    const { why, next } = advice[name as keyof typeof advice];
    for (const said of [`**${status}** \`${summary}\``, `Why: ${why}`, `Next: ${next}`]) {
      assert.ok(section.includes(said), `${name}: ${said}`);
    }
  }
});
