import { randomBytes } from '../crypto/random.ts';
import { newTokenSecret, tokenDigest } from '../crypto/tokens.ts';
import { providers } from '../delivery/providers/index.ts';
import { DevClock } from '../dev/clock.ts';
import { createDevices, type Devices } from '../dev/devices/devices.ts';
import { prompting } from '../dev/devices/prompting.ts';
import { deviceWorld } from '../dev/devices/world.ts';
import { fixedCodeRule } from '../dev/fixedCodes.ts';
import { Inbox } from '../dev/inbox.ts';
import { addDevRoutes } from '../dev/routes.ts';
import { noGuard } from '../domain/policy/guardPolicy.ts';
import { qrCodeOf } from '../operations/factors/qrCode.ts';
import { loopbackAllowed } from '../outgoing/guard.ts';
import { type Service, startService } from '../service.ts';
import { openSqlite } from '../store/engines/sqlite.ts';
import { migrate } from '../store/migrate.ts';
import { ApiFaults } from './apiFaults.ts';
import type { Cofactor, CofactorOptions } from './cofactor.ts';
import { testDevices } from './devices.ts';
import { inProcessFetch } from './inProcessFetch.ts';
import { Mailbox } from './mailbox.ts';
import { type Ask, addPerson } from './people.ts';
import { ProviderFaults } from './providerFaults.ts';
import type { SeededUser } from './replies.ts';
import { snapshot } from './snapshot.ts';

const HOST = '127.0.0.1';
/** The address of a service nobody can connect to (RFC 2606). */
const NOWHERE = 'http://cofactor.test';
const UNLIMITED = 1_000_000_000;

/** Builds, seeds and opens one; everything it has is its own. */
export async function launch({ token = newTokenSecret(), ...options }: CofactorOptions): Promise<Cofactor> {
  const clock = new DevClock(() => Temporal.Now.instant());
  const inbox = new Inbox(clock.now, () => mailbox.deliver());
  const mailbox = new Mailbox(inbox);
  const carrier = new ProviderFaults();
  const api = new ApiFaults(() => clock.now().epochMilliseconds / 1_000);
  const engine = openSqlite(':memory:');
  await migrate(engine.kysely as never);

  let restore = async (): Promise<void> => {};
  let devices: Devices;
  async function reset(): Promise<void> {
    carrier.clear();
    api.clear();
    await devices.clear();
    await restore();
    mailbox.abandon('the service was reset');
    inbox.clear();
    clock.reset();
  }
  const service = await startService({
    host: HOST,
    ...(options.port === false ? { publicUrl: NOWHERE } : { port: options.port ?? 0 }),
    issuer: options.issuer ?? 'Cofactor',
    apiLimit: options.apiLimit ?? UNLIMITED,
    strangerLimit: UNLIMITED,
    engine,
    masterKeys: [randomBytes(32)],
    delivery: ({ hook }) => carrier.around(inbox.through(hook)),
    prompts: (others) => prompting(others, () => devices),
    guard: noGuard,
    fixedCode: fixedCodeRule(options.fixedCodes ?? []),
    providers: { types: Object.values(providers), fixed: [] },
    outgoingPolicy: loopbackAllowed,
    onError: report,
    now: clock.now,
    monotonicMs: () => clock.now().epochMilliseconds,
    strict: true,
    log: { request: () => {}, failure: report },
    async extend(app, services) {
      const { store, newId } = services;
      const allowed = {
        id: newId('00T'),
        name: 'testing',
        digest: tokenDigest(token),
        created: clock.now(),
        role: 'SUPER_ADMIN',
      } as const;
      await store.apply([{ do: 'insertToken', token: allowed }]);
      api.addTo(app);
      devices = createDevices(
        deviceWorld(app, { ...services, token, qrCode: (of) => qrCodeOf(services, of), onError: report }),
      );
      addDevRoutes(app, { inbox, clock, devices, store, hosts: ['cofactor.test'], token, reset });
    },
  });
  // A test that forgets to close it ends all the same; who asked for a port may want to be asked there for long.
  if (options.port === undefined) service.app.server.unref();

  const ask = askThrough(service, token);
  let people = 0;
  const createUser = (user: Parameters<typeof addPerson>[1] = {}) =>
    addPerson(service.services, user, { number: ++people, ask });
  const users: SeededUser[] = [];
  for (const user of options.users ?? []) users.push(await createUser(user));
  restore = await snapshot(engine);

  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= end();
    return closing;
  };
  async function end(): Promise<void> {
    carrier.clear();
    mailbox.abandon('the service was closed');
    // A caller that lost patience may have left one behind that still writes.
    await Promise.allSettled([...underWay, devices.clear()]);
    await service.close();
  }
  return {
    url: service.url,
    token,
    fetch: inProcessFetch(service.app, service.url, underWay),
    inbox: mailbox,
    devices: testDevices(
      () => devices,
      () => service.url,
    ),
    clock: {
      now: () => new Date(clock.now().epochMilliseconds),
      advance: (by) => clock.advance(forward(by)),
    },
    faults: {
      provider: carrier.set,
      api: api.add,
      clear() {
        carrier.clear();
        api.clear();
      },
    },
    users,
    createUser,
    reset,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A test should fail loudly when the service itself does. */
function report(error: unknown): void {
  console.error('cofactor:', error);
}

function forward(by: Temporal.DurationLike): Temporal.Duration {
  const duration = Temporal.Duration.from(by);
  if (duration.sign < 0) throw new RangeError('the clock only goes forward; reset() sets it back');
  return duration;
}

const askThrough =
  ({ app }: Service, token: string): Ask =>
  async (method, url, body) => {
    const reply = await app.inject({
      method,
      url,
      headers: { authorization: `SSWS ${token}` },
      ...(body !== undefined && { payload: body as object }),
    });
    if (reply.statusCode !== 200)
      throw new Error(`${method} ${url} was answered ${reply.statusCode}: ${reply.payload}`);
    return reply.json();
  };
