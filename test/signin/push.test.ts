import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { TestDevice } from '../support/devices/device.ts';
import { linkIn, pushCalls, wireOf } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { atOnce, count } from '../support/parallel.ts';
import { consoleUser, cookieOf } from '../support/signin/signInCalls.ts';
import { type Answer, BASE, type World, world } from '../support/world.ts';

const reasonOf = ({ status, headers }: Answer) => [status, headers['cofactor-reason']];

for (const engine of ENGINES) {
  describe(`administrators who sign in with a push: ${engine}`, () => {
    let w: World;
    let ada: Awaited<ReturnType<typeof consoleUser>>;
    let device: TestDevice;
    let factorId: string;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    beforeEach(async () => {
      w.clock.advance({ minutes: 20 });
      ada = await consoleUser(w);
      const enrolled = (await pushCalls(w, ada.id).enroll()).body;
      factorId = enrolled.id;
      device = new TestDevice(wireOf(w));
      await device.enroll(await linkIn(w, enrolled._embedded.activation._links.qrcode));
    });
    const step = (state: string) => ada.post('/admin/signin/factor', { state, factorId });
    const begun = async (): Promise<string> => (await ada.password()).body.state;
    const as = (cookie: string, method: string, path: string, body?: object) =>
      w.call(method, path, body, { token: null, headers: { cookie, origin: BASE } });

    test('it comes after keys and before codes, shows a number, and opens once that was picked on the device', async () => {
      const { state, factors } = (await ada.password()).body;
      assert.deepEqual(
        factors.map(({ factorType }: { factorType: string }) => factorType),
        ['push', 'token:software:totp', 'token:software:totp'],
      );
      const asked = await step(state);
      assert.equal(asked.body.status, 'WAITING');
      assert.ok(asked.body.number >= 1 && asked.body.number <= 99);
      assert.equal((await step(asked.body.state)).body.status, 'WAITING');
      await device.decide('APPROVE', { number: asked.body.number });
      const done = await step(asked.body.state);
      assert.equal(done.body.status, 'SUCCESS');
      assert.equal((await as(cookieOf(done), 'GET', '/api/v1/users/me')).body.id, ada.id);
    });

    test('declined, answered with another number or by nobody, it opens nothing and says so', async () => {
      const declined = (await step(await begun())).body;
      await device.decide('DENY');
      assert.deepEqual(reasonOf(await step(declined.state)), [401, 'REJECTED']);
      w.clock.advance({ minutes: 20 });
      const { state, number } = (await step(await begun())).body;
      const choices: number[] = (await device.transactions()).body.transactions[0].numbers;
      await device.decide('APPROVE', { number: choices.find((one) => one !== number) });
      assert.deepEqual(reasonOf(await step(state)), [401, 'REJECTED']);
      w.clock.advance({ minutes: 20 });
      const first = await begun();
      const unanswered = (await step(first)).body;
      w.clock.advance({ minutes: 4, seconds: 59 });
      assert.equal((await step(unanswered.state)).body.status, 'WAITING');
      w.clock.advance({ seconds: 1 });
      assert.equal((await step(unanswered.state)).status, 401);
    });

    test('attack: an approval is used twice, or five times at once', async () => {
      const { state, number } = (await step(await begun())).body;
      await device.decide('APPROVE', { number });
      assert.equal(count(await atOnce(5, () => step(state)), 200), 1);
      assert.deepEqual(reasonOf(await step(state)), [401, 'SIGN_IN_OVER']);
    });

    test('attack: who knows the password waits for what the owner approves elsewhere', async () => {
      const theirs = (await step(await begun())).body;
      const elsewhere = await pushCalls(w, ada.id).challenge(factorId);
      await device.decide('APPROVE');
      const { transactionId } = elsewhere.body;
      assert.equal((await pushCalls(w, ada.id).transaction(factorId, transactionId)).body.factorResult, 'SUCCESS');
      const polled = await step(theirs.state);
      assert.notEqual(polled.body.status, 'SUCCESS');
      const stranger = await ada.post('/admin/signin/factor', { state: await begun(), factorId, transactionId });
      assert.notEqual(stranger.body.status, 'SUCCESS');
    });

    test('it proves a session once more, each approval once, and for no other session', async () => {
      const signIn = async () => {
        const { state, number } = (await step(await begun())).body;
        await device.decide('APPROVE', { number });
        return cookieOf(await step(state));
      };
      const [mine, other] = [await signIn(), await signIn()];
      const prove = (cookie: string, state?: string) => as(cookie, 'POST', '/admin/session/proof', { state });
      const needs = async (cookie: string) => (await as(cookie, 'GET', '/admin/session')).body.needsFactor;
      w.clock.advance({ minutes: 10 });
      for (const cookie of [mine, other]) await needs(cookie);
      w.clock.advance({ minutes: 10 });
      assert.equal(await needs(mine), true);
      const asked = (await prove(mine)).body;
      assert.equal(asked.status, 'WAITING');
      await device.decide('APPROVE', { number: asked.number });
      assert.equal((await prove(other, asked.state)).status, 401, 'another session');
      const proven = await prove(mine, asked.state);
      assert.deepEqual(proven.body, { status: 'SUCCESS' });
      const renewed = cookieOf(proven);
      assert.equal(await needs(renewed), false);
      assert.equal((await prove(renewed, asked.state)).status, 401, 'again');
    });
  });
}
