import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addressFamilies, plainFamilies } from '../../src/domain/budgets/addressKeys.ts';
import { budgetFamily } from '../../src/domain/budgets/budgetFamily.ts';
import { metricTable } from '../../src/domain/metrics/metricTable.ts';
import { ENGINES } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { activeSms, factorCalls } from '../support/factors/factorCalls.ts';
import { routedWorld, setUp } from '../support/messages/routedWorld.ts';
import { vendorServer } from '../support/messages/vendorServer.ts';
import { type Metered, metered } from '../support/metrics/metered.ts';
import { metricOf } from '../support/metrics/samples.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`metrics: ${engine}`, () => {
    let w: World;
    let m: Metered;
    before(async () => {
      m = metered();
      w = await world(engine, { ...m.options, apiLimit: 1_000 });
    });
    after(() => w.close());

    /** How much series grow while something happens. */
    async function growth(of: readonly string[], happens: () => Promise<unknown>): Promise<readonly number[]> {
      const earlier = (await m.samples()).values;
      await happens();
      const later = (await m.samples()).values;
      return of.map((series) => (later.get(series) ?? 0) - (earlier.get(series) ?? 0));
    }

    async function totp() {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
      const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
      await calls.activate(body.id, app.code());
      w.clock.advance({ seconds: 30 });
      return { calls, id: body.id as string, app };
    }

    test('an answer is counted by its kind and outcome, a request by its operation and status', async () => {
      const { calls, id, app } = await totp();
      const kind = 'kind="token:software:totp/GOOGLE",purpose="verify"';
      const series = [
        `cofactor_verifications_total{${kind},outcome="accepted"}`,
        `cofactor_verifications_total{${kind},outcome="refused"}`,
        'cofactor_requests_total{operation="verifyFactor",status="200"}',
        'cofactor_requests_total{operation="verifyFactor",status="403"}',
        'cofactor_request_duration_seconds_count{operation="verifyFactor"}',
      ];
      const grown = await growth(series, async () => {
        await calls.verify(id, '000000');
        await calls.verify(id, app.code());
      });
      assert.deepEqual(grown, [1, 1, 1, 1, 2]);
    });

    test('an activation is told apart from a verification', async () => {
      const series = ['accepted', 'refused'].map(
        (outcome) =>
          `cofactor_verifications_total{kind="token:software:totp/GOOGLE",purpose="activate",outcome="${outcome}"}`,
      );
      assert.deepEqual(await growth(series, totp), [1, 0]);
    });

    test('a challenge is counted by its channel, and the time until its right answer', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const id = await activeSms(w, user.id, '+12025550143');
      w.clock.advance({ minutes: 1 });
      const series = [
        'cofactor_challenges_total{kind="sms/OKTA",channel="sms"}',
        'cofactor_messages_total{channel="sms",result="accepted"}',
        'cofactor_challenge_answer_seconds_count{kind="sms/OKTA"}',
        'cofactor_challenge_answer_seconds_sum{kind="sms/OKTA"}',
        'cofactor_challenge_answer_seconds_bucket{le="10",kind="sms/OKTA"}',
      ];
      const grown = await growth(series, async () => {
        await calls.challenge(id);
        w.clock.advance({ seconds: 7 });
        assert.equal((await calls.verify(id, w.lastCode())).status, 200);
      });
      assert.deepEqual(grown, [1, 1, 1, 7, 1]);
    });

    test('a budget that is used up is counted by its family', async () => {
      const { calls, id } = await totp();
      const series = [
        'cofactor_budgets_exhausted_total{family="guess_factor"}',
        'cofactor_budgets_exhausted_total{family="api"}',
      ];
      const grown = await growth(series, async () => {
        for (let tries = 0; tries < 7; tries++) await calls.verify(id, '000000');
      });
      assert.deepEqual(grown, [2, 0]);
    });

    test('reads and changes of the database are timed, and its connections shown', async () => {
      const { calls, id, app } = await totp();
      const series = ['read', 'write'].map((work) => `cofactor_database_duration_seconds_count{work="${work}"}`);
      const [reads = 0, writes = 0] = await growth(series, () => calls.verify(id, app.code()));
      assert.ok(reads > 0 && writes > 0, `${reads} reads, ${writes} changes`);
      assert.equal(await m.value('cofactor_database_up'), 1);
      const pool = engine === 'sqlite' ? 'writes' : 'transactions';
      const { values } = await m.samples();
      assert.ok(values.has(`cofactor_database_connections{pool="${pool}",state="waiting"}`));
    });

    test('queues are shown with their limits', async () => {
      const { values } = await m.samples();
      for (const queue of ['connections', 'long_polls', 'password_hashes']) {
        assert.equal(values.get(`cofactor_queue_length{queue="${queue}"}`), 0, queue);
        assert.ok((values.get(`cofactor_queue_limit{queue="${queue}"}`) ?? 0) > 0, queue);
      }
    });

    test('nothing in a label is a path, an id or an address', async () => {
      await w.call('GET', '/api/v1/nothing/00uabcdefghijklmnopq');
      await w.call('GET', '/api/v1/users/ada@example.com/factors');
      for (const series of (await m.samples()).values.keys()) {
        assert.doesNotMatch(series, /\/api|@|00u|\+1202/, series);
      }
    });
  });
}

test('what becomes of each attempt to deliver is counted by the type of the provider, not by its name', async (t) => {
  const m = metered();
  const down = await vendorServer(t, () => ({ status: 503 }));
  const up = await vendorServer(t, () => ({ status: 200, body: { ref: 'one' } }));
  const w = await routedWorld('sqlite', {}, m.options);
  t.after(() => w.close());
  await setUp(w, down.url, { priority: 1 });
  await setUp(w, up.url, { priority: 2 });
  const user = await person(w);
  const profile = { phoneNumber: '+12025550143' };
  await factorCalls(w, user.id).enroll({ factorType: 'sms', provider: 'OKTA', profile });
  const ofFake = (result: string) =>
    m.value(`cofactor_deliveries_total{channel="sms",provider="fake",result="${result}"}`);
  assert.deepEqual([await ofFake('failed'), await ofFake('accepted')], [1, 1]);
  assert.equal(await m.value('cofactor_delivery_duration_seconds_count{provider="fake"}'), 2);
});

test('requests beyond the rate limits count as budgets used up', async (t) => {
  const m = metered();
  const w = await world('sqlite', { ...m.options, apiLimit: 1 });
  t.after(() => w.close());
  for (let n = 0; n < 3; n++) await w.call('GET', '/api/v1/users');
  assert.equal(await m.value('cofactor_budgets_exhausted_total{family="api"}'), 2);
});

test('with metrics off nothing is in between: the engine and the budgets are as they were made', async (t) => {
  const w = await world('sqlite');
  t.after(() => w.close());
  assert.equal((await w.call('GET', '/metrics', undefined, { token: null })).status, 404);
});

test('every family of budgets that has a key has a name', () => {
  for (const family of [...addressFamilies, ...plainFamilies]) {
    // These two are remembered, and never spent from.
    if (['answered', 'device', 'half'].includes(family)) continue;
    for (const key of [`${family}:x`, `${family}:pool:x`]) {
      if (family === 'guess' && key === 'guess:x') continue;
      assert.notEqual(budgetFamily({ key }), 'other', key);
    }
  }
});

test('every metric of the table is in a scrape, and every one of ours that is scraped is in the table', async () => {
  const samples = await metered().samples();
  const scraped = [...samples.types.keys()].filter((name) => name.startsWith('cofactor_'));
  assert.deepEqual(
    scraped.toSorted(),
    Object.values(metricTable)
      .map(({ name }) => name)
      .toSorted(),
  );
  assert.equal(
    metricOf('cofactor_request_duration_seconds_count{operation="x"}', samples),
    metricTable.requestTime.name,
  );
});
