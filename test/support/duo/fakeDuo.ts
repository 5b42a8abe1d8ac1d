import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type DuoPage, duoPage } from './duoPage.ts';

/** Duo's own signer, which judges ours. */
const { signV5 } = createRequire(import.meta.url)('@duosecurity/duo_api/lib/duo_sig.js') as {
  signV5(
    ikey: string,
    skey: string,
    method: string,
    host: string,
    path: string,
    params: Readonly<Record<string, string>>,
    date: string,
    body: string,
  ): string;
};

/** A request that was signed as Duo's own library signs it. */
export interface DuoRequest {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A question that Duo has put to somebody. */
interface Question {
  readonly user: string;
  readonly factor: string;
  response: object;
  /** Whether `auth_status` has told of the response. */
  told: boolean;
}

/** Duo as tests want it: its Auth API v2 and its Universal Prompt on a loopback port, and every lie they can tell. */
export interface FakeDuo {
  readonly origin: string;
  readonly integrationKey: string;
  readonly secretKey: string;
  readonly requests: DuoRequest[];
  /** Requests whose signature was not right. */
  readonly forged: string[];
  /** The words of preauth about users; `auth` for all others. */
  readonly preauth: Map<string, object>;
  /** Passcodes, each good once: `user code`. */
  readonly passcodes: Set<string>;
  readonly questions: Map<string, Question>;
  readonly page: DuoPage;
  /** What is said in the place of the truth; `silence` says nothing at all, a string is no JSON. */
  lie?: ((request: DuoRequest, truth: object) => object | string | 'silence' | undefined) | undefined;
  /** Has `auth_status` tell each state of a question once, to one, and hold back its reply until there is another. */
  holds: boolean;
  /** Replies that are held back. */
  held: number;
  /** Answers the newest question. */
  answers(result: 'allow' | 'deny', status: string): void;
  /** Does not keep the process alive. */
  unref(): void;
  close(): Promise<void>;
}

/** Starts one; `now` is the clock that its page lives by. */
export async function fakeDuo(now: () => Temporal.Instant = () => Temporal.Now.instant()): Promise<FakeDuo> {
  const integrationKey = 'DIXXXXXXXXXXXXXXXXXX';
  const secretKey = 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef';
  const server = createServer((request, reply) => void serve(request, reply));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answered = new EventEmitter().setMaxListeners(0);
  const duo: FakeDuo = {
    ...{ holds: false, held: 0 },
    ...{ origin, integrationKey, secretKey },
    requests: [],
    forged: [],
    preauth: new Map(),
    passcodes: new Set(),
    questions: new Map(),
    page: duoPage({ origin, integrationKey, secretKey, now }),
    answers(result, status) {
      const newest = [...duo.questions.values()].at(-1);
      if (newest)
        Object.assign(newest, { response: { result, status, status_msg: 'Said by the tests.' }, told: false });
      answered.emit('answer');
    },
    unref: () => void server.unref(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function serve(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const body = Buffer.concat(await request.toArray()).toString();
    if (url.pathname.startsWith('/oauth/v1/')) return duo.page.serve(url, body, reply);
    const query = Object.fromEntries(url.searchParams);
    const { method = '', headers } = request;
    const { host = '', date = '', authorization } = headers;
    const said = request.method === 'POST' ? (JSON.parse(body) as Record<string, string>) : query;
    if (authorization !== signV5(integrationKey, secretKey, method, host, url.pathname, query, date, body)) {
      duo.forged.push(url.pathname);
      return send(reply, 401, { stat: 'FAIL', code: 40_103, message: 'Invalid signature in request credentials' });
    }
    const heard = { path: url.pathname.replace('/auth/v2/', ''), params: said };
    duo.requests.push(heard);
    const question = heard.path === 'auth_status' && duo.holds ? duo.questions.get(said.txid ?? '') : undefined;
    while (question?.told) {
      duo.held += 1;
      await once(answered, 'answer');
      duo.held -= 1;
    }
    if (question) question.told = true;
    const truth = { stat: 'OK', response: answer(heard) };
    const lie = duo.lie?.(heard, truth);
    if (lie === 'silence') return;
    send(reply, 200, lie ?? truth);
  }

  function answer({ path, params }: DuoRequest): object {
    const { username: user = '', factor = '', passcode, txid = '' } = params;
    if (path === 'preauth') return duo.preauth.get(user) ?? { result: 'auth', status_msg: 'Account is active' };
    if (path === 'auth_status') return duo.questions.get(txid)?.response ?? { result: 'deny', status: 'deny' };
    if (factor === 'passcode') {
      const right = duo.passcodes.delete(`${user} ${passcode}`);
      return right ? { result: 'allow', status: 'allow' } : { result: 'deny', status: 'deny' };
    }
    const id = randomUUID();
    duo.questions.set(id, { user, factor, response: { result: 'waiting', status: 'pushed' }, told: false });
    return { txid: id };
  }
  return duo;
}

export function send(reply: ServerResponse, status: number, body: object | string): void {
  reply.writeHead(status, { 'content-type': 'application/json' });
  reply.end(typeof body === 'string' ? body : JSON.stringify(body));
}
