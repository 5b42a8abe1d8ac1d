import { after, beforeEach } from 'node:test';
import type { EngineName } from './engines.ts';
import { type World, world } from './world.ts';

/** Gives every test of a `describe` a new world; the last one is closed after them. */
export function eachWorld(engine: EngineName, begin: (w: World) => void | Promise<void>): void {
  let w: World | undefined;
  beforeEach(async () => {
    await w?.close();
    w = await world(engine);
    await begin(w);
  });
  after(() => w?.close());
}
