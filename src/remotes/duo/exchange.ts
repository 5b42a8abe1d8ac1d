import type { DuoSilence, DuoUnanswered } from '../../domain/factors/duo.ts';

/** A reply that is a JSON object. */
export interface JsonReply {
  readonly is: 'reply';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export const unanswered = (reason: DuoSilence, sent: boolean): DuoUnanswered => ({ is: 'unanswered', reason, sent });

/** Sends one request and reads an object of JSON; whatever else comes of it is no answer. Redirects are none. */
export async function exchange(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
): Promise<JsonReply | DuoUnanswered> {
  let reply: Response;
  try {
    reply = await fetch(url, init);
  } catch (error) {
    return failure(error);
  }
  const body: unknown = await reply.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return unanswered(reply.status === 429 ? 'BUSY' : 'UNREADABLE', true);
  }
  return { is: 'reply', status: reply.status, body: { ...body } };
}

/** A failure, which was certainly never sent where the address may not be called or no connection was made. */
function failure(error: unknown): DuoUnanswered {
  const { name, code, syscall } = error as { name?: string; code?: string; syscall?: string };
  if (code === 'FORBIDDEN_ADDRESS') return unanswered('FORBIDDEN_ADDRESS', false);
  if (name === 'TimeoutError' || name === 'AbortError') return unanswered('TIMEOUT', true);
  const never = syscall === 'connect' || syscall === 'getaddrinfo';
  return unanswered('UNREACHABLE', !never);
}
