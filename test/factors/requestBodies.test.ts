import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls, heard } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

let numbers = 0;
/** A number that nothing was sent to yet. */
const newNumber = () => `+1802448${5000 + numbers++}`;

const OKTA_KINDS: readonly (readonly [string, () => object])[] = [
  ['sms', () => ({ profile: { phoneNumber: newNumber() } })],
  ['call', () => ({ profile: { phoneNumber: newNumber() } })],
  ['email', () => ({})],
  ['push', () => ({})],
  ['question', () => ({ profile: { question: 'disliked_food', answer: 'mayonnaise' } })],
  ['token:software:totp', () => ({})],
];

for (const engine of ENGINES) {
  describe(`bodies of factor calls: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const someone = async () => factorCalls(w, (await person(w)).id);
    const post = (calls: ReturnType<typeof factorCalls>, path: string, body: unknown) =>
      w.call('POST', `${calls.factors}/${path}`, body);

    for (const [factorType, rest] of OKTA_KINDS) {
      for (const provider of [undefined, null]) {
        test(`${factorType} without a provider, or with ${provider}, is Okta's (fact 226)`, async () => {
          const { enroll } = await someone();
          const { status, body } = await enroll({ factorType, ...(provider === null && { provider }), ...rest() });
          assert.deepEqual([status, body.factorType, body.provider], [200, factorType, 'OKTA']);
        });
      }
    }

    const leftOvers: readonly object[] = [
      { stateToken: '00abc' },
      { activationToken: 'xyz' },
      { stateToken: '00abc', activationToken: null },
      { answer: 'mayonnaise' },
      { useNumberMatchingChallenge: null },
      { factorType: 'sms', provider: 'OKTA' },
    ];
    for (const body of leftOvers) {
      test(`${JSON.stringify(body)} is no answer: it asks for a challenge (facts 77, 238)`, async () => {
        const user = await person(w);
        const calls = factorCalls(w, user.id);
        const id = await activeSms(w, user.id, newNumber());
        w.clock.advance({ minutes: 1 });
        const before = w.sent.length;
        const { status, body: reply } = await post(calls, `${id}/verify`, body);
        assert.deepEqual([status, reply.factorResult, w.sent.length - before], [200, 'CHALLENGE', 1]);
        const answered = await post(calls, `${id}/verify`, { ...body, passCode: w.lastCode() });
        assert.deepEqual(answered.body, { factorResult: 'SUCCESS' });
      });
    }

    test('a kind without a challenge hears from left-overs what is missing', async () => {
      const calls = await someone();
      const question = { factorType: 'question', profile: { question: 'disliked_food', answer: 'mayonnaise' } };
      const { id } = (await calls.enroll(question)).body;
      const refused = heard(await post(calls, `${id}/verify`, { stateToken: '00abc' }));
      assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
      assert.deepEqual(refused.causes, ['answer: The field cannot be left blank']);
    });

    test('what is of no kind is refused alike on enroll, verify and activate, before anything is spent', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const id = await activeSms(w, user.id, newNumber());
      const pending = (await calls.enroll({ factorType: 'call', profile: { phoneNumber: newNumber() } })).body.id;
      const asked = [
        await calls.enroll({ factorType: 'email', bogus: 1 }),
        await post(calls, `${id}/verify`, { bogus: 1 }),
        await post(calls, `${id}/verify`, { passCode: '123456', bogus: 1 }),
        await post(calls, `${pending}/lifecycle/activate`, { passCode: '123456', bogus: 1 }),
        await post(calls, `${id}/verify`, { status: 'BOGUS' }),
      ].map(heard);
      for (const [n, { status, code, causes }] of asked.entries()) {
        const field = n === 4 ? 'status' : 'bogus';
        assert.deepEqual([status, code, causes], [400, 'E0000003', [`${field}: There is no such field`]]);
      }
    });

    test('a factorType or provider that is not the factor’s is refused alike on verify, activate and resend', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const id = await activeSms(w, user.id, newNumber());
      const pending = (await calls.enroll({ factorType: 'call', profile: { phoneNumber: newNumber() } })).body.id;
      for (const path of [`${id}/verify`, `${pending}/lifecycle/activate`, `${pending}/resend`]) {
        for (const [body, field] of [
          [{ factorType: 'pigeon' }, 'factorType'],
          [{ provider: 'ACME' }, 'provider'],
        ] as const) {
          const { status, code, causes } = heard(await post(calls, path, { passCode: '123456', ...body }));
          assert.deepEqual([status, code], [400, 'E0000001'], path);
          assert.match(causes[0] ?? '', new RegExp(`^${field}: The factor's is `));
        }
      }
    });

    test('a status outside the enumeration is refused on enroll and resend, one within it is ignored', async () => {
      const calls = await someone();
      const body = { factorType: 'sms', profile: { phoneNumber: newNumber() } };
      const { id } = (await calls.enroll({ ...body, status: 'ACTIVE' })).body;
      assert.equal((await calls.get(id)).body.status, 'PENDING_ACTIVATION');
      for (const path of ['', `/${id}/resend`]) {
        const refused = heard(await w.call('POST', `${calls.factors}${path}`, { ...body, status: 'BOGUS' }));
        assert.deepEqual([refused.status, refused.code], [400, 'E0000003'], path);
        assert.match(refused.causes[0] ?? '', /^status: /);
      }
    });
  });
}
