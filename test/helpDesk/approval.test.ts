import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { activePush } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { activeSms, factorCalls } from '../support/factors/factorCalls.ts';
import { helpDesk, helpDeskCalls, ownerOf, provenBy, refusedFor, second } from '../support/helpDesk/helpDeskCalls.ts';
import { person } from '../support/users/people.ts';
import { eventsOf } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

const POLICY = '/api/v1/help-desk/policy';
const causes = (body: { errorCauses: { errorSummary: string }[] }) =>
  body.errorCauses.map(({ errorSummary }) => errorSummary).join('\n');

for (const engine of ENGINES) {
  describe(`the help desk acts with an approval: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('what a user can still sign in with is not taken without an approval, and the refusal names the next call', async () => {
      const desk = await helpDesk(w);
      const owner = await ownerOf(w);
      for (const [call, action] of [
        [() => desk.reset(owner.id), 'RESET_FACTORS'],
        [() => desk.remove(owner.id, owner.factorId), 'REMOVE_FACTORS'],
        [() => desk.give(owner.id), 'TEMPORARY_CODE'],
      ] as const) {
        const refused = await call();
        refusedFor(refused, 'APPROVAL_NEEDED');
        const said = causes(refused.body);
        assert.match(said, /POST \/api\/v1\/users\/00u\w+\/help-desk-requests with/);
        assert.ok(said.includes(`"action":"${action}"`) && said.includes(owner.factorId), said);
        // Each call that it names works as it stands.
        for (const [, body = ''] of said.matchAll(/ with (\{.*\})\./g)) {
          const asked = await desk.call('POST', `/api/v1/users/${owner.id}/help-desk-requests`, JSON.parse(body));
          assert.deepEqual([asked.status, asked.body.status], [201, 'WAITING'], JSON.stringify(asked.body));
        }
      }
      assert.deepEqual(await owner.statuses(), ['ACTIVE']);
      assert.equal(
        (await eventsOf(w, owner.id)).filter((event) => event === 'cofactor.help_desk.refuse DENY').length,
        3,
      );
    });

    test('the owner reads a code out, the factors are reset, and the log says who, why and by which request', async () => {
      const desk = await helpDesk(w);
      const owner = await ownerOf(w);
      const id = await provenBy(desk, owner, { ticket: 'INC-7' });
      assert.equal((await desk.reset(owner.id)).status, 200);
      assert.deepEqual(await owner.statuses(), []);
      const read = await desk.get(owner.id, id);
      assert.equal(read.body.status, 'USED');
      assert.ok(read.body.used);
      const log = await w.store.log.ofUser(owner.id);
      const entry = log.find(({ event }) => event === 'user.mfa.factor.reset_all');
      assert.deepEqual(
        [entry?.detail?.justification, entry?.detail?.ticket, entry?.detail?.requestId],
        ['lost their phone', 'INC-7', id],
      );
      const told = (await desk.call('GET', `/api/v1/users/${owner.id}/explain`)).body.timeline as { text: string }[];
      assert.ok(told.some(({ text }) => text === 'Reset all factors of user, because "lost their phone" (INC-7)'));
      const steps = log.filter(({ event }) => event.startsWith('cofactor.help_desk')).map(({ event }) => event);
      assert.deepEqual(
        steps,
        ['request', 'approve', 'notice'].map((step) => `cofactor.help_desk.${step}`),
      );
    });

    test('the owner approves a push with the number they are told; a push they deny opens nothing', async () => {
      const desk = await helpDesk(w);
      const { user, id: factorId, device } = await activePush(w);
      for (const decision of ['DENY', 'APPROVE'] as const) {
        const asked = await desk.ask(user.id, { approval: 'OWNER', factorId });
        assert.equal(asked.status, 201, JSON.stringify(asked.body));
        const { id, number } = asked.body;
        assert.ok(number >= 1 && number <= 99);
        assert.deepEqual((await desk.get(user.id, id)).body.number, number);
        refusedFor(await desk.reset(user.id), 'APPROVAL_NEEDED');
        const [question] = (await device.transactions()).body.transactions;
        assert.equal(question.from.address, undefined, 'the place of the help desk is not told as the owner’s');
        await device.answer(question.id, decision, { number });
        const read = (await desk.get(user.id, id)).body;
        assert.equal(read.status, decision === 'DENY' ? 'DENIED' : 'APPROVED');
        if (decision === 'DENY') refusedFor(await desk.reset(user.id), 'APPROVAL_NEEDED');
      }
      assert.equal((await desk.reset(user.id)).status, 200);
    });

    test('a code is sent to the owner’s phone, and sent again; a right one makes the help desk’s place known to nobody', async () => {
      const desk = await helpDesk(w);
      const { id } = await person(w);
      const factorId = await activeSms(w, id, '+12025550147');
      w.clock.advance({ minutes: 1 });
      const before = w.sent.length;
      const headers = { 'x-forwarded-for': '198.51.100.77' };
      const call = (method: string, path: string, body?: unknown) =>
        w.call(method, path, body, { token: desk.token, headers });
      const path = `/api/v1/users/${id}/help-desk-requests`;
      const asked = await call('POST', path, { action: 'RESET_FACTORS', approval: 'OWNER', factorId, reason: 'why' });
      assert.deepEqual([asked.status, w.sent.length], [201, before + 1], JSON.stringify(asked.body));
      w.clock.advance({ minutes: 1 });
      assert.equal((await call('POST', `${path}/${asked.body.id}/proof`, {})).body.status, 'WAITING');
      assert.equal(w.sent.length, before + 2);
      const proven = await call('POST', `${path}/${asked.body.id}/proof`, { passCode: w.lastCode() });
      assert.equal(proven.body.status, 'APPROVED', JSON.stringify(proven.body));
      assert.deepEqual(await w.store.requesters.known(id, ['198.51.100.77']), []);
      assert.equal((await call('POST', `/api/v1/users/${id}/lifecycle/reset_factors`)).status, 200);
    });

    test('a second administrator sees what waits, and approves or denies it', async () => {
      const desk = await helpDesk(w);
      const boss = await second(w);
      const owner = await ownerOf(w);
      for (const decision of ['DENY', 'APPROVE']) {
        const { id } = (await desk.ask(owner.id, { approval: 'ADMINISTRATOR', ticket: 'INC-8' })).body;
        const waiting = (await boss.call('GET', '/api/v1/help-desk/requests')).body;
        const shown = waiting.find((one: { id: string }) => one.id === id);
        assert.deepEqual([shown.userId, shown.reason, shown.requestedBy], [owner.id, 'lost their phone', desk.user.id]);
        const decided = await boss.decide(owner.id, id, decision);
        assert.deepEqual([decided.status, decided.body.decidedBy], [200, boss.user.id], JSON.stringify(decided.body));
        const after = (await boss.call('GET', '/api/v1/help-desk/requests')).body;
        assert.ok(!after.some((one: { id: string }) => one.id === id));
        if (decision === 'DENY') refusedFor(await desk.reset(owner.id), 'APPROVAL_NEEDED');
      }
      assert.equal((await desk.reset(owner.id)).status, 200);
    });

    test('several factors are removed with one approval, each once, and no other', async () => {
      const desk = await helpDesk(w);
      const boss = await second(w);
      const owner = await ownerOf(w);
      const sms = await activeSms(w, owner.id, '+12025550148');
      const question = { factorType: 'question', provider: 'OKTA' };
      const profile = { question: 'disliked_food', answer: 'mayonnaise' };
      const other = (await factorCalls(w, owner.id).enroll({ ...question, profile })).body.id;
      const action = { action: 'REMOVE_FACTORS', factorIds: [sms, owner.factorId], approval: 'ADMINISTRATOR' };
      const { id } = (await desk.ask(owner.id, action)).body;
      assert.equal((await boss.decide(owner.id, id)).status, 200);
      refusedFor(await desk.remove(owner.id, other), 'APPROVAL_NEEDED');
      assert.equal((await desk.remove(owner.id, sms)).status, 204);
      assert.equal((await desk.get(owner.id, id)).body.status, 'APPROVED');
      assert.equal((await desk.remove(owner.id, owner.factorId)).status, 204);
      assert.equal((await desk.get(owner.id, id)).body.status, 'USED');
      assert.deepEqual(await owner.statuses(), ['ACTIVE']);
    });

    test('a user without an active factor needs no approval, nor does what is pending, or a temporary code', async () => {
      const desk = await helpDesk(w);
      const { id } = await person(w);
      const pending = (await factorCalls(w, id).sms('+12025550149')).body.id;
      const code = await desk.give(id);
      assert.equal(code.status, 200);
      assert.equal((await desk.remove(id, code.body.id)).status, 204);
      assert.equal((await desk.remove(id, pending)).status, 204);
      assert.equal((await desk.reset(id)).status, 200);
      const owner = await ownerOf(w);
      const stuck = (await factorCalls(w, owner.id).sms('+12025550150')).body.id;
      assert.equal((await desk.remove(owner.id, stuck)).status, 204, 'a pending one beside an active one');
      const asked = await desk.ask(id, { reason: 'asked by phone', ticket: 'INC-9' });
      assert.deepEqual([asked.body.status, asked.body.approval], ['APPROVED', 'NOT_NEEDED']);
      assert.equal((await desk.reset(id)).status, 200);
      const last = (await w.store.log.ofUser(id)).findLast(({ event }) => event === 'user.mfa.factor.reset_all');
      assert.equal(last?.detail?.ticket, 'INC-9');
    });

    test('tokens and people who manage users go on as they did, and may say why', async () => {
      const boss = await second(w);
      const owner = await ownerOf(w);
      const asked = await boss.ask(owner.id, { reason: 'left the company', ticket: 'INC-10' });
      assert.deepEqual([asked.body.status, asked.body.approval], ['APPROVED', 'NOT_NEEDED']);
      assert.equal((await boss.reset(owner.id)).status, 200);
      const entry = (await w.store.log.ofUser(owner.id)).find(({ event }) => event === 'user.mfa.factor.reset_all');
      assert.equal(entry?.detail?.justification, 'left the company');
      const another = await ownerOf(w);
      assert.equal((await helpDeskCalls(w, w.token).reset(another.id)).status, 200);
    });

    test('after an act the user alone approves nothing for a day; a second administrator does', async () => {
      const desk = await helpDesk(w);
      const boss = await second(w);
      const owner = await ownerOf(w);
      const sms = await activeSms(w, owner.id, '+12025550151');
      await provenBy(desk, owner, { action: 'REMOVE_FACTORS', factorIds: [sms] });
      assert.equal((await desk.remove(owner.id, sms)).status, 204);
      w.clock.advance({ hours: 23 });
      const refused = await desk.ask(owner.id, { approval: 'OWNER', factorId: owner.factorId });
      refusedFor(refused, 'COOLING_OFF');
      assert.match(causes(refused.body), /"approval":"ADMINISTRATOR"/);
      const { id } = (await desk.ask(owner.id, { approval: 'ADMINISTRATOR' })).body;
      assert.equal((await boss.decide(owner.id, id)).status, 200);
      w.clock.advance({ minutes: 1 });
      assert.equal((await desk.give(owner.id)).status, 403);
      assert.equal((await desk.reset(owner.id)).status, 200);
    });

    test('the organization sets the rules, which the log has; what is left out is as it was first', async () => {
      const desk = await helpDesk(w);
      const owner = await ownerOf(w);
      const put = (body: object) => w.call('PUT', POLICY, body);
      try {
        const first = (await w.call('GET', POLICY)).body;
        assert.deepEqual(first, {
          status: 'ACTIVE',
          reason: 'WITH_APPROVAL',
          requestMinutes: 15,
          coolingOffHours: 24,
          notices: 'ACTIVE',
        });
        assert.equal((await desk.call('GET', POLICY)).status, 200);
        assert.equal((await desk.call('PUT', POLICY, {})).status, 403);
        const { id } = await person(w);
        assert.equal((await put({ reason: 'ALWAYS' })).body.reason, 'ALWAYS');
        const refused = await desk.reset(id);
        refusedFor(refused, 'REASON_NEEDED');
        assert.equal((await desk.ask(id, { reason: undefined })).status, 400);
        assert.equal((await desk.ask(id, {})).status, 201);
        assert.equal((await desk.reset(id)).status, 200);
        assert.equal((await put({ requestMinutes: 0 })).status, 400);
        const off = await put({ status: 'INACTIVE' });
        assert.deepEqual([off.body.status, off.body.reason], ['INACTIVE', 'WITH_APPROVAL']);
        assert.equal((await desk.reset(owner.id)).status, 200);
        const log = (await w.call('GET', '/api/v1/logs?filter=eventType%20eq%20%22policy.lifecycle.update%22')).body;
        assert.equal(log.length, 2);
      } finally {
        await put({});
      }
    });

    test('a reason is wanted with what needs an approval, and words that no log can show are refused', async () => {
      const desk = await helpDesk(w);
      const owner = await ownerOf(w);
      for (const reason of [undefined, '', '  ', 'two\nlines', 'x'.repeat(501)]) {
        const refused = await desk.ask(owner.id, { approval: 'ADMINISTRATOR', reason });
        assert.equal(refused.status, 400, String(reason));
      }
      const none = await desk.ask(owner.id, {});
      assert.equal(none.status, 400);
      assert.match(causes(none.body), /OWNER with a factorId, or ADMINISTRATOR.*token:software:totp/s);
      const unknown = await desk.ask(owner.id, { action: 'REMOVE_FACTORS', factorIds: ['none'], approval: 'OWNER' });
      assert.equal(unknown.status, 404);
    });
  });
}
