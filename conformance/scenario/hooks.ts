import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Session } from '../driver/session.ts';
import { has, is, listWith } from '../driver/wanted.ts';

const COMMANDS = {
  commands: [{ type: 'com.okta.telephony.action', value: [{ status: 'SUCCESSFUL', provider: 'conformance' }] }],
};

/** An inline hook for telephony, with somebody who answers it. */
export async function inlineHooks(s: Session): Promise<void> {
  const receiver = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(COMMANDS));
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  try {
    await life(s, `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`);
  } finally {
    await new Promise((resolve) => receiver.close(resolve));
  }
}

async function life(s: Session, uri: string): Promise<void> {
  const authScheme = { type: 'HEADER', key: 'authorization', value: 'conformance' };
  const body = {
    name: 'Conformance',
    type: 'com.okta.telephony.provider',
    version: '1.0.0',
    channel: { type: 'HTTP', version: '1.0.0', config: { uri, method: 'POST', headers: [], authScheme } },
  };
  const created = await s.call({ operation: 'createInlineHook', body }, '', has('id', 'status'));
  const [known] = await s.world.must('GET', '/api/v1/inlineHooks');
  const inlineHookId: string =
    created.value?.id ?? (known ?? (await s.world.must('POST', '/api/v1/inlineHooks', body))).id;
  const path = { inlineHookId };
  await s.call({ operation: 'listInlineHooks' }, '', listWith('id', inlineHookId));
  await s.call({ operation: 'getInlineHook', path }, '', is('name', 'Conformance'));
  await s.call({ operation: 'updateInlineHook', path, body: { ...body, name: 'Once' } }, '', is('name', 'Once'));
  await s.call({ operation: 'replaceInlineHook', path, body: { ...body, name: 'Again' } }, '', is('name', 'Again'));
  await s.call({ operation: 'executeInlineHook', path, body: sample(s.phone()) }, '', has('commands'));
  await s.call({ operation: 'deactivateInlineHook', path }, '', is('status', 'INACTIVE'));
  await s.world.call('POST', `/api/v1/inlineHooks/${inlineHookId}/lifecycle/deactivate`);
  await s.call({ operation: 'activateInlineHook', path }, '', is('status', 'ACTIVE'));
  await s.world.call('POST', `/api/v1/inlineHooks/${inlineHookId}/lifecycle/deactivate`);
  await s.call({ operation: 'deleteInlineHook', path });
  await s.world.call('DELETE', `/api/v1/inlineHooks/${inlineHookId}`);
}

/** A message that the hook is shown, as Okta would send it. */
const sample = (phoneNumber: string) => ({
  eventId: 'conformance',
  eventTime: '2026-01-01T00:00:00.000Z',
  eventType: 'com.okta.telephony.provider',
  eventTypeVersion: '1.0',
  contentType: 'application/json',
  cloudEventVersion: '0.1',
  source: 'https://example.com/api/v1/inlineHooks',
  requestType: 'com.okta.user.telephony.pre-enrollment',
  data: {
    userProfile: { firstName: 'Ada', lastName: 'Lovelace', login: 'ada@example.com', userId: '00u1' },
    messageProfile: {
      msgTemplate: 'Your code is 12345',
      phoneNumber,
      otpExpires: '2026-01-01T00:05:00.000Z',
      deliveryChannel: 'SMS',
      otpCode: '12345',
      locale: 'EN-US',
    },
  },
});
