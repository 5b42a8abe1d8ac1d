import { Type } from 'typebox';
import { TELEPHONY_HOOK } from '../../../src/contract/hooks/telephony.ts';
import type { ConfiguredProvider } from '../../../src/delivery/configured.ts';
import { provider } from '../../../src/delivery/provider.ts';
import { createDelivery } from '../../../src/delivery/router.ts';
import { createHooks } from '../../../src/hooks/callHook.ts';
import { createTelephonyHook } from '../../../src/hooks/telephonyHook.ts';
import type { EngineName } from '../engines.ts';
import { BASE, type World, world } from '../world.ts';
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

/** `timeoutMs` in place of three seconds. */
export async function hookWorld(engine: EngineName, timeoutMs = 1_000): Promise<HookWorld> {
  const w = await world(engine);
  const server = await hookServer();
  const hooks = createHooks({ policy: { allowHttp: true, allowPrivate: true }, timeoutMs });
  const byProvider: string[] = [];
  const onError = (error: unknown) => console.error(error);
  const monotonicMs = () => performance.now();
  const hook = createTelephonyHook({
    hooks,
    active: () => w.store.inlineHooks.active(TELEPHONY_HOOK),
    note: (entry) => w.store.apply([{ do: 'log', entry }]),
    sourceOf: (id) => w.services.links.absolute(`/api/v1/inlineHooks/${id}`),
    onError,
    now: w.clock.now,
    random: w.services.random,
    monotonicMs,
  });
  const delivery = createDelivery({
    configured: async () => [ownProvider(w, byProvider)],
    io: () => ({ fetch, now: w.clock.now(), random: w.services.random }),
    hook,
    monotonicMs,
    onError,
  });
  Object.assign(w.services, { hooks, delivery });
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

const ownProvider = ({ clock }: World, codes: string[]): ConfiguredProvider => ({
  id: 'own',
  name: 'Own',
  enabled: true,
  channels: ['sms', 'call'],
  routes: { countries: [], prefixes: [] },
  priority: 0,
  weight: 100,
  settings: {},
  created: clock.now(),
  lastUpdated: clock.now(),
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
