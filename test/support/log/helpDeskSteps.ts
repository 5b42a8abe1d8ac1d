import { helpDesk, ownerOf, second } from '../helpDesk/helpDeskCalls.ts';
import type { Answer, World } from '../world.ts';

/** The calls by which requests of the help desk are approved, each made once. */
export const helpDeskSteps: Readonly<Record<string, (w: World) => Promise<Answer>>> = {
  async proveHelpDeskRequest(w) {
    const [desk, owner] = [await helpDesk(w), await ownerOf(w)];
    const asked = await desk.ask(owner.id, { approval: 'OWNER', factorId: owner.factorId });
    return desk.prove(owner.id, asked.body.id, { passCode: owner.app.code() });
  },

  async decideHelpDeskRequest(w) {
    const [desk, owner] = [await helpDesk(w), await ownerOf(w)];
    const asked = await desk.ask(owner.id, { approval: 'ADMINISTRATOR' });
    return (await second(w)).decide(owner.id, asked.body.id);
  },
};
