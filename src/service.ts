import type { AddressInfo } from 'node:net';
import { clearInterval, setInterval } from 'node:timers';
import type { FastifyInstance } from 'fastify';
import type { MasterKeys } from './config.ts';
import { TELEPHONY_HOOK } from './contract/hooks/telephony.ts';
import { newId } from './crypto/ids.ts';
import { hasher } from './crypto/passwords.ts';
import { randomBytes } from './crypto/random.ts';
import { newSigningKey } from './crypto/signingKey.ts';
import { createVault } from './crypto/vault.ts';
import { createRoster, type RosterOptions } from './delivery/createRoster.ts';
import type { Delivery } from './delivery/delivery.ts';
import { measuredDelivery } from './delivery/measuredDelivery.ts';
import type { Prompts } from './delivery/prompts.ts';
import type { ProviderIo } from './delivery/provider.ts';
import { tracedDelivery, tracedProvider } from './delivery/tracedDelivery.ts';
import { createWebPush, PUSH_TIMEOUT_MS } from './delivery/webPush.ts';
import type { DeliveryParts } from './deliveryParts.ts';
import type { UnnamedCallers } from './domain/budgets/answerBudgets.ts';
import { type FidoDefaults, relyingPartyOf } from './domain/fido/origins.ts';
import { noMetrics } from './domain/metrics/metrics.ts';
import { watchQueue } from './domain/metrics/watchQueue.ts';
import type { GuardPolicy } from './domain/policy/guardPolicy.ts';
import type { Policy } from './domain/policy/policy.ts';
import type { Retention } from './domain/policy/retention.ts';
import { servicePolicy } from './domain/policy/servicePolicy.ts';
import type { OpenIdSettings } from './domain/signin/openIdProvider.ts';
import type { CountryCode } from './domain/values/phoneNumber.ts';
import { createCalls } from './hooks/calls.ts';
import { createTelephonyHook } from './hooks/telephonyHook.ts';
import { createLinks } from './http/links/links.ts';
import { ownUrl } from './http/ownUrl.ts';
import { createServer, type ServerOptions } from './http/server.ts';
import { listenForMetrics, type Metering, metricsRoute } from './metrics/metering.ts';
import { createFailureTotal } from './operations/budgets/failureTotal.ts';
import { measuredLimits } from './operations/budgets/measuredLimits.ts';
import { forgetSubscription } from './operations/devices/forgetSubscription.ts';
import { type Pace, startEventHooks } from './operations/hooks/eventHookWorker.ts';
import { recordReport } from './operations/messages/recordReport.ts';
import { createSigningKeys } from './operations/oauth/signingKeys.ts';
import { logEntry } from './operations/shared/logEntry.ts';
import { LongPolls } from './operations/shared/longPolls.ts';
import { remembered } from './operations/shared/remembered.ts';
import type { Services } from './operations/shared/services.ts';
import { createPasswordQueue } from './operations/users/passwordQueue.ts';
import { createGuard, type OutgoingPolicy } from './outgoing/guard.ts';
import { createKeySets } from './outgoing/keySets.ts';
import { createPost } from './outgoing/post.ts';
import { createWays } from './outgoing/ways.ts';
import { outsideServices, watchCertificates } from './outsideServices.ts';
import { jose } from './remotes/jose/jose.ts';
import { createOpenIdProvider } from './remotes/openid/openIdProvider.ts';
import type { Models } from './remotes/webauthn/models.ts';
import { createWebAuthnProofs } from './remotes/webauthn/proofs.ts';
import { createStore } from './store/createStore.ts';
import { vapidKeys } from './store/devices/vapidKeys.ts';
import type { Engine } from './store/engine.ts';
import { startHousekeeping } from './store/housekeeping.ts';
import { type ToldOfEntry, tellingStore } from './store/log/tellingStore.ts';
import { measuredEngine } from './store/measuredEngine.ts';
import { continueLog } from './store/migrate.ts';
import { readOrganization } from './store/org/organization.ts';
import { checkKeys } from './store/sealed/keyCheck.ts';
import { tracedStore } from './store/tracedStore.ts';

export interface ServiceOptions extends Omit<ServerOptions, 'metricsRoute'> {
  readonly host: string;
  /** 0 takes any free port; without one nothing listens, and requests come in through `app.inject`. */
  readonly port?: number;
  /** Base of every link; the listening address when absent. */
  readonly publicUrl?: string;
  /** The organization's name, for authenticator apps and templates. */
  readonly issuer: string;
  /** The country whose numbers are written without a plus sign; the US when absent. */
  readonly defaultCountry?: CountryCode;
  readonly engine: Engine;
  readonly masterKeys: MasterKeys;
  /** Made once there is a store: providers and hooks are kept in it. */
  readonly delivery: (parts: DeliveryParts) => Delivery;
  /** Which providers there are, and those of the process's own configuration. */
  readonly providers: Pick<RosterOptions, 'types' | 'fixed'> & Pick<ProviderIo, 'log'>;
  /** The addresses that hooks, message providers, token servers and push services may have: they are set over the API. */
  readonly outgoingPolicy: OutgoingPolicy;
  /** Milliseconds a hook has for its answer; three seconds when absent. */
  readonly hookTimeoutMs?: number;
  /** The pace at which event hooks are told of events; false tells none. */
  readonly eventHooks?: Partial<Pace> | false;
  /** Passwords that are hashed at once, on threads of libuv's; one when absent. */
  readonly hashesAtOnce?: number;
  /** The OpenID provider of administrators. */
  readonly openid?: OpenIdSettings;
  /** Which text messages and calls are kept back. */
  readonly guard: GuardPolicy;
  /** Whose security keys they are where an administrator has not said, and what is known about models of keys. */
  readonly fido?: Partial<FidoDefaults> & { readonly models?: Models };
  /** The treatment of short answers of callers who name no address, once the free ones are used up. */
  readonly unnamedCallers?: UnnamedCallers;
  /** Codes that are not random; for development and tests. */
  readonly fixedCode?: NonNullable<Policy['fixedCode']>;
  /** Wraps the prompts, to tell others of questions as well; for development and tests. */
  readonly prompts?: (others: Prompts) => Prompts;
  /** The days for which the log and records of messages are kept; 90 when absent. */
  readonly retention?: Retention;
  /** Metrics, which are off when absent. */
  readonly metering?: Metering;
  /** Hears of each entry of the system log once it is committed. */
  readonly audit?: ToldOfEntry | undefined;
  /** Reports a fault outside of any request. */
  readonly onError: (error: unknown) => void;
  readonly now: () => Temporal.Instant;
  /** That of `node:crypto` when absent; tests bring a sequence that repeats itself. */
  readonly random?: (bytes: number) => Uint8Array;
  /** More routes and a last look at the services, before listening. */
  readonly extend?: (app: FastifyInstance, services: Services) => void | Promise<void>;
}

/** A running service. */
export interface Service {
  readonly url: string;
  /** The URL of the metrics, where they have an address of their own. */
  readonly metricsUrl?: string;
  readonly app: FastifyInstance;
  readonly services: Services;
  /** Serves on, but `/readyz` says 503 and connections are not kept: whoever sends requests here shall stop. */
  drain(): void;
  /** Finishes the requests in flight, then closes the database. */
  close(): Promise<void>;
}

/** Builds the whole service on a migrated database and listens, if it is given a port. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { host, port, metering, tracing, random = randomBytes, monotonicMs = () => performance.now() } = options;
  const metrics = metering?.kept.metrics ?? noMetrics;
  const engine = metering ? measuredEngine(options.engine, metrics, () => performance.now()) : options.engine;
  const models = options.fido?.models;
  await continueLog(engine);
  const vault = await checkKeys(engine, createVault(options.masterKeys));
  let base = options.publicUrl ?? '';
  const stored = tellingStore(createStore(engine, vault), options.audit);
  const measured = metering ? { ...stored, limits: measuredLimits(stored.limits, metrics) } : stored;
  const store = tracedStore(measured, tracing, engine.name);
  const links = createLinks(() => base);
  const outgoing = createGuard(options.outgoingPolicy);
  const ways = createWays(outgoing, tracing);
  const calls = createCalls(outgoing, options.hookTimeoutMs, tracing);
  const hook = createTelephonyHook({
    hooks: calls.hooks,
    active: () => store.inlineHooks.active(TELEPHONY_HOOK),
    note: ({ caller, now, ...called }) => store.apply([logEntry({ caller, now }, called)]),
    sourceOf: (id) => links.absolute(`/api/v1/inlineHooks/${id}`),
    onError: options.onError,
    now: options.now,
    random,
    monotonicMs: () => performance.now(),
  });
  const { types, fixed, log } = options.providers;
  const providers = createRoster({
    types: types.map((type) => tracedProvider(type, tracing)),
    fixed,
    stored: () => store.messageProviders.list(),
    io: { now: options.now, random, ...(log && { log }) },
    outside: ways,
    addressProblem: (address) => ('uri' in address ? outgoing.uriProblem(address.uri) : outgoing.hostProblem(address)),
    // Nobody outside could call an address that is only ours.
    webhookUrl: (id) => (options.publicUrl === undefined ? undefined : links.absolute(`/hooks/providers/${id}`)),
    reported: (id, report) => void recordReport(services, id, report).catch(options.onError),
    monotonicMs: () => performance.now(),
  });
  const prompts = createWebPush({
    post: createPost({ guard: outgoing, timeoutMs: PUSH_TIMEOUT_MS, traced: { tracing, what: 'web push' } }),
    keys: remembered(() => vapidKeys(engine, vault)),
    // RFC 8292 section 2.1 wants https; without TLS it is a development machine, which nobody will turn to.
    subject: () => base.replace(/^http:/, 'https:'),
    gone: (kid, { endpoint }) => forgetSubscription(services, kid, endpoint),
    failed: ({ kid, service, reason }) => options.onError(new Error(`Web Push for ${kid} by ${service}: ${reason}`)),
    now: options.now,
  });
  const makeId = (prefix: string) => newId(prefix, random);
  const delivery = tracedDelivery(options.delivery({ store, hook, providers }), tracing);
  const housekeeping = await startHousekeeping(engine, vault, { ...options, metrics });
  const services: Services = {
    store,
    delivery: metering ? measuredDelivery(delivery, { metrics, configured: () => providers.configured() }) : delivery,
    providers,
    prompts: options.prompts?.(prompts) ?? prompts,
    longPolls: new LongPolls(() => performance.now()),
    ...calls,
    failures: createFailureTotal(),
    passwords: createPasswordQueue(hasher, options.hashesAtOnce ?? 1),
    webauthn: createWebAuthnProofs({ now: options.now, ...(models && { models }) }),
    ...outsideServices({ ...options, store, guard: outgoing, seals: vault, random, tracing }),
    jose,
    signingKeys: createSigningKeys({ store, newKey: newSigningKey, now: options.now, monotonicMs }),
    keySets: createKeySets({ fetch: ways.guarded.fetch, uriProblem: outgoing.uriProblem, monotonicMs }),
    openid: options.openid && createOpenIdProvider(options.openid, { fetch: ways.bounded, monotonicMs }),
    seals: vault,
    links,
    organization: remembered(() =>
      readOrganization(engine, vault, () => ({ id: makeId('00o'), everyoneId: makeId('00g'), created: options.now() })),
    ),
    policy: servicePolicy(options, {
      relyingParty: () => relyingPartyOf(base, options.fido),
      metadata: models !== undefined,
    }),
    metrics,
    erase: housekeeping.erase,
    onError: options.onError,
    now: options.now,
    random,
    newId: makeId,
  };
  let draining = false;
  watchCertificates(metrics, services);
  watchQueue(metrics, 'long_polls', () => services.longPolls.load);
  watchQueue(metrics, 'password_hashes', () => services.passwords.load());
  const app = createServer(services, { ...options, metricsRoute: metricsRoute(metering), draining: () => draining });
  await options.extend?.(app, services);
  await (port === undefined ? app.ready() : app.listen({ host, port }));
  const url =
    port === undefined ? base : ownUrl(app.server.address() as AddressInfo, host, options.tls ? 'https' : 'http');
  base ||= url;
  const listener = await listenForMetrics(metering);
  const stopTelling = startEventHooks(services, options.eventHooks, options.onError);
  return {
    url,
    app,
    services,
    ...(listener && { metricsUrl: listener.url }),
    drain() {
      draining = true;
    },
    async close() {
      // A connection whose last answer was under way becomes idle only now: it must not hold the process.
      services.longPolls.close();
      services.duo.close();
      const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
      await listener?.close();
      await app.close();
      clearInterval(sweep);
      await providers.close();
      await Promise.all([stopTelling(), housekeeping.stop()]);
      await services.store.close();
      await tracing?.close();
    },
  };
}
