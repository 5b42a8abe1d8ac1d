import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allKinds } from '../../src/factors/index.ts';
import { named, operationAt, replySchema, wrongBy } from '../support/apiDocument.ts';
import { activePush, anotherDevice, pendingPush } from '../support/devices/pushCalls.ts';
import { elsewhereFixtures } from '../support/factors/elsewhereFixtures.ts';
import { kindFixtures } from '../support/factors/kindFixtures.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

/** The service, and a look at every request and reply: is it of the form that the document says? */
async function documented(): Promise<World> {
  const w = await world();
  const { call } = w;
  w.call = async (method, path, body, options) => {
    const answer = await call(method, path, body, options);
    const operation = operationAt(method, path);
    const where = `${method} ${path} ${answer.status} ${JSON.stringify(answer.body)}`;
    if (body !== undefined && answer.status < 300) {
      const { schema } = operation.requestBody.content['application/json'];
      assert.equal(wrongBy(schema, body), undefined, `the body of ${where}`);
    }
    const reply = replySchema(operation, answer.status);
    assert.equal(reply === undefined, answer.body === undefined, where);
    if (reply) assert.equal(wrongBy(reply, answer.body), undefined, where);
    return answer;
  };
  return w;
}

for (const { contract, challenge } of allKinds) {
  const name = `${contract.factorType}/${contract.provider}`;
  if (Object.hasOwn(elsewhereFixtures, name)) continue;
  test(`every request and reply in the life of ${name} is of the form the document says`, async (t) => {
    const w = await documented();
    t.after(() => w.close());
    const fixture = kindFixtures[name];
    assert.ok(fixture);
    const user = await person(w);
    const { request, query = '', keep, challenged, answer, wrong } = await fixture.holder(w, user);
    const factors = `/api/v1/users/${user.id}/factors`;
    await w.call('GET', `${factors}/catalog?extensions=true`);
    const { body } = await w.call('POST', `${factors}${query}`, request);
    assert.equal(wrongBy(named('Factor'), { ...body, provider: 'NOBODY' }) !== undefined, true);
    keep?.(body);
    let { id } = body;
    if (fixture.activated) {
      assert.equal((await w.call('POST', `${factors}/${id}/lifecycle/activate`, wrong())).status, 403);
      const active = await w.call('POST', `${factors}/${id}/lifecycle/activate`, answer());
      assert.equal(active.status, 200);
      id = active.body.id;
    }
    const second = await w.call('POST', `${factors}${query}`, request);
    assert.equal(second.status, fixture.several ? 200 : 400);
    w.clock.advance({ seconds: 31 });
    if (challenge) {
      const asked = await w.call('POST', `${factors}/${id}/verify`);
      assert.equal(asked.status, 200);
      challenged?.(asked.body);
    }
    assert.equal((await w.call('POST', `${factors}/${id}/verify`, wrong())).status, 403);
    assert.equal((await w.call('POST', `${factors}/${id}/verify`, answer())).status, 200);
    assert.equal((await w.call('POST', `${factors}/${id}/verify`, { surprise: true })).status, 400);
    await w.call('GET', `${factors}/${id}`);
    await w.call('GET', `${factors}?extensions=true`);
    await w.call('GET', `/api/v1/users/${user.id}`);
    await w.call('GET', `/api/v1/users/${user.id}/messages`);
    await w.call('GET', `/api/v1/users/${user.id}/explain`);
    assert.equal((await w.call('DELETE', `${factors}/${id}`)).status, 204);
    assert.equal((await w.call('GET', `${factors}/${id}`)).status, 404);
  });
}

test('every request and reply in the life of push is of the form the document says', async (t) => {
  const w = await documented();
  t.after(() => w.close());
  const { calls, id, user, device, ask } = await activePush(w);
  for (const decision of ['APPROVE', 'DENY', 'NOT_ME']) {
    const transaction = await ask({ useNumberMatchingChallenge: decision === 'DENY' });
    await calls.transaction(id, transaction);
    assert.equal((await device.decide(decision)).status, 200);
    await calls.transaction(id, transaction);
  }
  await device.subscribe({ endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } });
  await device.rotate();
  w.clock.advance({ minutes: 16 });
  assert.equal((await calls.cancel(id, await ask())).status, 204);
  const other = await anotherDevice(w, { calls, id });
  await calls.devices(id);
  await calls.list();
  await other.remove();
  const pending = await pendingPush(w);
  for (const send of ['email', 'sms']) {
    const body = send === 'sms' ? { profile: { phoneNumber: '+18024485555' } } : undefined;
    const sent = await w.call('POST', `${pending.calls.factors}/${pending.id}/lifecycle/activate/${send}`, body);
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
  }
  await pending.calls.pollActivation(pending.id);
  w.clock.advance({ minutes: 11 });
  assert.equal((await pending.calls.pollActivation(pending.id)).body.factorResult, 'TIMEOUT');
  await pending.calls.activate(pending.id);
  await w.call('GET', `/api/v1/users/${pending.user.id}/messages`);
  await w.call('GET', `/api/v1/users/${user.id}/explain`);
  assert.equal((await device.remove()).status, 200);
  assert.equal((await device.transactions()).status, 401);
});
