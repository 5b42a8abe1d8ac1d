import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls } from '../support/factors/factorCalls.ts';
import { guardedWorld } from '../support/messages/guarded.ts';
import { person } from '../support/users/people.ts';
import { USERS } from '../support/users/userCalls.ts';
import type { Answer, CallOptions, World } from '../support/world.ts';

const at = (address: string): CallOptions => ({ headers: { 'x-forwarded-for': address } });
const HOME = 'at an address or a device that this user was verified from before';
const clock = (instant: Temporal.Instant) =>
  instant.toString({ smallestUnit: 'second' }).replace('T', ' ').replace('Z', ' UTC');

/** Area codes of the United States: a prefix for each number. */
const AREAS = [802, 803, 804, 805, 806, 808, 810, 812, 813, 814, 815, 816];

interface Attack {
  readonly kind: string;
  readonly text: string;
  readonly next: string;
}

for (const engine of ENGINES) {
  describe(`messages that the pumping guard holds back are an attack: ${engine}`, () => {
    const STRANGER = at('203.0.113.99');

    /** An owner whom an address is known to, and what is told of them. */
    async function owner(w: World) {
      const { id: userId } = await person(w);
      const id = await activeSms(w, userId);
      const calls = factorCalls(w, userId);
      const home = at('203.0.113.7');
      const isIn = async () => {
        w.clock.advance({ seconds: 31 });
        assert.equal((await calls.challenge(id, home)).status, 200);
        assert.equal((await calls.verify(id, w.lastCode(), home)).status, 200);
      };
      await isIn();
      w.clock.advance({ seconds: 31 });
      /** `again` is what was kept back, asked for once more. */
      const told = async (reason: string, since: Temporal.Instant, asked: number, again: () => Promise<Answer>) => {
        const held = (await w.store.messages.ofUser(userId)).filter(({ status }) => status === 'BLOCKED');
        assert.deepEqual(
          held.map((one) => one.reason),
          [reason],
        );
        const { attacks } = (await w.call('GET', `${USERS}/${userId}/explain`)).body;
        const [{ kind, text, next }, ...others] = attacks as [Attack];
        assert.deepEqual([kind, others], ['MESSAGES', []]);
        assert.ok(text.startsWith(`Under attack since ${clock(since)}: ${asked} messages were asked for`), text);
        assert.ok(next.includes(`ask for one ${HOME}, or use a factor that needs no message`), next);
        const [, date, time] =
          /; elsewhere (?:another phone is enrolled )?from ([\d-]+) ([\d:]+) UTC on\.$/.exec(next) ?? [];
        const from = Temporal.Instant.from(`${date}T${time}Z`);
        w.clock.advance(from.since(w.clock.now()).subtract({ seconds: 2 }));
        assert.equal((await again()).status, 429, 'not before');
        w.clock.advance({ seconds: 2 });
        assert.equal((await again()).status, 200, 'and what it says is true');
        await isIn();
      };
      return { calls, id, told };
    }

    test('to one number', async (t) => {
      const w = await guardedWorld(engine);
      t.after(() => w.close());
      const { calls, id, told } = await owner(w);
      const since = w.clock.now();
      for (let n = 0; n < 6; n++) {
        const { status } = await calls.challenge(id, at(`198.51.100.${n}`));
        assert.equal(status, n < 5 ? 200 : 429);
        w.clock.advance({ seconds: 31 });
      }
      await told('NUMBER_LIMIT', since, 6, () => calls.challenge(id, STRANGER));
    });

    test('to several numbers of one user', async (t) => {
      const w = await guardedWorld(engine);
      t.after(() => w.close());
      const { calls, told } = await owner(w);
      const since = w.clock.now();
      let asked = 0;
      const enroll = (area: number | undefined, from: CallOptions) => {
        const profile = { phoneNumber: `+1${area}448${2_000 + asked}` };
        return calls.enroll({ factorType: 'call', provider: 'OKTA', profile }, '?updatePhone=true', from);
      };
      for (let refused = false; !refused; asked++) {
        assert.ok(asked < AREAS.length);
        refused = (await enroll(AREAS[asked], at(`198.51.100.${asked}`))).status === 429;
      }
      await told('USER_LIMIT', since, asked, () => enroll(817, STRANGER));
    });
  });
}
