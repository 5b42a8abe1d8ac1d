import { randomBytes, randomInt } from 'node:crypto';
import { expect200 } from './checks.ts';
import type { Demo, Reply } from './demo.ts';
import { openInbox } from './inbox.ts';
import { oktaClient } from './okta.ts';
import type { Transcript } from './transcript.ts';

const PATIENCE_MS = 15_000;

/**
 * The demo's tools for one service, and `cleanUp`, which undoes what a scenario left behind. A database that was
 * `usedBefore` may remember messages at times that the demo's clock, set forward anew, has not reached yet.
 */
export async function createDemo(
  url: string,
  token: string,
  say: Transcript,
  { usedBefore }: { readonly usedBefore: boolean },
): Promise<Demo & { cleanUp(): Promise<void> }> {
  const shift = usedBefore ? randomInt(10_000) : 0;
  const undo: (() => Promise<unknown>)[] = [];

  const send = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `SSWS ${token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const removeUser = async (id: string) => {
    await send('DELETE', `/api/v1/users/${id}`);
    await send('DELETE', `/api/v1/users/${id}`);
  };
  const created = (method: string, path: string, { status, body }: Reply) => {
    if (method === 'POST' && path === '/api/v1/users' && status === 200) undo.push(() => removeUser(body.id));
  };
  const call: Demo['call'] = async (method, path, body) => {
    const reply = await send(method, path, body);
    created(method, path, reply);
    say.call({ method, path, ...reply });
    return reply;
  };

  return {
    url,
    client: oktaClient(url, token, say),
    call,
    say,
    inbox: await openInbox(url, say),
    async advance(duration) {
      expect200(await call('POST', '/dev/clock', { advance: duration }));
    },
    async now() {
      return new Date(expect200(await send('GET', '/dev/clock')).now);
    },
    phone(preferred) {
      const last = String((Number(preferred.slice(-4)) + shift) % 10_000);
      return preferred.slice(0, -4) + last.padStart(4, '0');
    },
    async newUser() {
      const login = `jane.doe.${randomBytes(5).toString('hex')}@example.com`;
      const profile = { firstName: 'Jane', lastName: 'Doe', email: login, login };
      const credentials = { password: { value: 'SomePassword123' } };
      const { id } = expect200(await call('POST', '/api/v1/users', { profile, credentials }));
      return { id, login };
    },
    removeUser,
    later: (step) => undo.push(step),
    async cleanUp() {
      for (const step of undo.splice(0).reverse()) await step();
    },
  };
}
