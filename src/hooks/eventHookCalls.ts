import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HookTarget } from '../domain/hooks/inlineHook.ts';
import { createPost, type NoAnswer, type PostOptions } from '../outgoing/post.ts';
import type { EventHookAnswer, EventHookCalls } from './eventHook.ts';

/** Addresses that event hooks may have, and the time they have for an answer. */
export interface EventCallOptions extends Omit<PostOptions, 'timeoutMs'> {
  readonly timeoutMs?: number;
}

/** Fact 198. */
const TIMEOUT_MS = 3_000;
/** The answer to a challenge is some hundred bytes long. */
const MAX_BYTES = 16 * 1024;

/** Event hooks over HTTP: guarded like all that goes to addresses others chose; of answers to events nothing is read. */
export function createEventHookCalls({ timeoutMs = TIMEOUT_MS, ...options }: EventCallOptions): EventHookCalls {
  const post = createPost({ ...options, timeoutMs });

  return {
    uriProblem: (uri) => options.guard.uriProblem(uri),

    async deliver(target, body) {
      const headers = { ...headersOf(target), 'content-type': 'application/json' };
      const answer = await post(target.uri, { headers, bytes: Buffer.from(JSON.stringify(body)) }, async (response) => {
        // Neither long nor slow answers cost anything.
        response.destroy();
        return statusOf(response);
      });
      return answerOf(answer);
    },

    async challenge(target, challenge) {
      const headers = { ...headersOf(target), 'x-okta-verification-challenge': challenge };
      const request = { method: 'GET' as const, headers, bytes: new Uint8Array() };
      const answer = await post(target.uri, request, (response) => judge(response, challenge));
      return answerOf(answer);
    },
  };
}

const headersOf = ({ headers, authScheme }: HookTarget): Readonly<Record<string, string>> => ({
  ...Object.fromEntries([...headers, ...(authScheme ? [authScheme] : [])].map(({ key, value }) => [key, value])),
  accept: 'application/json',
  'accept-encoding': 'identity',
});

function answerOf(answer: EventHookAnswer | NoAnswer): EventHookAnswer {
  if (answer.result === 'TIMEOUT') return { result: 'timeout', reason: answer.reason };
  if (answer.result !== 'UNREACHABLE') return answer;
  return { result: answer.forbidden ? 'blocked' : 'failed', reason: answer.reason };
}

/** Redirects are answers like any other than 2xx: they are not followed. */
function statusOf({ statusCode: status = 0 }: IncomingMessage): EventHookAnswer {
  if (status >= 200 && status < 300) return { result: 'accepted' };
  return { result: status >= 400 && status < 500 ? 'refused' : 'failed', reason: `status ${status}` };
}

async function judge(response: IncomingMessage, challenge: string): Promise<EventHookAnswer> {
  const answer = statusOf(response);
  if (answer.result !== 'accepted') {
    response.destroy();
    return answer;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BYTES) {
      response.destroy();
      return { result: 'refused', reason: `the answer is longer than ${MAX_BYTES} bytes` };
    }
    chunks.push(chunk);
  }
  return repeats(Buffer.concat(chunks).toString('utf8'), challenge)
    ? answer
    : { result: 'refused', reason: 'the answer is not {"verification": …} with the value of the challenge' };
}

/** Only a member of its own counts: a server that shows whatever it was sent has not agreed to anything (fact 197). */
function repeats(text: string, challenge: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    const said = typeof body === 'object' && body !== null && 'verification' in body ? body.verification : undefined;
    if (typeof said !== 'string') return false;
    const [a, b] = [Buffer.from(said), Buffer.from(challenge)];
    return a.length === b.length && timingSafeEqual(a, b);
  } catch {
    return false;
  }
}
