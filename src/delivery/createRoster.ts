import type { MessageProvider } from '../domain/providers/messageProvider.ts';
import { attempt } from './attempt.ts';
import { type ConfiguredProvider, configure } from './configured.ts';
import type { Address, DeliveryReport, Provider, ProviderIo } from './provider.ts';
import type { Roster } from './roster.ts';
import { testMessage } from './testMessage.ts';

export interface RosterOptions {
  readonly types: readonly Provider[];
  readonly fixed: readonly MessageProvider[];
  readonly stored: () => Promise<readonly MessageProvider[]>;
  readonly io: Pick<ProviderIo, 'random' | 'log'> & { readonly now: () => Temporal.Instant };
  /** The ways out: of providers that the operator has configured, and of those that were set up over the API. */
  readonly outside: { readonly trusted: Way; readonly guarded: Way };
  /** Why an address of a provider's settings is none; undefined when it is. */
  readonly addressProblem: (address: Address) => string | undefined;
  /** The address that this provider's vendor can report to; undefined when nobody outside can reach us. */
  readonly webhookUrl: (providerId: string) => string | undefined;
  /** Takes reports that come over a connection that a provider keeps. */
  readonly reported: (providerId: string, report: DeliveryReport) => void;
  /** A clock that never goes back. */
  readonly monotonicMs: () => number;
}

/** A way to the outside. */
export type Way = Pick<ProviderIo, 'fetch' | 'connector'>;

export interface LiveRoster extends Roster {
  /** Those that are enabled and usable. */
  configured(): Promise<readonly ConfiguredProvider[]>;
  /** The means that a provider is given. */
  io(provider: Pick<ConfiguredProvider, 'id' | 'webhookUrl' | 'fixed'>): Omit<ProviderIo, 'signal'>;
  /** Ends the connections that providers hold. */
  close(): Promise<void>;
}

/** Milliseconds for which the configuration is cached; a change made by another process is seen within this time. */
const BELIEVED_MS = 1_000;
const TEST_TIMEOUT_MS = 10_000;

/** The providers of this process: its own and those that are stored, with the connections they hold. */
export function createRoster(options: RosterOptions): LiveRoster {
  const { types, fixed, monotonicMs } = options;
  let live = new Map<string, ConfiguredProvider>();
  let cache: { readonly providers: Promise<readonly ConfiguredProvider[]>; readonly until: number } | undefined;

  async function load(): Promise<readonly ConfiguredProvider[]> {
    const next = new Map<string, ConfiguredProvider>();
    for (const provider of [...fixed, ...(await options.stored())].filter(({ enabled }) => enabled)) {
      const { id, version } = provider;
      const known = live.get(id);
      const ready = known?.version === version ? known : configure(types, provider, options.webhookUrl(id));
      if (ready) next.set(id, ready);
    }
    const gone = [...live.values()].filter((provider) => next.get(provider.id) !== provider);
    live = next;
    closeAll(gone);
    return [...next.values()];
  }

  const io: LiveRoster['io'] = ({ id, webhookUrl, fixed: configured }) => ({
    ...options.io,
    ...options.outside[configured ? 'trusted' : 'guarded'],
    now: options.io.now(),
    reported: (report) => options.reported(id, report),
    ...(webhookUrl !== undefined && { webhookUrl }),
  });

  return {
    types,
    fixed,
    io,
    changed() {
      cache = undefined;
    },

    configured() {
      const now = monotonicMs();
      if (!cache || cache.until <= now) {
        const providers = load();
        cache = { providers, until: now + BELIEVED_MS };
        providers.catch(() => {
          cache = undefined;
        });
      }
      return cache.providers;
    },

    async test(provider, { channel, to }) {
      const ready = configure(types, provider, options.webhookUrl(provider.id));
      if (!ready) throw new Error(`provider ${provider.id} is not usable`);
      const tried = await attempt(ready, testMessage(channel, to, options.io.random), {
        io: io(ready),
        timeoutMs: TEST_TIMEOUT_MS,
        monotonicMs,
      });
      // One that is not in use holds no connections.
      if (!live.has(provider.id)) await closeAll([ready]);
      return tried.attempt;
    },

    problems({ type, settings }) {
      const known = types.find(({ id }) => id === type);
      if (!known) return [];
      const addresses = (known.destinations?.(settings as never) ?? []).flatMap((address) => {
        const problem = options.addressProblem(address);
        return problem === undefined ? [] : [`settings.${'uri' in address ? 'url' : 'host'}: ${problem}`];
      });
      return [...addresses, ...(known.complaints?.(settings as never) ?? [])];
    },

    report(provider, request) {
      const ready = configure(types, provider);
      return ready?.type.report?.(request, ready.settings, options.io.now());
    },

    async close() {
      await closeAll([...live.values()]);
      live = new Map();
    },
  };
}

/** Failures to say goodbye are nobody's business. */
async function closeAll(providers: readonly ConfiguredProvider[]): Promise<void> {
  await Promise.allSettled(providers.map(async ({ type, settings }) => type.close?.(settings)));
}
