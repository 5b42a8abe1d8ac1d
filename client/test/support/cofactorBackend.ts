import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import type { EngineName } from '../../../test/support/engines.ts';
import { person } from '../../../test/support/users/people.ts';
import { world } from '../../../test/support/world.ts';
import type { Backend } from './backend.ts';

/** Cofactor itself, over HTTP. */
export async function cofactorBackend(engine: EngineName): Promise<Backend> {
  const w = await world(engine);
  await w.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = w.app.server.address() as AddressInfo;
  const to = (number: string) => w.sent.filter((message) => message.to === number);
  return {
    name: `Cofactor on ${engine}`,
    keepsOldPhone: true,
    options: { url: `http://127.0.0.1:${port}`, token: w.token },
    newUser: async () => (await person(w)).id,
    code: (number) => to(number).at(-1)?.values.code ?? assert.fail(`nothing was sent to ${number}`),
    messages: (number) => to(number).length,
    advance: (seconds) => w.clock.advance({ seconds }),
    breakDelivery(on) {
      const failed = { accepted: false, reason: 'PROVIDERS_FAILED', attempts: [] } as const;
      w.receipt = on ? failed : { accepted: true, attempts: [] };
    },
    close: () => w.close(),
  };
}
