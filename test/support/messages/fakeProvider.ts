import { Type } from 'typebox';
import { provider } from '../../../src/delivery/provider.ts';

/** A provider as simple as they come: POSTs id, recipient and code to a URL, and takes 2xx for yes. */
export const fakeProvider = provider({
  id: 'fake',
  label: 'Fake',
  channels: ['sms', 'call', 'email'],
  settings: Type.Object(
    {
      url: Type.String({ format: 'uri' }),
      token: Type.String({ format: 'password', minLength: 1 }),
      sender: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
  async send({ id, to, code }, { url, token }, { fetch, signal, webhookUrl }) {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id, to, code, webhookUrl }),
      signal,
    });
    if (response.ok) return { accepted: true, reference: ((await response.json()) as { ref: string }).ref };
    const reason = `HTTP ${response.status}`;
    if (response.status === 410) return { accepted: false, retry: false, reason, final: 'OPTED_OUT' };
    if (response.status === 404) return { accepted: false, retry: false, reason, final: 'INVALID_RECIPIENT' };
    return { accepted: false, retry: true, reason };
  },
  report({ headers, body }, { token }) {
    if (headers['x-token'] !== token) return undefined;
    return { reports: JSON.parse(body) };
  },
});
