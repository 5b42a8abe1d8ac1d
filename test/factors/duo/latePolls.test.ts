import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type FakeDuo, fakeDuo } from '../../support/duo/fakeDuo.ts';
import { hurryDuo, setDuo } from '../../support/duo/setDuo.ts';
import { eachWorld } from '../../support/eachWorld.ts';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls } from '../../support/factors/factorCalls.ts';
import { person } from '../../support/users/people.ts';
import type { World } from '../../support/world.ts';

for (const engine of ENGINES) {
  describe(`answers that Duo tells once, between two polls: ${engine}`, () => {
    let w: World;
    let duo: FakeDuo;
    let calls: ReturnType<typeof factorCalls>;
    let userId: string;
    let id: string;
    beforeEach(async () => {
      duo = await fakeDuo();
    });
    afterEach(() => duo.close());
    eachWorld(engine, async (fresh) => {
      w = fresh;
      await setDuo(w, duo);
      const user = await person(w);
      userId = user.id;
      calls = factorCalls(w, userId);
      id = (await calls.enroll({ factorType: 'web', provider: 'DUO' })).body.id;
      duo.passcodes.add(`${user.profile.login} 1234567`);
      assert.equal((await calls.activate(id, '1234567')).status, 200);
      hurryDuo(w);
      duo.holds = true;
    });

    /** Asks, and leaves a poll of Duo behind that nobody waits for any more: the path of the question. */
    async function left(): Promise<string> {
      const { body } = await calls.challenge(id);
      const path = body._links.poll.href.replace('https://cofactor.test', '');
      for (let n = 0; n < 100 && duo.held === 0; n++) assert.equal(await result(path), 'WAITING');
      assert.equal(duo.held, 1);
      return path;
    }
    const result = async (path: string) => (await w.call('GET', path)).body.factorResult;
    const verdicts = async () =>
      (await w.store.log.ofUser(userId))
        .filter(({ event }) => event === 'user.authentication.auth_via_mfa')
        .map(({ outcome, reason }) => [outcome, reason]);
    async function told(many: number): Promise<void> {
      for (let n = 0; n < 200 && (await verdicts()).length < many; n++) await setTimeout(10);
      assert.equal((await verdicts()).length, many);
    }

    test('an approval counts, and so do a denial and a report of fraud', async () => {
      const answers = [
        ['allow', 'allow', 'SUCCESS'],
        ['deny', 'deny', 'REJECTED'],
        ['deny', 'fraud', 'REJECTED'],
      ] as const;
      for (const [n, [word, status, ends]] of answers.entries()) {
        const path = await left();
        duo.answers(word, status);
        await told(n + 1);
        const asked = duo.requests.length;
        assert.deepEqual([await result(path), duo.requests.length], [ends, asked], status);
      }
      assert.deepEqual(await verdicts(), [
        ['SUCCESS', undefined],
        ['FAILURE', 'DENIED'],
        ['FAILURE', 'NOT_ME'],
      ]);
      assert.equal((await calls.challenge(id)).status, 429, 'and whoever asked has to wait');
    });

    test('attack: an approval that comes after the factor was removed, or the question cancelled, is nobody’s', async () => {
      const cancelled = await left();
      await w.call('DELETE', cancelled);
      duo.answers('allow', 'allow');
      await left();
      assert.equal((await calls.remove(id)).status, 204);
      duo.answers('allow', 'allow');
      await setTimeout(100);
      assert.deepEqual(await verdicts(), []);
      assert.equal(await result(cancelled), undefined);
    });
  });
}
