import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Session } from '../driver/session.ts';
import { is, listWith } from '../driver/wanted.ts';

/** An event hook, with somebody who repeats its challenge. */
export async function eventHooks(s: Session): Promise<void> {
  const receiver = createServer(({ headers }, response) => {
    const verification = headers['x-okta-verification-challenge'];
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ verification }));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  try {
    await life(s, `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`);
  } finally {
    await new Promise((resolve) => receiver.close(resolve));
  }
}

const hooks = '/api/v1/eventHooks';

async function life(s: Session, uri: string): Promise<void> {
  const authScheme = { type: 'HEADER', key: 'authorization', value: 'conformance' };
  const body = {
    name: 'Conformance',
    events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create', 'group.user_membership.add'] },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: { uri, headers: [{ key: 'X-Test-Header', value: 'Test header value' }], authScheme },
    },
  };
  const created = await s.call({ operation: 'createEventHook', body }, '', is('verificationStatus', 'UNVERIFIED'));
  const [known] = await s.world.must('GET', hooks);
  const eventHookId: string = created.value?.id ?? (known ?? (await s.world.must('POST', hooks, body))).id;
  const path = { eventHookId };
  await s.call({ operation: 'listEventHooks' }, '', listWith('id', eventHookId));
  await s.call({ operation: 'getEventHook', path }, '', is('name', 'Conformance'));
  await s.call({ operation: 'verifyEventHook', path }, '', is('verificationStatus', 'VERIFIED'));
  await s.call({ operation: 'replaceEventHook', path, body: { ...body, name: 'Again' } }, '', is('name', 'Again'));
  await s.call({ operation: 'deactivateEventHook', path }, '', is('status', 'INACTIVE'));
  await s.world.call('POST', `${hooks}/${eventHookId}/lifecycle/deactivate`);
  await s.call({ operation: 'activateEventHook', path }, '', is('status', 'ACTIVE'));
  await s.world.call('POST', `${hooks}/${eventHookId}/lifecycle/deactivate`);
  await s.call({ operation: 'deleteEventHook', path });
  await s.world.call('DELETE', `${hooks}/${eventHookId}`);
}
