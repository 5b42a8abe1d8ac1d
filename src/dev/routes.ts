import type { FastifyInstance } from 'fastify';
import { fault } from '../domain/values/fault.ts';
import type { Store } from '../store/store.ts';
import type { DevClock } from './clock.ts';
import { addConsoleAccess } from './consoleAccess.ts';
import type { Devices } from './devices/devices.ts';
import { addDeviceRoutes } from './devices/routes.ts';
import type { Inbox } from './inbox.ts';
import { addLive } from './live.ts';
import { addPage } from './page/routes.ts';
import { findPeople } from './people.ts';

interface DevParts {
  readonly inbox: Inbox;
  readonly clock: DevClock;
  readonly devices: Devices;
  readonly store: Pick<Store, 'users' | 'factors'>;
  /** The names it may be called by, besides loopback ones. */
  readonly hosts: readonly string[];
  /** The API token of development mode, with which the console opens on this machine. */
  readonly token: string;
  /** Forgets users, factors, budgets and the log. */
  readonly reset: () => Promise<void>;
}

/** The routes of development mode alone: the inbox, the clock, a fresh start, and a page to see messages come in. */
export function addDevRoutes(
  app: FastifyInstance,
  { inbox, clock, devices, store, reset, token, ...parts }: DevParts,
): void {
  // Clients reckon from this header when a rate limit ends (fact 137): it must be of the same clock as the limits.
  app.addHook('onSend', async (_request, reply) => {
    reply.header('date', new Date(clock.now().epochMilliseconds).toUTCString());
  });
  const hosts = new Set(['127.0.0.1', 'localhost', '[::1]', ...parts.hosts]);
  app.register(async (dev) => {
    dev.addHook('onRequest', async (request) => {
      request.cofactor.unlogged = true;
      // A web page must not read the inbox or reset the data of the developer who looks at it, be it from its own
      // origin or by a name of its own that it has pointed at this address (DNS rebinding).
      const { origin, host = '' } = request.headers;
      const name = hostname(host);
      if (!hosts.has(name)) {
        throw fault('misdirected').because(
          `Development mode is not called ${name} here. Start it with: cofactor dev --allowed-hosts ${name}`,
        );
      }
      if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`)
        throw fault('unknownPath');
    });
    addPage(dev);
    addConsoleAccess(dev, token);
    addLive(app, dev, { inbox, clock, devices });
    dev.get('/dev/users', async ({ query }) => findPeople(store, (query as { q?: string }).q ?? ''));
    dev.get('/dev/inbox', async ({ query }) => {
      const { to, channel } = query as { to?: string; channel?: string };
      // In a query string a plus sign that was not encoded arrives as a blank.
      return inbox.list({
        ...(to !== undefined && { to: to.replaceAll(to.includes('@') ? ' ' : /^ /g, '+') }),
        ...(channel !== undefined && { channel }),
      });
    });
    dev.get('/dev/clock', async () => ({ now: clock.now().toString() }));
    dev.post('/dev/clock', async ({ body }) => {
      clock.advance(forward((body as { advance?: unknown } | undefined)?.advance));
      return { now: clock.now().toString() };
    });
    dev.post('/dev/reset', async () => {
      await devices.clear();
      await reset();
      inbox.clear();
      clock.reset();
      return {};
    });
    addDeviceRoutes(dev, devices);
  });
}

/** The name of a Host header, if it is one that can be repeated in a sentence. */
const hostname = (host: string): string =>
  /^([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i.test(host)
    ? host.replace(/:\d+$/, '').toLowerCase()
    : 'NAME';

function forward(text: unknown): Temporal.Duration {
  try {
    const duration = Temporal.Duration.from(text as string);
    if (duration.sign >= 0 && duration.years + duration.months + duration.weeks === 0) return duration;
  } catch {
    // Falls through: not a duration at all.
  }
  throw fault('validation', { subject: 'advance' }).because(
    'advance: An ISO 8601 duration forward, like PT30S or P1D.',
  );
}
