import { endpoint, eventHookRequest, path } from '../hooks/eventWorld.ts';
import type { Answer, World } from '../world.ts';

type Step = (w: World) => Promise<Answer>;

async function hookAfter(w: World, ...steps: readonly string[]): Promise<string> {
  const { body } = await w.call('POST', path, eventHookRequest('https://hooks.example.com/events'));
  const own = `${path}/${body.id}`;
  for (const step of steps) await w.call('POST', `${own}/lifecycle/${step}`);
  return own;
}

/** A call with success of each operation that changes an event hook itself. */
export const eventHookSteps: Readonly<Record<string, Step>> = {
  createEventHook: (w) => w.call('POST', path, eventHookRequest('https://hooks.example.com/events')),
  replaceEventHook: async (w) =>
    w.call('PUT', await hookAfter(w), eventHookRequest('https://hooks.example.com/others', { name: 'Others' })),
  deactivateEventHook: async (w) => w.call('POST', `${await hookAfter(w)}/lifecycle/deactivate`),
  activateEventHook: async (w) => w.call('POST', `${await hookAfter(w, 'deactivate')}/lifecycle/activate`),
  deleteEventHook: async (w) => w.call('DELETE', await hookAfter(w, 'deactivate')),
  async verifyEventHook(w) {
    const { url, close } = await endpoint();
    const { body } = await w.call('POST', path, eventHookRequest(url));
    const reply = await w.call('POST', `${path}/${body.id}/lifecycle/verify`);
    await close();
    return reply;
  },
};
