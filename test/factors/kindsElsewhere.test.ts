import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Value } from 'typebox/value';
import { kindOf } from '../../src/factors/index.ts';
import { pushCalls } from '../support/devices/pushCalls.ts';
import { disclosures, everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { elsewhereFixtures } from '../support/factors/elsewhereFixtures.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

/** The tests of `kinds.test.ts` and `kindAnswers.test.ts` for kinds that are answered elsewhere, on a device. */
for (const engine of ENGINES) {
  for (const [name, fixture] of Object.entries(elsewhereFixtures)) {
    const [factorType = '', provider = ''] = name.split('/');
    const kind = kindOf(factorType, provider);
    describe(`kind ${name}: ${engine}`, () => {
      let w: World;
      before(async () => {
        w = await world(engine);
      });
      after(() => w.close());

      async function active() {
        const user = await person(w);
        return { user, calls: pushCalls(w, user.id), ...(await fixture.become(w, user)) };
      }

      test('it is listed, got, and removed, and its id says what became of it', async () => {
        const { calls, id } = await active();
        const listed = (await calls.list()).body.find((factor: { id: string }) => factor.id === id);
        assert.deepEqual([listed.factorType, listed.provider, listed.status], [factorType, provider, 'ACTIVE']);
        assert.deepEqual((await calls.get(id)).body, listed);
        assert.ok(Value.Check(kind?.contract.profile ?? {}, listed.profile));
        assert.equal((await calls.remove(id)).status, 204);
        const gone = heard(await calls.get(id));
        assert.deepEqual([gone.status, gone.code], [404, 'E0000007']);
        assert.match(gone.causes.join(), /The factor was removed at .*POST \/api\/v1\/users\/\w+\/factors/);
        assert.deepEqual((await calls.list()).body, []);
      });

      test('it belongs to a method of an authenticator, and is worth nothing while that is switched off', async () => {
        const { calls, id } = await active();
        const { key, method } = kind?.authenticator ?? {};
        const own = (await w.call('GET', '/api/v1/authenticators')).body.find(
          (one: { key: string }) => one.key === key,
        );
        const self = `/api/v1/authenticators/${own.id}/methods/${method}/lifecycle`;
        assert.equal((await w.call('POST', `${self}/deactivate`)).status, 200);
        assert.equal((await calls.challenge(id)).status, 423);
        assert.equal((await w.call('POST', `${self}/activate`)).status, 200);
        assert.equal((await calls.challenge(id)).status, fixture.challenged ? 201 : 400);
      });

      test('a body that would be an answer is 400, says why, and costs nothing', async () => {
        const { calls, id, user } = await active();
        for (const body of [{ passCode: '123456' }, { answer: 'x' }, { surprise: true }]) {
          const reply = heard(await calls.challenge(id, body));
          // What is of no kind at all is a malformed body, as on enroll (fact 56), where bodies are looked at.
          const code = 'surprise' in body && fixture.challenged ? 'E0000003' : 'E0000001';
          assert.deepEqual([reply.status, reply.code], [400, code], JSON.stringify(reply));
        }
        const failures = (await w.store.log.ofUser(user.id)).filter(({ outcome }) => outcome === 'FAILURE');
        assert.deepEqual(failures, []);
      });

      test('its state is of its schema and the same after JSON', async () => {
        const { user, id } = await active();
        const factor = (await w.store.factors.list(user.id)).find((one) => one.id === id);
        assert.ok(Value.Check(kind?.state ?? {}, factor?.state));
        assert.deepEqual(JSON.parse(JSON.stringify(factor?.state)), factor?.state);
      });

      test('no secret is in a reply after enrollment, the log or the database', async () => {
        const { calls, id, device, secrets } = await active();
        const seen: string[] = [];
        for (const read of [calls.list, () => calls.get(id), () => calls.devices(id), () => calls.challenge(id)]) {
          seen.push(JSON.stringify((await read()).body));
        }
        seen.push(JSON.stringify((await device.decide('APPROVE')).body), ...(await everyRow(w)));
        await calls.remove(id);
        assert.deepEqual(disclosures([...seen, ...(await everyRow(w))], secrets), []);
      });
    });
  }
}
