import type { IncomingMessage } from 'node:http';
import { createPost, type PostOptions } from '../outgoing/post.ts';
import type { HookAnswer, Hooks } from './hook.ts';

/** Addresses that hooks may have, and the size of their answers. */
export interface CallOptions extends Omit<PostOptions, 'timeoutMs'> {
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/** Fact 188. */
const TIMEOUT_MS = 3_000;
const MAX_BYTES = 256 * 1024;

/** Hooks over HTTP: guarded like all that goes to addresses others chose, and no endless answers. */
export function createHooks({ timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, ...options }: CallOptions): Hooks {
  const post = createPost({ ...options, timeoutMs });
  return {
    uriProblem: (uri) => options.guard.uriProblem(uri),
    async call({ uri, headers, authScheme }, body) {
      const request = {
        bytes: Buffer.from(JSON.stringify(body)),
        headers: {
          ...Object.fromEntries(
            [...headers, ...(authScheme ? [authScheme] : [])].map(({ key, value }) => [key, value]),
          ),
          'content-type': 'application/json',
          accept: 'application/json',
          'accept-encoding': 'identity',
        },
      };
      return post(uri, request, (response) => read(response, maxBytes));
    },
  };
}

async function read(response: IncomingMessage, maxBytes: number): Promise<HookAnswer> {
  const { statusCode: status = 0, headers } = response;
  const unusable = (reason: string): HookAnswer => {
    response.destroy();
    return { result: 'UNUSABLE', reason, status };
  };
  if (status !== 200) return unusable(`status ${status}`);
  const { 'content-type': type, 'content-encoding': encoding = 'identity' } = headers;
  if (encoding.toLowerCase() !== 'identity') return unusable('the answer is compressed, which was not asked for');
  if (type !== undefined && !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    return unusable('the answer is not application/json');
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return unusable(`the answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return { result: 'ANSWERED', body: JSON.parse(text) as unknown };
  } catch {
    return { result: 'UNUSABLE', reason: 'the answer is not JSON', status };
  }
}
