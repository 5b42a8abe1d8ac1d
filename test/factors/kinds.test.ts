import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Value } from 'typebox/value';
import { disclosures, everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import type { HolderCalls } from '../support/factors/holderCalls.ts';
import { answeredKinds, kindCalls, none } from '../support/factors/kindCalls.ts';
import { atOnce, count } from '../support/parallel.ts';
import { type World, world } from '../support/world.ts';

/** The life of a factor, alike for every kind, through HTTP; `test/support/factors/kindFixtures.ts` has what differs. */
for (const engine of ENGINES) {
  for (const kind of answeredKinds) {
    let w: World;
    const { name, fixture, isOfKind, enrolling, active, next } = kindCalls(kind, () => w);
    describe(`kind ${name}: ${engine}`, () => {
      before(async () => {
        w = await world(engine);
      });
      after(() => w.close());
      const single = fixture.several ? none : test;

      test('it is enrolled, activated where it must be, listed, verified, and removed', async () => {
        const { calls, holder } = await enrolling();
        const enrolled = await calls.enroll();
        assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
        assert.deepEqual(enrolled.body.profile ?? {}, { ...enrolled.body.profile }, 'a profile is an object');
        holder.keep?.(enrolled.body);
        assert.equal(enrolled.body.status, fixture.activated ? 'PENDING_ACTIVATION' : 'ACTIVE');
        let { id } = enrolled.body;
        if (fixture.activated) {
          const activated = await calls.activate(id, holder.answer());
          assert.equal(activated.status, 200, JSON.stringify(activated.body));
          assert.equal(activated.body._embedded, undefined);
          id = activated.body.id;
        }
        const [listed, ...others] = (await calls.list()).body.filter(isOfKind);
        assert.deepEqual([listed.id, listed.status, others], [id, 'ACTIVE', []]);
        assert.deepEqual((await calls.get(id)).body, listed);
        assert.equal((await calls.catalog()).body.find(isOfKind).status, 'ACTIVE');
        await next(calls, id);
        assert.deepEqual(await verified(calls, id, holder.answer()), {
          status: 200,
          body: { factorResult: 'SUCCESS' },
        });

        assert.equal((await calls.remove(id)).status, 204);
        for (const gone of [await calls.get(id), await calls.verify(id, holder.wrong()), await calls.remove(id)]) {
          const { status, code, causes } = heard(gone);
          assert.deepEqual([status, code], [404, 'E0000007']);
          assert.match(causes.join(), /The factor was removed at .*POST \/api\/v1\/users\/\w+\/factors/);
        }
        assert.deepEqual((await calls.list()).body.filter(isOfKind), []);
      });

      test('it belongs to a method of an authenticator, and is worth nothing while that is switched off', async () => {
        const { calls, id } = await active();
        const { key, method } = kind.authenticator;
        const authenticators = (await w.call('GET', '/api/v1/authenticators?extensions=true')).body;
        const own = authenticators.find((one: { key: string }) => one.key === key);
        assert.ok(own, `an authenticator ${key}`);
        const self = `/api/v1/authenticators/${own.id}`;
        const methods = (await w.call('GET', `${self}/methods`)).body;
        assert.ok(methods.some(({ type }: { type: string }) => type === method));
        const switched = (to: string) => w.call('POST', `${self}/lifecycle/${to}`);
        assert.equal((await switched('deactivate')).status, 200);
        assert.equal((await calls.verify(id, { passCode: '123456', answer: 'anything' })).status, 423);
        assert.equal((await switched('activate')).status, 200);
      });

      single('a second enrollment is refused, and names what to do', async () => {
        const { calls, id, user } = await active();
        const second = heard(await calls.enroll());
        assert.deepEqual([second.status, second.code], [400, 'E0000001']);
        assert.equal(second.summary, 'Api validation failed: factorEnrollRequest');
        assert.equal(second.causes[0], 'A factor of this type is already set up.');
        assert.match(second.causes[1] ?? '', new RegExp(`DELETE /api/v1/users/${user.id}/factors/${id} `));
      });

      single('enrollments at once leave one factor', async () => {
        const { calls } = await enrolling();
        const answers = await atOnce(5, () => calls.enroll());
        assert.ok(count(answers, 200) >= 1);
        assert.equal((await calls.list()).body.filter(isOfKind).length, 1);
      });

      test('its state is of its schema and the same after JSON, at every step', async () => {
        const { user, calls, holder } = await enrolling();
        const check = async () => {
          for (const { state } of await w.store.factors.list(user.id)) {
            assert.ok(Value.Check(kind.state, state));
            assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
          }
        };
        const { body } = await calls.enroll();
        holder.keep?.(body);
        await check();
        const id = fixture.activated ? (await calls.activate(body.id, holder.answer())).body.id : body.id;
        await check();
        await next(calls, id);
        await check();
        assert.equal((await calls.verify(id, holder.answer())).status, 200);
        await check();
      });

      test('no secret and no answer, right or wrong, is in a reply after enrollment, the log or the database', async () => {
        const seen: string[] = [];
        const { calls, holder } = await enrolling((answer) => seen.push(JSON.stringify(answer)));
        const { body } = await calls.enroll();
        holder.keep?.(body);
        seen.length = 0;
        const given: string[] = [];
        const use = (answer: Readonly<Record<string, string>>) => {
          given.push(...Object.values(answer));
          return answer;
        };
        let { id } = body;
        if (fixture.activated) {
          await calls.get(id);
          await calls.activate(id, use(holder.wrong()));
          id = (await calls.activate(id, use(holder.answer()))).body.id;
        }
        await next(calls, id);
        await calls.verify(id, use(holder.wrong()));
        const answer = use(holder.answer());
        assert.equal((await calls.verify(id, answer)).status, 200);
        await calls.verify(id, answer);
        await calls.enroll();
        for (const read of [calls.list, calls.catalog, () => calls.get(id)]) await read();
        const kept = await everyRow(w);
        await calls.remove(id);
        await calls.verify(id, answer);
        const secrets = [...given, ...(holder.secrets?.() ?? [])];
        assert.ok(secrets.length > 0 && seen.length > 6 && kept.some((row) => row.startsWith('log ')));
        assert.deepEqual(disclosures([...seen, ...kept, ...(await everyRow(w))], secrets), []);
      });
    });
  }
}

test('the search for secrets finds one, but not within a longer number', () => {
  const texts = ['{"passCode":"123456"}', 'until 1767225123456', 'code=123456.', 'a1b2-c3d4'];
  assert.deepEqual(disclosures(texts, ['123456']), [texts[0], texts[2]]);
  assert.deepEqual(disclosures(texts, ['A1B2-C3D4']), [texts[3]]);
});

const verified = async (calls: HolderCalls, id: string, answer: Readonly<Record<string, string>>) => {
  const { status, body } = await calls.verify(id, answer);
  return { status, body };
};
