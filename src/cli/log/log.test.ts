import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

/** Logs a failure as PostgreSQL's driver throws it, in a process of its own, since a logger writes to its stderr. */
const program = (error: string) => `
  import { createLogger } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)};
  const logger = createLogger({ logLevel: 'info', logFormat: 'json' });
  const failure = Object.assign(new Error('null value in column "factor_id"'), {
    code: '23502', detail: 'Failing row contains (00u1, +18025550123, 123456).', where: 'row 00u1', parameters: ['123456'],
  });
  logger.error({ err: ${error} }, 'request failed');
`;

test('the log has the message and code of an error of the database, and nothing of the row it was about', () => {
  for (const error of ['failure', "new Error('outer', { cause: failure })"]) {
    const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program(error)], { encoding: 'utf8' });
    assert.match(stderr, /null value in column/);
    assert.doesNotMatch(stderr, /18025550123|123456|row 00u1/);
    if (error === 'failure') assert.equal(JSON.parse(stderr).err.code, '23502');
  }
});
