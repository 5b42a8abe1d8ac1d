import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { MasterKeys } from './config.ts';
import { newId } from './crypto/ids.ts';
import { passwords } from './crypto/passwords.ts';
import { randomBytes } from './crypto/random.ts';
import { createVault } from './crypto/vault.ts';
import type { Delivery } from './delivery/delivery.ts';
import { defaultPolicy } from './domain/policy.ts';
import { createLinks } from './http/links.ts';
import { createServer, type ServerOptions } from './http/server.ts';
import type { Services } from './operations/services.ts';
import type { Engine } from './store/engine.ts';
import { checkKeys } from './store/keyCheck.ts';
import { createStore } from './store/sql.ts';

export interface ServiceOptions extends ServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Base of every link; the listening address when absent. */
  readonly publicUrl?: string;
  /** The organization's name, for authenticator apps and templates. */
  readonly issuer: string;
  readonly engine: Engine;
  readonly masterKeys: MasterKeys;
  /** Made once there is a store: providers and hooks are kept in it. */
  readonly delivery: (parts: DeliveryParts) => Delivery;
  /** Where inline hooks may be. */
  readonly hookPolicy: HookPolicy;
  /** What went wrong outside of any request. */
  readonly onError: (error: unknown) => void;
  readonly now: () => Temporal.Instant;
  /** More routes and a last look at the services, before listening. */
  readonly extend?: (app: FastifyInstance, services: Services) => void | Promise<void>;
}

/** A running service. */
export interface Service {
  readonly url: string;
  readonly services: Services;
  /** Finishes the requests in flight, then closes the database. */
  close(): Promise<void>;
}

/** Builds the whole service on a migrated database and listens. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { engine, host, port } = options;
  const vault = createVault(options.masterKeys);
  await checkKeys(engine, vault);
  let base = options.publicUrl ?? '';
  const services: Services = {
    store: createStore(engine, vault),
    delivery: options.delivery,
    passwords,
    links: createLinks(() => base),
    policy: { ...defaultPolicy, issuer: options.issuer },
    now: options.now,
    random: randomBytes,
    newId: (prefix) => newId(prefix, randomBytes),
  };
  const app = createServer(services, options);
  await options.extend?.(app, services);
  await app.listen({ host, port });
  const url = urlOf(app.server.address() as AddressInfo, host);
  base ||= url;
  return {
    url,
    services,
    async close() {
      // A connection whose last answer was under way becomes idle only now: it must not hold the process.
      const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
      await app.close();
      clearInterval(sweep);
      await services.store.close();
    },
  };
}

function urlOf({ port }: AddressInfo, host: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
