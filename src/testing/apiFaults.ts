import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorName } from '../contract/shared/errors.ts';
import { fault } from '../domain/values/fault.ts';
import { envelope } from '../http/replies/errors.ts';
import type { ApiFault } from './faults.ts';
import { LOST } from './inProcessFetch.ts';

const errors: ReadonlyMap<number, ErrorName> = new Map([
  [401, 'invalidToken'],
  [403, 'invalidSession'],
  [404, 'unknownPath'],
  [429, 'tooManyRequests'],
  [503, 'unavailable'],
]);

/** Requests that go wrong on their way in, or on their way back. */
export class ApiFaults {
  #active: { readonly fault: ApiFault; left: number }[] = [];
  readonly #lost = new WeakSet<FastifyRequest>();
  readonly #nowSeconds: () => number;

  constructor(nowSeconds: () => number) {
    this.#nowSeconds = nowSeconds;
  }

  /** Those added first come first. */
  readonly add = (fault: ApiFault): void => {
    if (fault.status === undefined && fault.milliseconds === undefined && fault.lose === undefined) {
      throw new TypeError('faults.api needs a status, milliseconds, or what to lose');
    }
    this.#active.push({ fault, left: fault.times ?? 1 });
  };

  clear(): void {
    this.#active = [];
  }

  addTo(app: FastifyInstance): void {
    app.addHook('onRequest', async (request, reply) => {
      const fault = request.url.startsWith('/dev') ? undefined : this.#next(request);
      if (fault?.milliseconds !== undefined) await pause(fault.milliseconds);
      if (fault?.lose === 'request') return lose(request, reply).send();
      if (fault?.lose === 'reply') this.#lost.add(request);
      return fault?.status === undefined ? undefined : this.#answer(fault, fault.status, request, reply);
    });
    app.addHook('onSend', async (request, reply) => {
      if (this.#lost.has(request)) lose(request, reply);
    });
  }

  #next({ method, url }: FastifyRequest): ApiFault | undefined {
    const active = this.#active.find(
      ({ fault: { method: only = method, path = '' } }) =>
        only.toUpperCase() === method && (typeof path === 'string' ? url.includes(path) : path.test(url)),
    );
    if (!active) return undefined;
    active.left -= 1;
    if (active.left < 1) this.#active = this.#active.filter((other) => other !== active);
    return active.fault;
  }

  #answer({ body, retryAfter = 1 }: ApiFault, status: number, request: FastifyRequest, reply: FastifyReply) {
    reply.code(status).header('x-okta-request-id', request.id);
    if (body === undefined && (status === 502 || status === 504)) {
      return reply.header('content-type', 'text/html').send(`<html><body>${status}</body></html>`);
    }
    if (status === 429) {
      reply.header('x-rate-limit-limit', 600).header('x-rate-limit-remaining', 0);
      reply.header('x-rate-limit-reset', Math.ceil(this.#nowSeconds()) + retryAfter);
    }
    const answer = body ?? envelope(fault((errors.get(status) ?? 'internal') as 'internal'));
    return reply.header('content-type', 'application/json').send(JSON.stringify(answer));
  }
}

/** Breaks the connection; where there is none, the mark tells `fetch` to fail as if it had. */
function lose(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.raw.socket instanceof Socket) request.raw.socket.destroy();
  return reply.header(LOST, 'true');
}
