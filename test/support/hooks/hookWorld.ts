import { Type } from 'typebox';
import { TELEPHONY_HOOK } from '../../../src/contract/hooks/telephony.ts';
import type { ConfiguredProvider } from '../../../src/delivery/configured.ts';
import { provider } from '../../../src/delivery/provider.ts';
import { createDelivery } from '../../../src/delivery/router.ts';
import type { EngineName } from '../engines.ts';
import { BASE, type World, type WorldOptions, world } from '../world.ts';
import { type HookServer, hookServer } from './hookServer.ts';

export const SECRET = 'Bearer of the hook 4711';

/** A world whose text messages and calls go to a hook first, and then to one provider of its own. */
export interface HookWorld {
  readonly w: World;
  readonly server: HookServer;
  /** Codes that the own provider was asked to send. */
  readonly byProvider: string[];
  close(): Promise<void>;
}

/** Starts both; `timeoutMs` is the time the hook has for an answer. */
export async function hookWorld(engine: EngineName, timeoutMs = 1_000, options: WorldOptions = {}): Promise<HookWorld> {
  const server = await hookServer();
  const byProvider: string[] = [];
  const w = await world(engine, {
    ...options,
    hookTimeoutMs: timeoutMs,
    delivery: ({ hook, providers }) =>
      createDelivery({
        configured: async () => [ownProvider(byProvider)],
        io: providers.io,
        hook,
        monotonicMs: () => performance.now(),
        onError: (error) => console.error(error),
      }),
  });
  return {
    w,
    server,
    byProvider,
    async close() {
      await w.close();
      await server.close();
    },
  };
}

const START = Temporal.Instant.from('2026-01-01T00:00:00Z');

const ownProvider = (codes: string[]): ConfiguredProvider => ({
  id: 'own',
  name: 'Own',
  enabled: true,
  channels: ['sms', 'call'],
  routes: { countries: [], prefixes: [] },
  priority: 0,
  weight: 100,
  settings: {},
  created: START,
  lastUpdated: START,
  version: 1,
  type: provider({
    id: 'own',
    label: 'Own',
    channels: ['sms', 'call'],
    settings: Type.Object({}),
    async send({ code }) {
      codes.push(code);
      return { accepted: true };
    },
  }),
});

/** A create request as Okta's documentation has it. */
export const hookRequest = (uri: string, over: object = {}) => ({
  name: 'Telephony',
  type: TELEPHONY_HOOK,
  version: '1.0.0',
  channel: {
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri,
      headers: [{ key: 'X-Any-Key', value: 'my-header-value' }],
      method: 'POST',
      authScheme: { type: 'HEADER', key: 'Authorization', value: SECRET },
    },
  },
  ...over,
});

export const hooksPath = '/api/v1/inlineHooks';
export const hookUrl = (id: string): string => `${BASE}${hooksPath}/${id}`;
