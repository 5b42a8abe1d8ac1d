import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { activePush } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { authenticator } from '../support/factors/authenticator.ts';
import { activeSms, factorCalls, wrong } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type Answer, type World, world } from '../support/world.ts';

const waitOf = ({ headers }: Answer): number => Number(headers['cofactor-retry-after'] ?? 0);

for (const engine of ENGINES) {
  describe(`a clock that is put back by an hour, or forward: ${engine}`, () => {
    let w: World | undefined;
    beforeEach(async () => {
      await w?.close();
      w = await world(engine);
    });
    after(() => w?.close());
    const begin = async () => {
      const it = w as World;
      const { id } = await person(it);
      return { w: it, id, calls: factorCalls(it, id) };
    };

    test('attack: a code that was sent by the wrong clock is not good for an hour; the next one is at once', async () => {
      const { w, calls } = await begin();
      const { body } = await calls.sms('+18024482036');
      const early = w.lastCode();
      w.clock.advance({ hours: -1 });
      w.clock.advance({ minutes: 30 });
      const refused = await calls.activate(body.id, early);
      assert.deepEqual([refused.status, refused.headers['cofactor-reason']], [403, 'EXPIRED']);
      assert.equal((await calls.resend(body.id)).status, 200, 'no wait of an hour');
      assert.equal((await calls.activate(body.id, w.lastCode())).status, 200);
    });

    test('a correction of seconds, as between two machines, ends no code, and no wait is longer than its rule', async () => {
      const { w, calls } = await begin();
      const { body } = await calls.sms('+18024482036');
      w.clock.advance({ seconds: -40 });
      const soon = await calls.resend(body.id);
      assert.equal(soon.status, 429);
      assert.ok(waitOf(soon) <= 30, `${waitOf(soon)} s`);
      assert.equal((await calls.activate(body.id, w.lastCode())).status, 200);
    });

    test('put forward, codes and waits end, nothing else', async () => {
      const { w, calls } = await begin();
      const { body } = await calls.sms('+18024482036');
      w.clock.advance({ hours: 1 });
      assert.equal((await calls.activate(body.id, w.lastCode())).status, 403);
      assert.equal((await calls.resend(body.id)).status, 200);
      assert.equal((await calls.activate(body.id, w.lastCode())).status, 200);
    });

    test('the pause after wrong guesses is not an hour longer', async () => {
      const { w, id, calls } = await begin();
      const factor = await activeSms(w, id);
      w.clock.advance({ seconds: 31 });
      await calls.challenge(factor);
      const code = w.lastCode();
      for (let n = 0; n < 5; n++) await calls.verify(factor, wrong(code));
      w.clock.advance({ seconds: 31 });
      await calls.challenge(factor);
      w.clock.advance({ hours: 1 });
      // A guess too many by the wrong clock.
      await calls.challenge(factor);
      await calls.verify(factor, wrong(w.lastCode()));
      w.clock.advance({ hours: -1 });
      assert.equal((await calls.challenge(factor)).status, 200);
      const next = await calls.verify(factor, w.lastCode());
      assert.ok(next.status === 200 || waitOf(next) <= 60, `${next.status}, ${waitOf(next)} s`);
    });

    test('a TOTP factor refuses what may have been used, and log and explanation say why; then all is well', async () => {
      const { w, id, calls } = await begin();
      const { body } = await calls.enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
      const app = authenticator(body._embedded.activation.sharedSecret, w.clock);
      assert.equal((await calls.activate(body.id, app.code())).status, 200);
      w.clock.advance({ hours: -1 });
      const refused = await calls.verify(body.id, app.code(119));
      assert.equal(refused.status, 403);
      const right = await calls.verify(body.id, app.code(120));
      assert.deepEqual([right.status, right.body.errorCode], [403, 'E0000082']);
      const entry = (await w.store.log.ofUser(id)).at(-1);
      assert.deepEqual([entry?.outcome, entry?.reason], ['FAILURE', 'CLOCK_SET_BACK']);
      const { diagnosis } = (await w.call('GET', `/api/v1/users/${id}/explain`)).body;
      assert.match(diagnosis.text, /the clock of the service was set back/);
      w.clock.advance({ minutes: 62 });
      assert.equal((await calls.verify(body.id, app.code())).status, 200);
    });

    test('a key of a request that died by the wrong clock is free after its hold, not after an hour', async () => {
      const { w } = await begin();
      const hold = (attempt: string) => ({ tokenId: '00T1', keyDigest: 'digest', attempt });
      const reserve = async (attempt: string) =>
        (await w.store.idempotency.reserve(hold(attempt), 'GET /', w.clock.now())).is;
      assert.equal(await reserve('first'), 'ours');
      assert.equal(await reserve('second'), 'busy');
      w.clock.advance({ hours: -1 });
      assert.equal(await reserve('third'), 'ours');
      assert.equal(await reserve('fourth'), 'busy');
    });

    test('a question on a device, an invitation, and a code of the help desk end as well', async () => {
      const { w, calls } = await begin();
      const push = await activePush(w);
      const asked = await push.calls.challenge(push.id);
      const tmc = await calls.enroll({ factorType: 'cofactor:temporary_code', provider: 'COFACTOR' });
      assert.equal(tmc.status, 200, JSON.stringify(tmc.body));
      w.clock.advance({ hours: -1 });
      const poll = await w.call('GET', new URL(asked.body._links.poll.href).pathname);
      assert.equal(poll.body.factorResult, 'TIMEOUT');
      const late = await calls.verify(tmc.body.id, tmc.body._embedded.activation.passCode);
      assert.deepEqual([late.status, late.headers['cofactor-reason']], [403, 'EXPIRED']);
    });
  });
}
