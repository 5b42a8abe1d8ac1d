import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Value } from 'typebox/value';
import type { AnyKind } from '../../src/domain/factors/kind.ts';
import { allKinds } from '../../src/factors/index.ts';
import { disclosures, everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { elsewhereFixtures } from '../support/factors/elsewhereFixtures.ts';
import { heard } from '../support/factors/factorCalls.ts';
import type { KindFixture } from '../support/factors/holder.ts';
import { type HolderCalls, holderCalls } from '../support/factors/holderCalls.ts';
import { kindFixtures } from '../support/factors/kindFixtures.ts';
import { atOnce, count, from } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type World, world } from '../support/world.ts';

/** Those that take answers over the API; `kindsElsewhere.test.ts` has the others. */
const answeredKinds = allKinds.filter(({ contract }) => !Object.hasOwn(elsewhereFixtures, keyOf(contract)));

const REFUSED = ['E0000068', 'E0000082', 'E0000083'];

/** What every kind must do alike, through HTTP; `test/support/factors/kindFixtures.ts` has what differs. */
for (const engine of ENGINES) {
  for (const kind of answeredKinds) {
    const name = `${kind.contract.factorType}/${kind.contract.provider}`;
    describe(`kind ${name}: ${engine}`, () => {
      const fixture = fixtureOf(name);
      let w: World;
      before(async () => {
        w = await world(engine);
      });
      after(() => w.close());
      const single = fixture.several ? none : test;
      const oneTime = fixture.oneTime ? test : none;
      const aging = fixture.stale ? test : none;
      const activated = fixture.activated ? test : none;

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

      test('a wrong answer is refused, counted, and logged with its reason', async () => {
        const { user, calls, holder, id } = await active();
        await next(calls, id);
        const refusals = [];
        for (let n = 0; n < 3; n++) refusals.push(heard(await calls.verify(id, holder.wrong())));
        assert.deepEqual(
          refusals.map(({ status, code, summary }) => [status, code, summary]),
          refusals.map(() => [403, 'E0000068', 'Invalid Passcode/Answer']),
        );
        assert.deepEqual(
          refusals.map(({ causes }) => causes.at(-1)),
          [
            '4 attempts are left before a pause.',
            '3 attempts are left before a pause.',
            '2 attempts are left before a pause.',
          ],
        );
        assert.match(refusals[0]?.causes[0] ?? '', /doesn't match our records\. Please try again\.$/);
        const logged = (await w.store.log.ofUser(user.id)).filter(({ outcome }) => outcome === 'FAILURE');
        assert.deepEqual(
          logged.map(({ detail }) => detail?.attemptsLeft),
          ['4', '3', '2'],
        );
        assert.ok(logged.every(({ reason, factorId }) => reason && factorId === id));
        assert.equal((await calls.verify(id, holder.answer())).status, 200, 'a right one is still accepted');
      });

      test('after the fifth wrong answer cause and log say when the next is possible, and then it is', async () => {
        const { user, calls, holder, id } = await active();
        await next(calls, id);
        for (let n = 0; n < 4; n++) await calls.verify(id, holder.wrong());
        const hint = heard(await calls.verify(id, holder.wrong())).causes.at(-1) ?? '';
        const retryAt = w.clock.now().add({ seconds: 30 }).toString();
        const fresh = kind.challenge ? 'Ask for a new code. ' : '';
        assert.equal(hint, `${fresh}The next attempt is possible at ${retryAt}.`);
        assert.deepEqual((await w.store.log.ofUser(user.id)).at(-1)?.detail, {
          attemptsLeft: '0',
          retryAt,
          ...(kind.challenge && { challenge: 'OVER' }),
        });
        assert.equal((await calls.verify(id, holder.answer())).status, 429);
        w.clock.advance({ seconds: 30 });
        await next(calls, id);
        assert.equal((await calls.verify(id, holder.answer())).status, 200);
      });

      test('no answer at all, and one of another form, are 400 and cost nothing', async () => {
        const { calls, holder, id } = await active();
        const [field = ''] = Object.keys(holder.wrong());
        const bodies = [{ [field]: 123456 }, { ...holder.wrong(), surprise: true }, ...(kind.challenge ? [] : [{}])];
        for (const body of bodies) {
          assert.equal((await calls.verify(id, body as never)).status, 400, JSON.stringify(body));
        }
        const long = await calls.verify(id, { [field]: '1'.repeat(10_000) });
        assert.deepEqual([long.status, long.body.errorCode], [403, 'E0000068']);
        assert.match(heard(long).causes.at(-1) ?? '', /^4 attempts/);
      });

      test('of twenty wrong answers at once five are judged', async () => {
        const { calls, holder, id } = await active();
        await next(calls, id);
        const answers = await atOnce(20, () => calls.verify(id, holder.wrong()));
        assert.deepEqual([count(answers, 403), count(answers, 429)], [5, 15]);
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

      test('the same answer is accepted twice only where answers are not one-time', async () => {
        const { calls, holder, id, proof } = await active();
        await next(calls, id);
        const answer = holder.answer();
        assert.equal((await calls.verify(id, answer)).status, 200);
        const again = await calls.verify(id, answer);
        if (!fixture.oneTime) return assert.equal(again.status, 200);
        for (const refused of [again, ...(proof ? [await calls.verify(id, proof)] : [])]) {
          assert.equal(refused.status, 403);
          assert.ok(REFUSED.includes(refused.body.errorCode));
        }
      });

      oneTime('one answer sent twenty times at once is accepted once', async () => {
        const { calls, holder, id } = await active();
        await next(calls, id);
        const answer = holder.answer();
        const answers = await atOnce(20, (n) => calls.verify(id, answer, from(n)));
        assert.equal(count(answers, 200), 1);
        assert.equal(count(answers, 403) + count(answers, 429), 19);
      });

      activated('one answer that activates, sent twenty times at once, activates once', async () => {
        const { calls, holder } = await enrolling();
        const { body } = await calls.enroll();
        holder.keep?.(body);
        const answer = holder.answer();
        const answers = await atOnce(20, (n) => calls.activate(body.id, answer, from(n)));
        assert.equal(count(answers, 200), 1);
        assert.equal((await calls.list()).body.filter(isOfKind).length, 1);
      });

      aging('an answer that is too old is refused', async () => {
        const { calls, holder, id } = await active();
        await next(calls, id);
        const answer = holder.answer();
        w.clock.advance(fixture.stale?.after ?? {});
        const { status, code, causes } = heard(await calls.verify(id, answer));
        assert.deepEqual([status, code], [403, fixture.stale?.errorCode]);
        if (code === 'E0000068') assert.match(causes.join(), /expired/);
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

      const isOfKind = (factor: { factorType: string; provider: string }) => keyOf(factor) === name;

      /** Somebody who has not enrolled yet; `see` is shown every reply. */
      async function enrolling(see: (answer: Answer) => void = () => {}) {
        const user = await person(w);
        const holder = await fixture.holder(w, user);
        return { user, holder, calls: holderCalls(w, user.id, holder, see) };
      }

      /** Somebody who has it; `proof` is the answer that activated it. */
      async function active() {
        const all = await enrolling();
        const { body } = await all.calls.enroll();
        all.holder.keep?.(body);
        if (!fixture.activated) return { ...all, id: body.id as string, proof: undefined };
        const proof = all.holder.answer();
        const activated = await all.calls.activate(body.id, proof);
        assert.equal(activated.status, 200, JSON.stringify(activated.body));
        return { ...all, id: activated.body.id as string, proof };
      }

      /** Lets the next code come: the longest pause between messages, and the time step of a TOTP, is 30 seconds. */
      async function next(calls: HolderCalls, id: string): Promise<void> {
        w.clock.advance({ seconds: 30 });
        if (kind.challenge) assert.equal((await calls.challenge(id)).status, 200);
      }
    });
  }
}

test('the search for secrets finds one, but not within a longer number', () => {
  const texts = ['{"passCode":"123456"}', 'until 1767225123456', 'code=123456.', 'a1b2-c3d4'];
  assert.deepEqual(disclosures(texts, ['123456']), [texts[0], texts[2]]);
  assert.deepEqual(disclosures(texts, ['A1B2-C3D4']), [texts[3]]);
});

/** For tests that say nothing about a kind. */
function none(_name: string, _run: () => Promise<void>): void {}

function fixtureOf(name: string): KindFixture {
  const fixture = kindFixtures[name];
  if (!fixture) throw new Error(`test/support/factors/kindFixtures.ts has nothing for ${name}`);
  return fixture;
}

const verified = async (calls: HolderCalls, id: string, answer: Readonly<Record<string, string>>) => {
  const { status, body } = await calls.verify(id, answer);
  return { status, body };
};

function keyOf({ factorType, provider }: AnyKind['contract'] | { factorType: string; provider: string }): string {
  return `${factorType}/${provider}`;
}
