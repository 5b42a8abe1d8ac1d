import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { cofactor, start } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';

const LOGIN = 'ada@example.com';

/** A service with a user who has an active question and an authenticator app that was never activated. */
async function prepared(t: TestContext, engine: (typeof ENGINES)[number]) {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-people-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const env = {
    COFACTOR_MASTER_KEY: randomBytes(32).toString('base64'),
    COFACTOR_DATABASE_URL: engine === 'sqlite' ? `sqlite:${join(folder, 'c.db')}` : await freshPostgresUrl(),
    COFACTOR_COUNTRIES: 'US',
  };
  await cofactor(['migrate'], env);
  const made = await cofactor(['token', 'create', 'test', '--role', 'SUPER_ADMIN'], env);
  const service = await start(['serve'], env, made.stdout.trim());
  t.after(() => service.stop());
  const profile = { firstName: 'Ada', lastName: 'Lovelace', email: LOGIN, login: LOGIN };
  const user = (await service.call('POST', '/api/v1/users', { profile })).body;
  const factors = `/api/v1/users/${user.id}/factors`;
  const enroll = async (body: unknown) => {
    const enrolled = await service.call('POST', factors, body);
    assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
    return enrolled.body.id as string;
  };
  const question = await enroll({
    factorType: 'question',
    provider: 'OKTA',
    profile: { question: 'disliked_food', answer: 'mayonnaise' },
  });
  const pending = await enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
  const left = async () => (await service.call('GET', factors)).body.map(({ id }: { id: string }) => id);
  return { env, service, user, question, pending, left };
}

const removing = ['--reason', 'lost phone', '--ticket', 'HD-17'];

for (const engine of ENGINES) {
  describe(`support on the command line: ${engine}`, () => {
    test('a pending factor is named as such with its age and the next step, and removals are in the log with their reason', async (t) => {
      const { env, service, user, question, pending, left } = await prepared(t, engine);

      const shown = await cofactor(['user', 'show', LOGIN], env);
      assert.equal(shown.code, 0, shown.stderr);
      assert.match(shown.stdout, new RegExp(`^Ada Lovelace \\(${LOGIN}\\), ${user.id}, `));
      assert.match(shown.stdout, /2 factors:/);

      const listed = await cofactor(['factor', 'list', LOGIN], env);
      assert.match(
        listed.stdout,
        new RegExp(`question OKTA ${question}, ACTIVE, enrolled (a moment|\\d+ seconds?) ago`),
      );
      assert.match(listed.stdout, new RegExp(`GOOGLE ${pending}, pending for .*: enrolled and never activated`));
      assert.match(
        listed.stdout,
        new RegExp(`next: POST .*/${pending}/lifecycle/activate with the passCode; or DELETE`),
      );
      const json = JSON.parse((await cofactor(['factor', 'list', user.id, '--json'], env)).stdout);
      const replies = (await service.call('GET', `/api/v1/users/${user.id}/factors`)).body;
      const idsOf = (all: readonly { id: string; status: string }[]) =>
        all.map(({ id, status }) => `${id} ${status}`).sort();
      assert.deepEqual(idsOf(json), idsOf(replies));

      const unasked = await cofactor(['factor', 'remove', LOGIN, pending, '--yes'], env);
      assert.match(unasked.stderr, /--reason/);
      const unsure = await cofactor(['factor', 'remove', LOGIN, pending, ...removing], env, process.cwd(), 'n\n');
      assert.notEqual(unsure.code, 0);
      assert.match(unsure.stderr, /This removes for good 1 factor:/);
      assert.match(unsure.stderr, /1 factor will stay\./);
      assert.match(unsure.stderr, /nothing was removed/);
      assert.deepEqual((await left()).length, 2);

      const sure = await cofactor(['factor', 'remove', LOGIN, pending, ...removing], env, process.cwd(), 'y\n');
      assert.equal(sure.stdout, `removed 1 factor of ${LOGIN}\n`, sure.stderr);
      assert.deepEqual(await left(), [question]);
      const again = await cofactor(['factor', 'remove', LOGIN, pending, ...removing, '--yes'], env);
      assert.notEqual(again.code, 0);
      assert.match(again.stderr, /was removed at/);

      const reset = await cofactor(['factor', 'reset', LOGIN, ...removing, '--yes', '--json'], env);
      assert.deepEqual(JSON.parse(reset.stdout), { userId: user.id, removed: [question] }, reset.stderr);
      assert.deepEqual(await left(), []);
      const log = (await service.call('GET', '/api/v1/logs?limit=1000')).body as readonly {
        readonly eventType: string;
        readonly debugContext: { readonly debugData: Readonly<Record<string, string>> };
      }[];
      const told = log.filter(({ debugContext }) => debugContext.debugData.ticket === 'HD-17');
      assert.deepEqual(told.map(({ eventType }) => eventType).sort(), [
        'user.mfa.factor.deactivate',
        'user.mfa.factor.deactivate',
        'user.mfa.factor.reset_all',
      ]);
      assert.ok(told.every(({ debugContext }) => debugContext.debugData.justification === 'lost phone'));
    });
  });
}

test("of chosen factors none goes when one of them is not the user's", async (t) => {
  const { env, pending, left } = await prepared(t, 'sqlite');
  const ids = ['--factor', pending, 'ufs1111111111111111111'];
  const refused = await cofactor(['factor', 'reset', LOGIN, ...removing, '--yes', ...ids], env);
  assert.notEqual(refused.code, 0);
  assert.match(refused.stderr, /has no such factor/);
  assert.equal((await left()).length, 2);
  assert.match((await cofactor(['user', 'show', 'nobody@example.com'], env)).stderr, /nobody@example\.com/);
});
