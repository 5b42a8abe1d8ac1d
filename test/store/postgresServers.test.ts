import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPostgres } from '../../src/store/engines/postgres.ts';
import { migrate } from '../../src/store/migrate.ts';
import { DatabaseUnavailable } from '../../src/store/shared/databaseUnavailable.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { ownPostgres } from '../support/ownPostgres.ts';
import { tcpProxy } from '../support/tcpProxy.ts';

const skip = !ENGINES.includes('postgres');
const select = (what: string) => ({ text: `select ${what} as value`, values: [] });

describe('servers of PostgreSQL', { skip }, () => {
  test('one that turned read-only under open connections is left, and readiness says so', async (t) => {
    const own = await ownPostgres(t);
    if (!own) return t.skip('there are no programs of PostgreSQL');
    const { server } = own;
    const engine = openPostgres(server.url, () => {});
    t.after(() => engine.close());
    await migrate(engine.kysely as never);
    await engine.ping();
    const readOnly = async (value: 'on' | 'off') => {
      await server.ask(`alter system set default_transaction_read_only = ${value}`);
      await server.ask('select pg_reload_conf()');
      while ((await server.ask('show default_transaction_read_only'))[0]?.default_transaction_read_only !== value);
    };
    const insert = () => engine.whole?.({ text: `delete from limits where key = 'nobody'`, values: [] });
    const backends = async () =>
      (await server.ask(`select pid from pg_stat_activity where application_name = 'cofactor'`)).map(({ pid }) => pid);
    await insert();
    const before = await backends();
    await readOnly('on');
    await assert.rejects(async () => insert(), DatabaseUnavailable);
    await assert.rejects(engine.ping(), DatabaseUnavailable);
    const steps = function* () {
      yield { text: `delete from limits where key = 'nobody'`, values: [] };
    };
    await assert.rejects(engine.write(steps), DatabaseUnavailable);
    await readOnly('off');
    await Promise.all([insert(), engine.write(steps), engine.ping()]);
    const after = await backends();
    assert.ok(
      before.every((pid) => !after.includes(pid)),
      'the old connections were thrown away',
    );
  });

  test('of several the writable one is found, also when another takes its place', async (t) => {
    const own = await ownPostgres(t);
    if (!own) return t.skip('there are no programs of PostgreSQL');
    const { server } = own;
    await server.ask('alter system set default_transaction_read_only = on');
    await server.ask('select pg_reload_conf()');
    const { port } = new URL(await freshPostgresUrl());
    const [dead, standby, primary] = [await tcpProxy(1), await tcpProxy(server.port), await tcpProxy(Number(port))];
    t.after(() => Promise.all([dead.close(), standby.close(), primary.close()]));
    const url = new URL(process.env.DATABASE_URL ?? '');
    const hosts = [dead, standby, primary].map((proxy) => `127.0.0.1:${proxy.port}`).join(',');
    const credentials = url.password === '' ? url.username : `${url.username}:${url.password}`;
    const several = `postgres://${credentials}@${hosts}${url.pathname}?target_session_attrs=read-write`;
    const engine = openPostgres(several, () => {});
    t.after(() => engine.close());
    assert.deepEqual(await engine.read(select('pg_is_in_recovery()')), [{ value: false }]);
    primary.target(1);
    primary.cut();
    await assert.rejects(engine.ping(), DatabaseUnavailable);
    dead.target(Number(port));
    await engine.ping();
    assert.deepEqual(await engine.read(select('1')), [{ value: 1 }]);
  });

  test('TLS is checked as the URL says', async (t) => {
    const own = await ownPostgres(t);
    if (!own) return t.skip('there are no programs of PostgreSQL');
    const { server, authority } = own;
    const tls = `(select ssl from pg_stat_ssl where pid = pg_backend_pid())`;
    const ask = async (search: string, host = '127.0.0.1') => {
      const engine = openPostgres(`${server.url.replace('127.0.0.1', host)}?${search}`, () => {});
      try {
        return (await engine.read(select(tls)))[0]?.value;
      } finally {
        await engine.close();
      }
    };
    assert.equal(await ask('sslmode=disable'), false);
    assert.equal(await ask('sslmode=require'), true);
    assert.equal(await ask(`sslmode=verify-full&sslrootcert=${authority}`), true);
    assert.equal(await ask(`sslrootcert=${authority}`, 'localhost'), true);
    const refusal = (code: string) => (error: Error) =>
      error instanceof DatabaseUnavailable && (error.cause as { code?: string }).code === code;
    await assert.rejects(ask('sslmode=verify-full'), refusal('DEPTH_ZERO_SELF_SIGNED_CERT'));
    // The same machine by an address that is not in the certificate.
    const other = '[::ffff:127.0.0.1]';
    const full = ask(`sslmode=verify-full&sslrootcert=${authority}`, other);
    await assert.rejects(full, refusal('ERR_TLS_CERT_ALTNAME_INVALID'));
    assert.equal(await ask(`sslmode=verify-ca&sslrootcert=${authority}`, other), true);
  });
});
