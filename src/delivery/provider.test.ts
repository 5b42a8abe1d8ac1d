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
