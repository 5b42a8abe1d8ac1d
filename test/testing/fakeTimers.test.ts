import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Cofactor } from '../../src/testing/cofactor.ts';
import { startCofactor } from '../../src/testing/startCofactor.ts';

interface Reply {
  readonly id: string;
  readonly status: string;
  readonly _links: { readonly poll: { readonly href: string } };
}

let cofactor: Cofactor;
before(async () => {
  cofactor = await startCofactor({ users: ['ada@example.com'] });
});
after(() => cofactor.close());

test('a test with fake timers is answered, and the service keeps its own time', { timeout: 20_000 }, async (t) => {
  const headers = { authorization: `SSWS ${cofactor.token}`, 'content-type': 'application/json' };
  const call = async (path: string, body: object) => {
    const reply = await cofactor.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await reply.json()) as Reply;
  };
  // Not `setImmediate`: without it Node.js sends no request at all.
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.parse('2001-01-01T00:00:00Z') });
  let rang = false;
  setTimeout(() => {
    rang = true;
  }, 60_000);
  const factors = `/api/v1/users/${cofactor.users[0]?.id}/factors`;
  const enrollment = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+15550100001' } };
  const { id } = await call(factors, enrollment);
  const { code } = await cofactor.inbox.next({ to: '+15550100001' });
  assert.equal(rang, false);
  t.mock.timers.tick(60_000);
  assert.equal(rang, true);
  // A minute of the test is none of the service's.
  assert.equal((await call(`${factors}/${id}/lifecycle/activate`, { passCode: code })).status, 'ACTIVE');

  const push = await call(factors, { factorType: 'push', provider: 'OKTA' });
  const phone = await cofactor.devices.phone({ userId: cofactor.users[0]?.id ?? '', factorId: push.id });
  const outcome = async (wait: number) => {
    const { _links } = await call(`${factors}/${push.id}/verify`, {});
    const reply = await cofactor.fetch(`${_links.poll.href}?wait=${wait}`, { headers });
    return ((await reply.json()) as { readonly factorResult: string }).factorResult;
  };
  assert.equal(await outcome(10), 'SUCCESS');
  assert.equal(phone.asked().length, 1);
  // The end of a wait is the service's, too.
  phone.behave({ behaviour: 'silent' });
  assert.equal(await outcome(1), 'WAITING');
});
