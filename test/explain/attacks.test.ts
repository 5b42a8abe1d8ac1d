import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Services } from '../../src/operations/shared/services.ts';
import { createPasswordQueue } from '../../src/operations/users/passwordQueue.ts';
import { activePush } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { activeUser, created200, PASSWORD, profile, USERS } from '../support/users/userCalls.ts';
import { type CallOptions, type World, world } from '../support/world.ts';

const at = (address: string): CallOptions => ({ headers: { 'x-forwarded-for': address } });
const HOME = 'at an address or a device that this user was verified from before';
const clock = (instant: Temporal.Instant) =>
  instant.toString({ smallestUnit: 'second' }).replace('T', ' ').replace('Z', ' UTC');

interface Attack {
  readonly kind: string;
  readonly since: string;
  readonly text: string;
  readonly next: string;
}

for (const engine of ENGINES) {
  describe(`under attack since when, and what the owner can do: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
      const passwords = createPasswordQueue(
        {
          hash: async (password) => `hash of ${password}`,
          matches: async (hash, password) => hash === `hash of ${password}`,
        },
        1,
      );
      (w.services as { passwords: Services['passwords'] }).passwords = passwords;
    });
    after(() => w.close());

    /** The attacks that the API tells of; each is a line of the timeline as well, at its beginning. */
    async function attacks(id: string): Promise<readonly Attack[]> {
      const { status, body } = await w.call('GET', `${USERS}/${id}/explain`);
      assert.equal(status, 200);
      for (const { since, text, next } of body.attacks as readonly Attack[]) {
        assert.ok(
          body.timeline.some(
            (line: { at: string; text: string }) => line.at === since && line.text === `${text} ${next}`,
          ),
          JSON.stringify(body.timeline),
        );
      }
      return body.attacks;
    }
    /** The only attack there is, which began at `since`. */
    async function attack(id: string, kind: string, since: Temporal.Instant): Promise<Attack> {
      const all = await attacks(id);
      assert.deepEqual(
        all.map((one) => one.kind),
        [kind],
      );
      const [one] = all as [Attack];
      assert.ok(one.text.startsWith(`Under attack since ${clock(since)}: `), one.text);
      assert.match(one.next, /^The owner can /);
      return one;
    }
    const changePassword = (id: string, old: string, address?: string) =>
      w.call(
        'POST',
        `${USERS}/${id}/credentials/change_password`,
        { oldPassword: { value: old }, newPassword: { value: `${PASSWORD}x` } },
        address === undefined ? {} : at(address),
      );

    test('nobody is under attack who mistyped once, or whom nobody has tried', async () => {
      const { id } = await activeUser(w);
      assert.deepEqual(await attacks(id), []);
      await changePassword(id, 'Wrong4Horses', '198.51.100.1');
      assert.deepEqual(await attacks(id), []);
    });

    test('short answers that are used up', async () => {
      const { id } = await person(w);
      const calls = factorCalls(w, id);
      const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
      const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
      await calls.activate(body.id, app.code(), at('203.0.113.7'));
      w.clock.advance({ minutes: 1 });
      const since = w.clock.now();
      for (let n = 0; n < 24; n++) await calls.verify(body.id, app.wrong(), at(`198.51.100.${n}`));
      w.clock.advance({ minutes: 1 });
      const { text, next } = await attack(id, 'SHORT_ANSWERS', since);
      assert.match(text, /24 answers from 24 addresses to token:software:totp were refused/);
      assert.match(next, new RegExp(`${HOME}; elsewhere give two consecutive codes: POST .*nextPassCode`));
      const pair = { passCode: app.code(), nextPassCode: app.code(1) };
      const elsewhere = await w.call('POST', `${calls.factors}/${body.id}/verify`, pair, at('203.0.113.99'));
      assert.equal(elsewhere.status, 200, 'and what it says is true');
      assert.equal(
        (await attack(id, 'SHORT_ANSWERS', since)).kind,
        'SHORT_ANSWERS',
        "the owner's success ends no attack",
      );
      w.clock.advance({ hours: 25 });
      assert.deepEqual(await attacks(id), [], 'a day of silence does');
    });

    test('pushes that are not approved, so that the phone no longer rings', async () => {
      const { calls, id, user } = await activePush(w);
      const since = w.clock.now();
      for (let n = 0; n < 6; n++) await calls.challenge(id, undefined, at(`198.51.100.${n}`));
      const { text, next } = await attack(user.id, 'PUSHES', since);
      assert.match(text, /5 pushes were asked for from 5 addresses and not approved.*strangers have to wait/);
      assert.match(text, /the phone does not ring/);
      assert.match(next, /open the app.* pick the number/);
    });

    test("a push that the user called somebody else's", async () => {
      const { calls, id, user, device } = await activePush(w);
      const since = w.clock.now();
      const { body } = await calls.challenge(id, undefined, at('198.51.100.1'));
      await device.answer(body.transactionId, 'NOT_ME');
      assert.match((await attack(user.id, 'PUSHES', since)).text, /1 push was asked for from one address/);
    });

    test('passwords', async () => {
      const { id } = await activeUser(w);
      const since = w.clock.now();
      for (let n = 0; n < 100; n++) await changePassword(id, 'Wrong4Horses', `198.51.100.${n}`);
      w.clock.advance({ seconds: 1 });
      const { text, next } = await attack(id, 'PASSWORDS', since);
      assert.match(text, /100 wrong passwords from 100 addresses/);
      // A hundred a year: one comes back in a hundredth of it.
      const wait = { seconds: (365 * 24 * 3_600) / 100 };
      const from = since.add(wait);
      assert.ok(next.includes(`at once ${HOME}, and elsewhere from ${clock(from)} on`), next);
      w.clock.advance(wait);
      assert.equal((await changePassword(id, PASSWORD, '203.0.113.99')).status, 200, 'and what it says is true');
    });

    test('recovery answers', async () => {
      const credentials = {
        password: { value: PASSWORD },
        recovery_question: { question: 'Which ship?', answer: 'The Mark I' },
      };
      const { id } = created200(await w.call('POST', USERS, { profile: profile(), credentials }));
      const since = w.clock.now();
      const guess = (address: string, answer = 'The Beagle') =>
        w.call(
          'POST',
          `${USERS}/${id}/credentials/forgot_password`,
          { password: { value: 'Battery5Staples' }, recovery_question: { answer } },
          at(address),
        );
      for (let n = 0; n < 5; n++) assert.equal((await guess('198.51.100.1')).status, 403);
      const { text, next } = await attack(id, 'RECOVERY_ANSWERS', since);
      assert.match(text, /5 wrong recovery answers from one address/);
      assert.match(next, /give the right answer at once .* elsewhere at once/);
      assert.equal((await guess('203.0.113.99', 'The Mark I')).status, 200, 'and what it says is true');
    });

    test("messages, when strangers' are used up", async () => {
      const { id } = await activeUser(w);
      const since = w.clock.now();
      const forgot = (address: string) =>
        w.call('POST', `${USERS}/${id}/credentials/forgot_password`, undefined, at(address));
      for (let n = 0; n < 5; n++) await forgot(`198.51.100.${n}`);
      const { text, next } = await attack(id, 'MESSAGES', since);
      assert.match(text, /5 messages were asked for and nobody used what stood in them/);
      assert.ok(next.includes(`ask for one ${HOME}, or use a factor that needs no message; elsewhere from `), next);
    });

    test('an address that sprays is told of at each of its users, and at no other', async () => {
      const users: string[] = [];
      for (let n = 0; n < 22; n++) users.push((await activeUser(w)).id);
      const since = w.clock.now();
      for (const id of users) await changePassword(id, 'Wrong4Horses', '192.0.2.66');
      const { text, next } = await attack(users[0] ?? '', 'SPRAYING', since);
      assert.match(text, /192\.0\.2\.66 gave wrong answers for more than 20 users within an hour/);
      assert.match(next, /sign in as ever/);
      const { id: other } = await activeUser(w);
      await changePassword(other, 'Wrong4Horses', '192.0.2.67');
      assert.deepEqual(await attacks(other), []);
    });
  });
}
