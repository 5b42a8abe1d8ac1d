import type { OperationId, Operations } from '../../src/contract/index.ts';
import { errorCatalogue } from '../../src/contract/shared/errors.ts';
import type { Caller, Input } from '../../src/contract/shared/operation.ts';
import { Fault } from '../../src/domain/values/fault.ts';
import { handlers } from '../../src/operations/index.ts';
import { Created } from '../../src/operations/shared/replies.ts';
import { type World, world } from '../support/world.ts';

/** A reply as a caller gets it, without HTTP around it. */
export interface Outcome {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
  readonly body: any;
}

/** Calls one operation without HTTP around it. */
export function callOperation<Id extends OperationId>(
  services: World['services'],
  id: Id,
  input: { params: Input<Operations[Id]>['params']; body: object; query?: object; caller?: Partial<Caller> },
): Promise<Outcome> {
  const handle = handlers[id] as (s: World['services'], input: unknown) => Promise<unknown>;
  const principal = { kind: 'apiToken', id: 'test', roles: ['SUPER_ADMIN'] } as const;
  const caller = { principal, requestId: 'test', ...input.caller };
  return handle(services, { query: {}, ...input, caller }).then(
    (reply): Outcome => ({ status: 200, body: reply instanceof Created ? reply.body : reply }),
    (error: unknown): Outcome => {
      if (!(error instanceof Fault)) throw error;
      return { status: errorCatalogue[(error as Fault).error].status, body: error };
    },
  );
}

/** Refused without a verdict: the requester's short answers are used up. */
export const wantsLong = ({ status, body }: Outcome): boolean =>
  status === 403 && body.hints.reason === 'LONG_PROOF_WANTED';

/** Beyond this many requests the memory of a world is given back and a new one made. */
const WORLD_REQUESTS = 20_000;

/** The operations, called directly a million times: counted, and in a world that does not grow for ever. */
export class Service {
  requests = 0;
  readonly outcomes = new Map<string, number>();
  #world: World | undefined;
  #renewAt = 0;

  async world(): Promise<World> {
    if (this.#world && this.requests < this.#renewAt) return this.#world;
    await this.close();
    this.#renewAt = this.requests + WORLD_REQUESTS;
    this.#world = await world('sqlite');
    return this.#world;
  }

  async call<Id extends OperationId>(
    { services }: World,
    id: Id,
    params: Input<Operations[Id]>['params'],
    body: Record<string, unknown> = {},
    address?: string,
  ): Promise<Outcome> {
    this.requests += 1;
    const caller = { ...(address !== undefined && { address }) };
    const outcome = await callOperation(services, id, { params, body, caller });
    const seen = `${id} ${outcome.status}`;
    this.outcomes.set(seen, (this.outcomes.get(seen) ?? 0) + 1);
    return outcome;
  }

  async close(): Promise<void> {
    await this.#world?.close();
    this.#world = undefined;
  }
}
