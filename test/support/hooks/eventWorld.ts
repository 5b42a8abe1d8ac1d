import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEventHookWorker } from '../../../src/operations/hooks/eventHookWorker.ts';
import { logEntry, type Occurrence } from '../../../src/operations/shared/logEntry.ts';
import type { Services } from '../../../src/operations/shared/services.ts';
import type { EngineName } from '../engines.ts';
import { type Answer, type World, type WorldOptions, world } from '../world.ts';

export const SECRET = 'my-shared-secret 4711';
export const EVENT = 'user.account.lock';
export const path = '/api/v1/eventHooks';

/** A request as the endpoint of an event hook gets it. */
export interface EventCall {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: tests compare whole bodies
  readonly body: any;
}

/** The endpoint of an event hook. */
export interface Endpoint {
  readonly url: string;
  readonly calls: EventCall[];
  /** Deliveries alone, by the `n` of the events that `happened`. */
  numbers(): string[];
  /** The answer to deliveries from now on. */
  answer: (response: ServerResponse, call: EventCall) => void;
  /** The answer to challenges. */
  verify: (response: ServerResponse, call: EventCall) => void;
  close(): Promise<void>;
}

/** The answer that Okta's documentation has (fact 197). */
const repeated: Endpoint['verify'] = (response, { headers }) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ verification: headers['x-okta-verification-challenge'] }));
};

/** Starts an endpoint that takes everything. */
export async function endpoint(): Promise<Endpoint> {
  const calls: EventCall[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { method, headers } = request;
    const call = { method, headers, body: text === '' ? undefined : JSON.parse(text) };
    calls.push(call);
    (method === 'GET' ? self.verify : self.answer)(response, call);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: Endpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    calls,
    numbers: () =>
      calls.flatMap(({ method, body }) => (method === 'POST' ? [body.data.events[0].debugContext.debugData.n] : [])),
    answer: (response) => void response.writeHead(204).end(),
    verify: repeated,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

/** A create request as Okta's documentation has it. */
export const eventHookRequest = (uri: string, over: object = {}) => ({
  name: 'Event Hook Test',
  events: { type: 'EVENT_TYPE', items: [EVENT] },
  channel: {
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri,
      headers: [{ key: 'X-Other-Header', value: 'my-header-value' }],
      authScheme: { type: 'HEADER', key: 'Authorization', value: SECRET },
    },
  },
  ...over,
});

/** A service, an endpoint, and a worker that sends when it is told to. */
export interface EventWorld {
  readonly w: World;
  readonly at: Endpoint;
  /** A hook that is verified. */
  hook(over?: object): Promise<string>;
  /** Something that happens; `n` tells which. */
  happens(n: string, over?: Partial<Occurrence>): Promise<void>;
  /** Sends all there is to be sent; to the end, since others on the server may hold PostgreSQL's horizon back. */
  sweep(services?: Services): Promise<void>;
  step(id: string, to: string): Promise<Answer>;
  close(): Promise<void>;
}

export async function eventWorld(engine: EngineName, options: WorldOptions = {}): Promise<EventWorld> {
  const at = await endpoint();
  const w = await world(engine, { hookTimeoutMs: 2_000, ...options });
  const step = (id: string, to: string) => w.call('POST', `${path}/${id}/lifecycle/${to}`);
  const sweep = async (services: Services = w.services) => {
    await settledLog(w);
    await createEventHookWorker(services, 15_000, (error) => {
      throw error;
    }).sweep();
  };
  return {
    w,
    at,
    step,
    sweep,
    async hook(over) {
      const { body } = await w.call('POST', path, eventHookRequest(at.url, over));
      const verified = await step(body.id, 'verify');
      if (verified.status !== 200) throw new Error(JSON.stringify(verified.body));
      at.calls.length = 0;
      return body.id;
    },
    async happens(n, over = {}) {
      const entry = logEntry({ now: w.clock.now() }, { event: EVENT, userId: 'u1', detail: { n }, ...over });
      await w.store.apply([entry]);
      // Whatever comes next comes later.
      w.clock.advance({ seconds: 1 });
    },
    async close() {
      await w.close();
      await at.close();
    },
  };
}

/** Waits until all that is committed is below the horizon of polls. */
async function settledLog(w: World): Promise<void> {
  const mark = randomUUID();
  await w.store.apply([logEntry({ now: w.clock.now() }, { event: 'policy.lifecycle.update', reason: mark })]);
  const keys = [[{ name: 'event', value: 'policy.lifecycle.update' } as const]];
  for (;;) {
    const { entries } = await w.store.log.page({ settled: true, descending: false, limit: 10_000, keys });
    if (entries.some(({ reason }) => reason === mark)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
