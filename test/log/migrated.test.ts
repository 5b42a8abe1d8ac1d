import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVault } from '../../src/crypto/vault.ts';
import { createStore } from '../../src/store/createStore.ts';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { openSqlite } from '../../src/store/engines/sqlite.ts';
import { migrate } from '../../src/store/migrate.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { migrateTo } from '../support/store/migrateTo.ts';

for (const name of ENGINES) {
  test(`entries of an older version are in the log by time, found by their values and under Okta’s names: ${name}`, async (t) => {
    const engine = name === 'sqlite' ? openSqlite(':memory:') : openPostgres(await freshPostgresUrl(), () => {});
    t.after(() => engine.close());
    await migrateTo(engine, '0024_admin_sessions');
    const rows: readonly (readonly [string, string, string, string, string | null, string | null, string | null])[] = [
      [
        'u1',
        'b',
        '2026-01-02T00:00:00.000Z',
        'user.mfa.factor.challenge',
        '00T1',
        '{"kind":"apiToken","userId":"00u9"}',
        null,
      ],
      ['u2', 'a', '2026-01-01T00:00:00.000Z', 'user.authentication.auth_via_mfa', '00T1', null, null],
      ['', 'd', '2026-01-04T00:00:00.000Z', 'system.message_provider.create', '00T1', null, '{"id":"prv1","name":"x"}'],
      ['u1', 'c', '2026-01-03T00:00:00.000Z', 'system.sms.receive_status', null, null, '{"messageId":"m1"}'],
      [
        'u1',
        'e',
        '2026-01-05T00:00:00.000Z',
        'cofactor.push.not_me',
        'dvc1',
        '{"kind":"device"}',
        '{"deviceId":"dvc1"}',
      ],
    ];
    for (const values of rows) {
      await engine.write(function* () {
        yield {
          text: `insert into log (user_id, id, at, event, outcome, actor, principal, detail)
            values ($1, $2, $3, $4, 'SUCCESS', $5, $6, $7)`,
          values,
        };
      });
    }
    await migrate(engine.kysely as never);
    const { log } = createStore(engine, createVault([new Uint8Array(32)]));
    const all = { settled: true, descending: false, limit: 10 } as const;
    const { entries } = await log.page(all);
    assert.deepEqual(
      entries.map(({ place, event }) => [place.position, place.id, event]),
      [
        [1, 'a', 'user.authentication.auth_via_mfa'],
        [2, 'b', 'cofactor.factor.challenge'],
        [3, 'c', 'system.sms.receive_status'],
        [4, 'd', 'cofactor.message_provider.create'],
        [5, 'e', 'user.account.report_suspicious_activity_by_enduser'],
      ],
    );
    const found = async (key: 'actor' | 'target', value: string) =>
      (await log.page({ ...all, keys: [[{ name: key, value }]] })).entries.map(({ place }) => place.id);
    assert.deepEqual(await found('actor', 'u2'), ['a']);
    assert.deepEqual(await found('actor', '00u9'), ['b']);
    assert.deepEqual(await found('actor', 'system'), ['c']);
    assert.deepEqual(await found('actor', '00T1'), ['d']);
    assert.deepEqual(await found('target', 'prv1'), ['d']);
    assert.deepEqual(await found('target', 'dvc1'), ['e']);
    assert.deepEqual(await found('target', 'u1'), ['b', 'c', 'e']);
    assert.deepEqual(
      (await log.recent('u1', 2)).map(({ event }) => event),
      ['system.sms.receive_status', 'user.account.report_suspicious_activity_by_enduser'],
    );
  });
}
