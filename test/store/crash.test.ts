import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openEngine } from '../../src/store/open.ts';
import { type Running, start } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';

const ROUNDS = 3;
const WORKERS = 12;

/** What the service has acknowledged: a promise it must keep after being killed at any moment. */
interface Promised {
  readonly active: Map<string, string>;
  readonly removed: Map<string, string>;
  readonly accepted: { readonly user: string; readonly factor: string; readonly code: string }[];
}

let phones = 2_000_000;

const call = async (service: Running, path: string, body?: unknown) => {
  const { status, body: answer } = await service.call('POST', path, body);
  assert.equal(status, 200, JSON.stringify(answer));
  return answer;
};

/** One person after the other until the process dies: enroll, prove, challenge, verify, and every other one leaves. */
async function live(service: Running, promised: Promised): Promise<void> {
  for (let n = 0; ; n++) {
    const phoneNumber = `+1802${++phones}`;
    const login = `${phones}@example.com`;
    const profile = { firstName: 'C', lastName: 'R', email: login, login };
    const user: string = (await call(service, '/api/v1/users', { profile })).id;
    const factors = `/api/v1/users/${user}/factors`;
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } };
    let factor: string;
    if (n % 2 === 0) {
      const pending: string = (await call(service, factors, body)).id;
      const passCode = await codeFor(service, phoneNumber);
      factor = (await call(service, `${factors}/${pending}/lifecycle/activate`, { passCode })).id;
      promised.removed.set(pending, user);
    } else {
      factor = (await call(service, `${factors}?activate=true`, body)).id;
      await call(service, `${factors}/${factor}/verify`);
      const passCode = await codeFor(service, phoneNumber);
      await call(service, `${factors}/${factor}/verify`, { passCode });
      promised.accepted.push({ user, factor, code: passCode });
    }
    if (n % 4 < 2) promised.active.set(user, factor);
    else if ((await service.call('DELETE', `${factors}/${factor}`)).status === 204) promised.removed.set(factor, user);
  }
}

async function codeFor(service: Running, phoneNumber: string): Promise<string> {
  const { body } = await service.call('GET', `/dev/inbox?to=${encodeURIComponent(phoneNumber)}`);
  return body.at(-1).code;
}

/** Waits until each kind of promise has been made a few times more, however slow the machine; then a little longer. */
async function underLoad({ active, removed, accepted }: Promised): Promise<void> {
  const made = () => Math.min(active.size, removed.size, accepted.length);
  const enough = made() + 4;
  while (made() < enough) await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => setTimeout(resolve, (enough * 37) % 100));
}

/** Every row that must stand beside another does, and every sealed state is there. */
async function assertNothingHalfWritten(database: string): Promise<void> {
  const engine = await openEngine(database, () => {});
  const count = async (text: string) => (await engine.read({ text, values: [] }))[0]?.n;
  const orphans = 'from factors f left join factor_states s on s.user_id = f.user_id and s.factor_id = f.id';
  assert.equal(Number(await count(`select count(*) as n ${orphans} where s.factor_id is null`)), 0);
  const claimless = 'from factors f left join factor_claims c on c.user_id = f.user_id and c.factor_id = f.id';
  assert.equal(Number(await count(`select count(*) as n ${claimless} where c.claim is null`)), 0);
  const phoneless = 'from factors f left join phones p on p.user_id = f.user_id';
  assert.equal(Number(await count(`select count(*) as n ${phoneless} where p.id is null`)), 0);
  await engine.close();
}

for (const name of ENGINES) {
  test(`killed under load, the service keeps every promise it made: ${name}`, { timeout: 120_000 }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-crash-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const database = name === 'sqlite' ? `sqlite:${join(folder, 'c.db')}` : await freshPostgresUrl();
    const args = ['dev', '--database', database, '--api-limit', '1000000'];
    const promised: Promised = { active: new Map(), removed: new Map(), accepted: [] };

    for (let round = 0; round < ROUNDS; round++) {
      const service = await start(args);
      const lives = Promise.allSettled(Array.from({ length: WORKERS }, () => live(service, promised)));
      await underLoad(promised);
      await service.stop('SIGKILL');
      const failures = (await lives).flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
      const broken = failures.filter((reason) => reason instanceof assert.AssertionError);
      assert.deepEqual(broken, []);
    }

    await assertNothingHalfWritten(database);
    const service = await start(args);
    t.after(() => service.stop());
    const { active, removed, accepted } = promised;
    assert.ok(active.size > 0 && removed.size > 0 && accepted.length > 0, 'there was no load');
    for (const [factor, user] of promised.removed) {
      assert.equal((await service.call('GET', `/api/v1/users/${user}/factors/${factor}`)).status, 404);
    }
    for (const [user, factor] of promised.active) {
      const { status, body } = await service.call('GET', `/api/v1/users/${user}/factors/${factor}`);
      assert.deepEqual([status, body.status], [200, 'ACTIVE']);
    }
    for (const { user, factor, code } of promised.accepted) {
      const again = await service.call('POST', `/api/v1/users/${user}/factors/${factor}/verify`, { passCode: code });
      assert.notEqual(again.status, 200);
    }
  });
}
