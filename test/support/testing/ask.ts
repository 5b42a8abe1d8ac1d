import type { Cofactor } from '../../../src/testing/index.ts';

export const NUMBER = '+15550100001';
/** An enrollment by text message. */
export const sms = (phoneNumber = NUMBER) => ({ factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } });

interface Heard {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
  readonly headers: Headers;
}

/** Asks through the given `fetch`, as application code would. */
/** Calls the service with its token, over `by`. */
export async function ask(c: Cofactor, method: string, path: string, body?: unknown, by = c.fetch): Promise<Heard> {
  const reply = await by(c.url + path, {
    method,
    headers: { authorization: `SSWS ${c.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, body: text === '' ? undefined : JSON.parse(text), headers: reply.headers };
}
