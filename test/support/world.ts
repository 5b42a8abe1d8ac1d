import type { FastifyInstance } from 'fastify';
import { newTokenSecret, tokenDigest } from '../../src/crypto/tokens.ts';
import type { LiveRoster } from '../../src/delivery/createRoster.ts';
import type { Prompt } from '../../src/delivery/prompts.ts';
import { providers as providerTypes } from '../../src/delivery/providers/index.ts';
import { type RenderedMessage, renderMessage } from '../../src/delivery/render.ts';
import type { Message } from '../../src/domain/messages/message.ts';
import type { MessageOutcome } from '../../src/domain/messages/messageRecord.ts';
import { noGuard } from '../../src/domain/policy/guardPolicy.ts';
import { defaultPolicy } from '../../src/domain/policy/policy.ts';
import type { Services } from '../../src/operations/shared/services.ts';
import { loopbackAllowed } from '../../src/outgoing/guard.ts';
import { type Service, type ServiceOptions, startService } from '../../src/service.ts';
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

/** The whole service in memory, as `startService` builds it, with a clock that obeys and messages that are caught. */
export interface World {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly store: Store;
  /** The database under the store, for tests that look where nobody should have to. */
  readonly engine: Engine;
  readonly clock: FakeClock;
  /** The providers that are set up; messages go through them only in a world whose `delivery` is a router. */
  readonly providers: LiveRoster;
  /** Messages that were accepted; empty in a world with a `delivery` of its own. */
  readonly sent: Message[];
  /** Questions that devices were told of. */
  readonly prompts: Prompt[];
  readonly token: string;
  /** The URL of the metrics, in a world that has them at an address of their own. */
  readonly metricsUrl?: string;
  /** The carrier's answer to the next messages; accepts by default. */
  receipt: MessageOutcome;
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  /** The newest message as its reader has it. */
  lastWords(): RenderedMessage;
  /** The code of the newest message. */
  lastCode(): string;
  close(): Promise<void>;
}

/** Options of the service that a world may bring; the clock, the randomness and the database are its own. */
export type WorldOptions = Partial<Omit<ServiceOptions, 'engine' | 'now' | 'random' | 'port' | 'prompts' | 'extend'>>;

/** Starts a service on an empty database of its own, with a token and nobody in it. */
export async function world(name: EngineName = 'sqlite', options: WorldOptions = {}): Promise<World> {
  const clock = new FakeClock();
  const sent: Message[] = [];
  const prompts: Prompt[] = [];
  let words: RenderedMessage | undefined;
  const engine = await freshEngine(name);
  const token = newTokenSecret();
  const send: Services['delivery']['send'] = async (outgoing) => {
    if (w.receipt.accepted) {
      sent.push(outgoing.message);
      words = renderMessage(outgoing);
    }
    return w.receipt;
  };
  let providers: LiveRoster;
  const service = await startService({
    ...defaults,
    ...options,
    engine,
    now: clock.now,
    monotonicMs: () => clock.now().epochMilliseconds,
    random: seededRandom(),
    delivery(parts) {
      providers = parts.providers;
      return options.delivery?.(parts) ?? { send };
    },
    prompts: () => ({ send: (prompt) => void prompts.push(prompt), publicKey: async () => undefined }),
    async extend(_app, { store, newId }) {
      const allowed = {
        id: newId('00T'),
        name: 'test',
        digest: tokenDigest(token),
        created: clock.now(),
        role: 'SUPER_ADMIN',
      } as const;
      await store.apply([{ do: 'insertToken', token: allowed }]);
    },
  });
  const w: World = {
    ...service,
    store: service.services.store,
    engine,
    clock,
    providers: providers!,
    sent,
    prompts,
    token,
    receipt: { accepted: true, attempts: [] },
    call: callerOf(service, token),
    lastWords: () => words ?? assertSent(),
    lastCode: () => sent.at(-1)?.values.code ?? assertSent(),
  };
  return w;
}

/** Another process on the same database: it knows nothing of what the first remembers in memory. */
export async function anotherProcess(
  w: World,
  options: WorldOptions = {},
): Promise<Pick<World, 'app' | 'call' | 'close' | 'services'>> {
  const service = await startService({
    ...defaults,
    ...options,
    // Closing this process must not take the database from the first.
    engine: { ...w.engine, close: async () => {} },
    now: w.clock.now,
    monotonicMs: () => w.clock.now().epochMilliseconds,
    // The source of the first, for a second one with the same seed would draw the same ids.
    random: w.services.random,
    delivery: () => w.services.delivery,
    prompts: () => w.services.prompts,
  });
  return { app: service.app, call: callerOf(service, w.token), close: service.close, services: service.services };
}

const defaults = {
  host: '127.0.0.1',
  publicUrl: BASE,
  issuer: defaultPolicy.issuer,
  masterKeys: [new Uint8Array(32)],
  providers: { types: [...Object.values(providerTypes), fakeProvider], fixed: [] },
  outgoingPolicy: loopbackAllowed,
  guard: noGuard,
  eventHooks: false,
  onError: (error) => console.error(error),
  apiLimit: 100_000,
  strangerLimit: 100_000,
  strict: true,
  log: { request: () => {}, failure: (error) => console.error(error) },
} satisfies Partial<ServiceOptions>;

const callerOf =
  ({ app }: Service, token: string): World['call'] =>
  (method, path, body, options) =>
    call(app, token, method, path, body, options);

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
