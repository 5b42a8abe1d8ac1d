import assert from 'node:assert/strict';
import { createVault } from '../../../src/crypto/vault.ts';
import { createStore } from '../../../src/store/createStore.ts';
import type { Engine } from '../../../src/store/engine.ts';

/** The time at which tests of retention begin. */
export const t0 = Temporal.Instant.from('2026-06-01T00:00:00Z');
export const days = (n: number) => ({ hours: 24 * n });
export const vault = createVault([new Uint8Array(32)]);

/** Entries and messages, one for each day before an instant, the oldest first, with a reference of a provider each. */
export async function fill(engine: Engine, many: number, before = t0): Promise<void> {
  const store = createStore(engine, vault);
  for (let n = many; n > 0; n--) {
    const at = before.subtract(days(n)).add({ hours: 1 });
    const id = `m${String(n).padStart(4, '0')}`;
    const entry = { at, event: 'cofactor.factor.challenge', outcome: 'SUCCESS', userId: 'u1', requestId: id } as const;
    const attempts = [{ provider: 'p', name: 'P', reference: id, result: 'ACCEPTED', milliseconds: 1 } as const];
    const message = {
      ...({ id, userId: `u${n % 7}`, factorId: 'f', channel: 'sms', purpose: 'verify', recipient: '+1XX' } as const),
      ...({ status: 'QUEUED', attempts: [], created: at, expires: at, requestId: 'r' } as const),
    };
    const receipt = { accepted: true, attempts } as const;
    const applied = await store.apply([
      { do: 'log', entry },
      { do: 'insertMessage', message, to: '+18024482036' },
      { do: 'sentMessage', userId: message.userId, id, receipt, at },
    ]);
    assert.equal(applied, 'done');
  }
}

/** Numbers of what is left of it. */
export async function counts(engine: Engine): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const [name, text] of [
    ['log', "select count(*) as n from log where event = 'cofactor.factor.challenge'"],
    ['messages', 'select count(*) as n from messages'],
    ['references', 'select count(*) as n from message_references'],
  ] as const) {
    found[name] = Number((await engine.read({ text, values: [] }))[0]?.n);
  }
  return found;
}

/** What the log says about the system: types and details of events. */
export const events = async (engine: Engine) =>
  (await createStore(engine, vault).log.ofUser('')).map(({ event, detail }) => [event, detail]);
