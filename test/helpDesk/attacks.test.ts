import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { administrator, apiToken } from '../support/access/administrators.ts';
import { activePush } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls } from '../support/factors/factorCalls.ts';
import {
  type HelpDesk,
  helpDesk,
  helpDeskCalls,
  ownerOf,
  provenBy,
  refusedFor,
  second,
} from '../support/helpDesk/helpDeskCalls.ts';
import { atOnce, count } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { USERS } from '../support/users/userCalls.ts';
import { anotherProcess, type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`attacks on the help desk: ${engine}`, () => {
    let w: World;
    let desk: HelpDesk;
    before(async () => {
      w = await world(engine);
      desk = await helpDesk(w);
    });
    after(() => w.close());

    test('attack: another administrator acts by a proof that was given to a colleague', async () => {
      const owner = await ownerOf(w);
      const id = await provenBy(desk, owner);
      const other = await helpDesk(w);
      refusedFor(await other.reset(owner.id), 'APPROVAL_NEEDED');
      const asked = (await desk.ask(owner.id, { approval: 'OWNER', factorId: owner.factorId })).body.id;
      w.clock.advance({ seconds: 30 });
      const stolen = await other.prove(owner.id, asked, { passCode: owner.app.code() });
      assert.equal(stolen.status, 403);
      assert.notEqual(asked, id);
      // Nor another credential of the same person.
      const { secret } = await apiToken(w, { role: 'HELP_DESK_ADMIN', ownerId: other.user.id });
      await provenBy(other, owner);
      refusedFor(await helpDeskCalls(w, secret).reset(owner.id), 'APPROVAL_NEEDED');
      assert.deepEqual(await owner.statuses(), ['ACTIVE']);
    });

    test('attack: a proof for one user, one purpose or one factor opens another', async () => {
      const owner = await ownerOf(w);
      const victim = await ownerOf(w);
      const sms = await activeSms(w, owner.id, '+12025550161');
      const id = await provenBy(desk, owner, { action: 'REMOVE_FACTORS', factorIds: [sms] });
      refusedFor(await desk.reset(owner.id), 'APPROVAL_NEEDED');
      refusedFor(await desk.give(owner.id), 'APPROVAL_NEEDED');
      refusedFor(await desk.remove(owner.id, owner.factorId), 'APPROVAL_NEEDED');
      refusedFor(await desk.reset(victim.id), 'APPROVAL_NEEDED');
      assert.equal((await desk.get(victim.id, id)).status, 404);
      assert.equal((await desk.prove(victim.id, id, { passCode: victim.app.code() })).status, 404);
      const foreign = await desk.ask(victim.id, { approval: 'OWNER', factorId: owner.factorId });
      assert.equal(foreign.status, 400, 'a factor of somebody else proves nothing');
      const removed = await desk.ask(victim.id, { action: 'REMOVE_FACTORS', factorIds: [sms] });
      assert.equal(removed.status, 404);
    });

    test('attack: a proof is used twice', async () => {
      const owner = await ownerOf(w);
      await provenBy(desk, owner, { action: 'TEMPORARY_CODE' });
      const { body } = await desk.give(owner.id);
      assert.equal((await desk.remove(owner.id, body.id)).status, 204);
      refusedFor(await desk.give(owner.id), 'APPROVAL_NEEDED');
    });

    test('attack: the code that was read out once proves a second request', async () => {
      const owner = await ownerOf(w);
      const code = owner.app.code();
      await provenBy(desk, owner);
      const { id } = (await desk.ask(owner.id, { approval: 'OWNER', factorId: owner.factorId })).body;
      assert.equal((await desk.prove(owner.id, id, { passCode: code })).status, 403);
      assert.equal((await desk.get(owner.id, id)).body.status, 'WAITING');
    });

    test('attack: a proof is used twice at once, in two processes', async () => {
      const owner = await ownerOf(w);
      await provenBy(desk, owner, { action: 'TEMPORARY_CODE' });
      const other = await anotherProcess(w);
      try {
        const code = { factorType: 'cofactor:temporary_code', provider: 'COFACTOR' };
        const all = await atOnce(8, (n) =>
          (n % 2 ? other : w).call('POST', owner.factors, code, { token: desk.token }),
        );
        assert.equal(count(all, 200), 1, JSON.stringify(all.map(({ status }) => status)));
        const log = await w.store.log.ofUser(owner.id);
        assert.equal(log.filter(({ event }) => event === 'cofactor.factor.enroll').length, 2, 'the app and one code');
      } finally {
        await other.close();
      }
    });

    test('attack: two requests that were proven before the first act are used side by side', async () => {
      const owner = await ownerOf(w);
      const [one, two] = [await activeSms(w, owner.id, '+12025550162'), owner.factorId];
      const others = [desk, await helpDesk(w)] as const;
      for (const [n, id] of [one, two].entries()) {
        await provenBy(others[n] as HelpDesk, owner, { action: 'REMOVE_FACTORS', factorIds: [id] });
        w.clock.advance({ seconds: 30 });
      }
      const all = await Promise.all([others[0].remove(owner.id, one), others[1].remove(owner.id, two)]);
      assert.deepEqual(all.map(({ status }) => status).sort(), [204, 403]);
      refusedFor(all.find(({ status }) => status === 403)!, 'COOLING_OFF');
    });

    test('attack: a proof is kept until the owner has hung up', async () => {
      const owner = await ownerOf(w);
      await provenBy(desk, owner);
      w.clock.advance({ minutes: 15 });
      refusedFor(await desk.reset(owner.id), 'APPROVAL_NEEDED');
      const boss = await second(w);
      const { id } = (await desk.ask(owner.id, { approval: 'ADMINISTRATOR' })).body;
      w.clock.advance({ minutes: 15 });
      refusedFor(await boss.decide(owner.id, id), 'EXPIRED');
    });

    test('attack: somebody approves what they asked for themselves, by whatever credential, or what is done to them', async () => {
      const owner = await ownerOf(w);
      const { user, secret } = await administrator(w, 'HELP_DESK_ADMIN');
      const own = helpDeskCalls(w, secret);
      const { id } = (await own.ask(owner.id, { approval: 'ADMINISTRATOR' })).body;
      assert.equal((await own.decide(owner.id, id)).status, 403);
      const ofSame = await apiToken(w, { role: 'SUPER_ADMIN', ownerId: user.id });
      refusedFor(await helpDeskCalls(w, ofSame.secret).decide(owner.id, id), 'NOT_A_SECOND');
      const scoped = await apiToken(w, { scopes: ['okta.users.manage'], ownerId: user.id });
      assert.equal((await helpDeskCalls(w, scoped.secret).decide(owner.id, id)).status, 403);
      const colleague = await helpDesk(w);
      assert.equal((await colleague.decide(owner.id, id)).status, 403);
      const nobodys = await apiToken(w, { role: 'SUPER_ADMIN' });
      refusedFor(await helpDeskCalls(w, nobodys.secret).decide(owner.id, id), 'NOT_A_SECOND');
      const theirs = await apiToken(w, { role: 'USER_ADMIN', ownerId: owner.id });
      refusedFor(await helpDeskCalls(w, theirs.secret).decide(owner.id, id), 'NOT_A_SECOND');
      // Nor with a better role, which they cannot give themselves, and would have for a moment.
      assert.equal((await own.call('POST', `${USERS}/${user.id}/roles`, { type: 'USER_ADMIN' })).status, 403);
      assert.equal((await w.call('POST', `${USERS}/${user.id}/roles`, { type: 'USER_ADMIN' })).status, 201);
      const { secret: better } = await apiToken(w, { ownerId: user.id });
      refusedFor(await helpDeskCalls(w, better).decide(owner.id, id), 'NOT_A_SECOND');
      assert.deepEqual(await owner.statuses(), ['ACTIVE']);
    });

    test('attack: guesses at the code that would be read out are counted as any, before their verdict is told', async () => {
      const owner = await ownerOf(w);
      const headers = { 'x-forwarded-for': '203.0.113.66' };
      const call = (path: string, body: object) => w.call('POST', path, body, { token: desk.token, headers });
      const path = `${USERS}/${owner.id}/help-desk-requests`;
      const asked = await call(path, {
        action: 'RESET_FACTORS',
        approval: 'OWNER',
        factorId: owner.factorId,
        reason: 'r',
      });
      const guess = (passCode: string) => call(`${path}/${asked.body.id}/proof`, { passCode });
      const all = await atOnce(24, () => guess(owner.app.wrong()));
      assert.equal(count(all, 200), 0);
      // Twenty-two codes of an app are what strangers have; then one code is not enough any more.
      const right = await guess(owner.app.code());
      assert.deepEqual([right.status, right.body.errorCode], [403, 'E0000068']);
      assert.equal((await desk.get(owner.id, asked.body.id)).body.status, 'WAITING');
      const log = await w.store.log.ofUser(owner.id);
      assert.ok(log.filter(({ reason }) => reason === 'WRONG_CODE').length <= 22);
      refusedFor(await desk.reset(owner.id), 'APPROVAL_NEEDED');
    });

    test('attack: an old approval of a push, or one for a sign-in, proves a request', async () => {
      const { user, id: factorId, device, ask } = await activePush(w);
      const signIn = await ask();
      const asked = (await desk.ask(user.id, { approval: 'OWNER', factorId })).body;
      await device.answer(signIn, 'APPROVE');
      assert.equal((await desk.get(user.id, asked.id)).body.status, 'WAITING');
      refusedFor(await desk.reset(user.id), 'APPROVAL_NEEDED');
      assert.equal((await desk.prove(user.id, asked.id, { passCode: '123456' })).status, 400, 'nothing is typed');
    });

    test('attack: a temporary code of the help desk, or an answer that others know, proves that the owner asks', async () => {
      const owner = await ownerOf(w);
      const question = { factorType: 'question', provider: 'OKTA' };
      const profile = { question: 'disliked_food', answer: 'mayonnaise' };
      const known = (await factorCalls(w, owner.id).enroll({ ...question, profile })).body.id;
      const code = await w.call('POST', owner.factors, { factorType: 'cofactor:temporary_code', provider: 'COFACTOR' });
      for (const factorId of [known, code.body.id]) {
        const asked = await desk.ask(owner.id, { approval: 'OWNER', factorId });
        assert.equal(asked.status, 400, factorId);
      }
      // A question alone is an active factor all the same.
      const { id } = await person(w);
      assert.equal((await factorCalls(w, id).enroll({ ...question, profile })).status, 200);
      refusedFor(await desk.reset(id), 'APPROVAL_NEEDED');
    });

    test('attack: a leave that needed no approval is kept until the user has an active factor', async () => {
      const { id } = await person(w);
      assert.equal((await desk.ask(id, {})).body.status, 'APPROVED');
      await activeSms(w, id, '+12025550163');
      refusedFor(await desk.reset(id), 'APPROVAL_NEEDED');
    });

    test('attack: the factor is made useless first: its authenticator switched off, the user suspended or changed', async () => {
      const owner = await ownerOf(w);
      const user = `${USERS}/${owner.id}`;
      for (const [method, path, body] of [
        ['PUT', user, { profile: { login: 'x@example.com' } }],
        ['POST', user, { profile: { mobilePhone: '+12025550164' } }],
        ['DELETE', user, undefined],
        ['POST', `${user}/lifecycle/deactivate`, undefined],
        ['POST', `${user}/lifecycle/suspend`, undefined],
        ['POST', `${user}/lifecycle/reset_password`, undefined],
        ['PUT', `${owner.factors}/${owner.factorId}`, {}],
        ['POST', `${owner.factors}/${owner.factorId}/replacement`, {}],
        ['POST', `${owner.factors}/${owner.factorId}/verify`, { passCode: owner.app.code() }],
        ['DELETE', `${owner.factors}/${owner.factorId}/devices/any`, undefined],
        ['PUT', '/api/v1/help-desk/policy', { status: 'INACTIVE' }],
        ['POST', '/api/v1/authenticators/any/lifecycle/deactivate', undefined],
      ] as const) {
        const refused = await desk.call(method, path, body);
        assert.deepEqual([refused.status, refused.body.errorCode], [403, 'E0000006'], `${method} ${path}`);
      }
      const all = (await w.call('GET', '/api/v1/authenticators')).body;
      const google = all.find(({ key }: { key: string }) => key === 'google_otp');
      const off = (to: string) => w.call('POST', `/api/v1/authenticators/${google.id}/lifecycle/${to}`);
      assert.equal((await off('deactivate')).status, 200);
      try {
        refusedFor(await desk.reset(owner.id), 'APPROVAL_NEEDED');
      } finally {
        await off('activate');
      }
    });

    test('attack: a token of the help desk goes round the page, as its owner or for itself', async () => {
      const owner = await ownerOf(w);
      const self = await administrator(w, 'HELP_DESK_ADMIN');
      const enrolled = await factorCalls(w, self.user.id).sms('+12025550165');
      assert.equal((await factorCalls(w, self.user.id).activate(enrolled.body.id, w.lastCode())).status, 200);
      for (const may of [
        { role: 'HELP_DESK_ADMIN' },
        { role: 'HELP_DESK_ADMIN', scopes: ['okta.users.manage'] },
        { ownerId: self.user.id },
      ] as const) {
        const { secret } = await apiToken(w, may);
        refusedFor(await helpDeskCalls(w, secret).reset(owner.id), 'APPROVAL_NEEDED');
        assert.equal((await helpDeskCalls(w, secret).reset(self.user.id)).status, 403);
      }
    });
  });
}
