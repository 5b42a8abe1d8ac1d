import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { compileSlips } from './support/slips.ts';

// TypeScript 5.9 reads the same in `npm run pack:check`.
describe('a slip of the pen', () => {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  for (const { call, errors, asExpected } of compileSlips(join(dirname(manifest), 'bin', 'tsc'))) {
    test(`${call} is one error, which names what is wrong`, () =>
      assert.ok(asExpected, errors.join('\n') || 'no error'));
  }
});
