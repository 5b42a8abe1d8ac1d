import { createClient } from '@cofactor/client';
import { activate, changePhone } from '@cofactor/client/flows';

const { COFACTOR_URL: url = 'http://127.0.0.1:8080', COFACTOR_TOKEN: token = 'dev-token' } = process.env;
const client = createClient({ url, token, timeout: 5000 });

/** `{ phoneNumber }` sends a code to the user's new phone, `{ passCode }` makes it the user's. */
export async function handler(event: { userId: string; phoneNumber?: string; passCode?: string }) {
  const { userId, phoneNumber, passCode } = event;
  if (phoneNumber) {
    const change = await changePhone(client, userId, phoneNumber);
    return { statusCode: change.outcome === 'sent' ? 202 : 200, body: change.outcome };
  }
  const factors = await client.listFactors({ userId });
  const pending = factors.find((factor) => factor.factorType === 'sms' && factor.status === 'PENDING_ACTIVATION');
  if (!pending || !passCode) return { statusCode: 400, body: 'first ask for a code' };
  const done = await activate(client, userId, pending, passCode);
  if (done.outcome === 'tooManyAttempts') return { statusCode: 429, body: `not before ${done.retryAt.toISOString()}` };
  return { statusCode: done.outcome === 'activated' ? 200 : 403, body: done.outcome };
}
