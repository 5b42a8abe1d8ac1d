import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import type { Running } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { pgbouncer, pooled } from '../support/pgbouncer.ts';
import { person, served } from '../support/served.ts';

const missing = process.env.CI && pgbouncer === undefined;
const skip = !ENGINES.includes('postgres') || (pgbouncer === undefined && !missing);

/** Somebody signs up, answers a question wrongly and rightly; gives the statuses. */
async function live(service: Running): Promise<readonly number[]> {
  const created = await service.call('POST', '/api/v1/users', person());
  const factors = `/api/v1/users/${created.body.id}/factors`;
  const profile = { question: 'disliked_food', answer: 'mexican food' };
  const enrolled = await service.call('POST', factors, { factorType: 'question', provider: 'OKTA', profile });
  const verify = `${factors}/${enrolled.body.id}/verify`;
  const wrong = await service.call('POST', verify, { answer: 'italian food' });
  const right = await service.call('POST', verify, { answer: profile.answer });
  const listed = await service.call('GET', `/api/v1/users?search=id%20eq%20%22${created.body.id}%22`);
  assert.deepEqual([right.body.factorResult, listed.body[0]?.id], ['SUCCESS', created.body.id]);
  return [created, enrolled, wrong, right, listed].map(({ status }) => status);
}

describe('behind PgBouncer', { skip }, () => {
  test('it is installed where CI runs', () => assert.ok(!missing, 'apt-get install pgbouncer'));

  for (const mode of ['transaction', 'session'] as const) {
    test(`two processes with ${mode} pooling do what was meant, and leave no setting to others`, async (t) => {
      const direct = await freshPostgresUrl();
      const admin = new pg.Client(direct);
      await admin.connect();
      // The test server itself does not wait for the disk, which would hide a setting that was left behind.
      await admin.query(`alter database ${new URL(direct).pathname.slice(1)} set synchronous_commit = on`);
      await admin.end();
      // Session pooling keeps a connection for each of ours.
      const url = await pooled(t, direct, mode, mode === 'transaction' ? 5 : 60);
      const services = [await served(t, url), await served(t, url)] as const;
      const lives = await Promise.all(
        Array.from({ length: 12 }, async (_, n) => {
          const all: (readonly number[])[] = [];
          for (let times = 0; times < 4; times++) all.push(await live(services[n % 2] as Running));
          return all;
        }),
      );
      assert.equal(lives.flat().length, 48);
      assert.deepEqual([...new Set(lives.flat().map(String))], ['200,200,403,200,200']);
      for (let n = 0; n < 8; n++) {
        const other = new pg.Client(url);
        await other.connect();
        const { rows } = await other.query(
          `select current_setting('synchronous_commit') as commit, current_setting('enable_seqscan') as scan,
            current_setting('statement_timeout') as timeout`,
        );
        assert.deepEqual(rows[0], { commit: 'on', scan: 'on', timeout: '0' });
        await other.end();
      }
    });
  }
});
