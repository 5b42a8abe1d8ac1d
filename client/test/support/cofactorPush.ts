import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { activePush } from '../../../test/support/devices/pushCalls.ts';
import type { EngineName } from '../../../test/support/engines.ts';
import { world } from '../../../test/support/world.ts';
import type { OnPhone, PushBackend, PushUser } from './pushBackend.ts';

/** Cofactor itself, over HTTP, with a device as docs/device-api.md has it. */
export async function cofactorPush(engine: EngineName): Promise<PushBackend> {
  const w = await world(engine);
  await w.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = w.app.server.address() as AddressInfo;
  return {
    options: { url: `http://127.0.0.1:${port}`, token: w.token },
    oneAtATime: true,
    async newUser(): Promise<PushUser> {
      const { user, id, device, calls } = await activePush(w);
      const waiting = async () =>
        (await device.transactions()).body.transactions as { id: string; numbers?: number[] }[];
      async function answer(how: OnPhone): Promise<void> {
        let [asked] = await waiting();
        for (let looks = 0; !asked && looks < 100; looks++, [asked] = await waiting()) await sleep(20);
        assert.ok(asked, 'nobody was asked');
        const { body } = await calls.transaction(id, asked.id);
        const right = body._embedded?.challenge.correctAnswer as number | undefined;
        const number = how === 'pickWrong' ? asked.numbers?.find((one) => one !== right) : right;
        const decision = how === 'deny' ? 'DENY' : 'APPROVE';
        const reply = await device.answer(asked.id, decision, number === undefined ? {} : { number });
        assert.equal(reply.status, 200, JSON.stringify(reply.body));
      }
      return { userId: user.id, factorId: id, answer, waiting: async () => (await waiting()).length };
    },
    advance: (seconds) => w.clock.advance({ seconds }),
    close: () => w.close(),
  };
}
