import type { FastifyInstance } from 'fastify';
import { newId } from '../../src/crypto/ids.ts';
import { passwords } from '../../src/crypto/passwords.ts';
import { newTokenSecret, tokenDigest } from '../../src/crypto/tokens.ts';
import { createVault } from '../../src/crypto/vault.ts';
import { createRoster, type LiveRoster } from '../../src/delivery/createRoster.ts';
import type { Prompt } from '../../src/delivery/prompts.ts';
import { providers as providerTypes } from '../../src/delivery/providers/index.ts';
import { type RenderedMessage, renderMessage } from '../../src/delivery/render.ts';
import { relyingPartyOf } from '../../src/domain/fido/origins.ts';
import type { Message } from '../../src/domain/messages/message.ts';
import type { MessageOutcome } from '../../src/domain/messages/messageRecord.ts';
import { defaultPolicy } from '../../src/domain/policy/policy.ts';
import { createHooks } from '../../src/hooks/callHook.ts';
import { createLinks } from '../../src/http/links.ts';
import { createServer, type ServerOptions } from '../../src/http/server.ts';
import { recordReport } from '../../src/operations/messages/recordReport.ts';
import { LongPolls } from '../../src/operations/shared/longPolls.ts';
import type { Services } from '../../src/operations/shared/services.ts';
import { createWebAuthnProofs } from '../../src/remotes/webauthn/proofs.ts';
import { createStore } from '../../src/store/createStore.ts';
import type { Engine } from '../../src/store/engine.ts';
import type { Store } from '../../src/store/store.ts';
import { FakeClock } from './clock.ts';
import { type EngineName, freshEngine } from './engines.ts';
import { fakeProvider } from './messages/fakeProvider.ts';
import { seededRandom } from './random.ts';

export const BASE = 'https://cofactor.test';

/** A reply as a caller sees it. `body` is undefined when there is none. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
  readonly headers: Readonly<Record<string, string | number | string[] | undefined>>;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** `null` sends no Authorization at all. */
  readonly token?: string | null;
}

/** The whole service in memory: real HTTP layer, real store, a clock that obeys and messages that are caught. */
export interface World {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly store: Store;
  /** The database under the store, for tests that look where nobody should have to. */
  readonly engine: Engine;
  readonly clock: FakeClock;
  /** The providers that are set up; messages go through them once `services.delivery` is a router. */
  readonly providers: LiveRoster;
  readonly sent: Message[];
  /** What devices were told. */
  readonly prompts: Prompt[];
  readonly token: string;
  /** What the carrier says to the next messages; accepts by default. */
  receipt: MessageOutcome;
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  /** The newest message as its reader has it. */
  lastWords(): RenderedMessage;
  /** The code of the newest message. */
  lastCode(): string;
  close(): Promise<void>;
}

export async function world(name: EngineName = 'sqlite', options: Partial<ServerOptions> = {}): Promise<World> {
  const clock = new FakeClock();
  const random = seededRandom();
  const sent: Message[] = [];
  const prompts: Prompt[] = [];
  let words: RenderedMessage | undefined;
  const engine = await freshEngine(name);
  const store = createStore(engine, createVault([new Uint8Array(32)]));
  const token = newTokenSecret();
  await store.apply([
    {
      do: 'insertToken',
      token: { id: newId('00T', random), name: 'test', digest: tokenDigest(token), created: clock.now() },
    },
  ]);
  const providers = createRoster({
    types: [...Object.values(providerTypes), fakeProvider],
    fixed: [],
    stored: () => store.messageProviders.list(),
    io: { fetch, now: clock.now, random },
    webhookUrl: (id) => `${BASE}/hooks/providers/${id}`,
    reported: (id, report) => void recordReport(services, id, report),
    monotonicMs: () => clock.now().epochMilliseconds,
  });
  const services: Services = {
    store,
    providers,
    delivery: {
      send: async (outgoing) => {
        if (w.receipt.accepted) {
          sent.push(outgoing.message);
          words = renderMessage(outgoing);
        }
        return w.receipt;
      },
    },
    prompts: { send: (prompt) => void prompts.push(prompt), publicKey: async () => undefined },
    longPolls: new LongPolls(() => performance.now()),
    hooks: createHooks({ policy: { allowHttp: true, allowPrivate: true } }),
    passwords,
    webauthn: createWebAuthnProofs({ now: clock.now }),
    links: createLinks(() => BASE),
    policy: { ...defaultPolicy, fido: { ...defaultPolicy.fido, relyingParty: () => relyingPartyOf(BASE) } },
    now: clock.now,
    random,
    newId: (prefix) => newId(prefix, random),
  };
  const app = createServer(services, {
    apiLimit: 100_000,
    strict: true,
    log: { request: () => {}, failure: (error) => console.error(error) },
    ...options,
  });
  const w: World = {
    app,
    services,
    store,
    engine,
    clock,
    providers,
    sent,
    prompts,
    token,
    receipt: { accepted: true, attempts: [] },
    call: (method, path, body, callOptions) => call(app, token, method, path, body, callOptions),
    lastWords: () => words ?? assertSent(),
    lastCode: () => sent.at(-1)?.values.code ?? assertSent(),
    async close() {
      services.longPolls.close();
      await app.close();
      await providers.close();
      await store.close();
    },
  };
  return w;
}

/** Another process on the same database: what the first remembers in memory it knows nothing of. */
export async function anotherProcess(w: World): Promise<Pick<World, 'call' | 'close'>> {
  const store = createStore(w.engine, createVault([new Uint8Array(32)]));
  const services: Services = { ...w.services, store, longPolls: new LongPolls(() => performance.now()) };
  const app = createServer(services, {
    apiLimit: 100_000,
    strict: true,
    log: { request: () => {}, failure: (error) => console.error(error) },
  });
  return {
    call: (method, path, body, options) => call(app, w.token, method, path, body, options),
    async close() {
      services.longPolls.close();
      await app.close();
    },
  };
}

async function call(
  app: FastifyInstance,
  ownToken: string,
  method: string,
  path: string,
  body?: unknown,
  { headers = {}, token = ownToken }: CallOptions = {},
): Promise<Answer> {
  const raw = typeof body === 'string';
  const reply = await app.inject({
    method: method as 'GET',
    url: path,
    headers: {
      ...(token !== null && { authorization: `SSWS ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: raw ? body : JSON.stringify(body) }),
  });
  return {
    status: reply.statusCode,
    body: reply.payload === '' ? undefined : JSON.parse(reply.payload),
    headers: reply.headers,
  };
}

function assertSent(): never {
  throw new Error('no message was sent');
}
