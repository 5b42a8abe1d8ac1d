import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { io, sms } from '../../test/support/messages/providerTry.ts';
import { provider } from './provider.ts';
import { form, secret, text } from './providers/shared/settings.ts';

test('a provider that repeats all it knows has its secrets blotted out of the reason', async () => {
  const careless = provider({
    id: 'careless',
    label: 'Careless',
    channels: ['sms'],
    settings: form({
      user: text('User', ''),
      key: secret('Key', ''),
      headers: Type.Array(form({ value: secret('Value', '') })),
    }),
    send: async ({ to, code }, settings) => ({
      accepted: false,
      retry: true,
      reason: `${settings.user} ${settings.key} ${settings.headers[0]?.value} ${to} ${to.slice(1)} ${code}`,
    }),
  });
  const settings = { user: 'ada', key: 'key-secret', headers: [{ value: 'Bearer secret' }] };
  assert.deepEqual(await careless.send(sms(), settings, io()), {
    accepted: false,
    retry: true,
    reason: 'ada … … … … …',
  });
});

test('whom a message went to is blotted out of what a vendor says, however it spells that', async () => {
  const says = (reason: string) =>
    provider({
      id: 'careless',
      label: 'Careless',
      channels: ['sms', 'email'],
      settings: form({}),
      send: async () => ({ accepted: false, retry: true, reason }),
    });
  const spellings = ['+1 (802) 448-2036', '802.448.2036', '18024482036', '802 448 2036', '+1802\u20114482036'];
  for (const spelling of spellings) {
    const { reason } = (await says(`no route to ${spelling} today`).send(sms(), {}, io())) as { reason: string };
    assert.equal(reason.replace(/\(?…/, '…'), 'no route to … today', spelling);
  }
  const mail = { ...sms(), to: 'Ada.Lovelace@example.com' };
  const answer = await says('550 <ada.lovelace@EXAMPLE.com>: unknown').send(mail, {}, io());
  assert.deepEqual(answer, { accepted: false, retry: true, reason: '550 <…>: unknown' });
  const other = await says('error 21211 at 1767225600').send(sms(), {}, io());
  assert.deepEqual(other, { accepted: false, retry: true, reason: 'error 21211 at 1767225600' });
});
