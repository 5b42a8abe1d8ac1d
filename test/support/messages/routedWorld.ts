import { createDelivery, type RouterOptions } from '../../../src/delivery/router.ts';
import type { EngineName } from '../engines.ts';
import { type World, type WorldOptions, world } from '../world.ts';

/** A world whose messages go through the providers that are set up in it, over the network of this machine. */
export function routedWorld(
  name: EngineName,
  options: Partial<RouterOptions> = {},
  more: WorldOptions = {},
): Promise<World> {
  return world(name, {
    ...more,
    delivery: ({ providers }) =>
      createDelivery({
        configured: () => providers.configured(),
        io: providers.io,
        monotonicMs: () => performance.now(),
        onError: (error) => console.error(error),
        ...options,
      }),
  });
}

/** Sets up a fake provider; gives its id. */
export async function setUp(w: World, url: string, over: object = {}): Promise<string> {
  const settings = { url, token: 'a-very-secret-token' };
  const body = { type: 'fake', name: url, settings, ...over };
  const answer = await w.call('POST', '/api/v1/message-providers', body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}
