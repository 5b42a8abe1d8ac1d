import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { crowd } from '../support/messages/crowd.ts';
import { guardedWorld, newcomer } from '../support/messages/guarded.ts';
import type { World } from '../support/world.ts';

const AT_ONCE = 25;

/** Replays an attack: so many new users, a number each, over some hours. */
async function replay(
  w: World,
  attack: number,
  { number, address, hours }: { number(n: number): string; address(n: number): string | undefined; hours: number },
): Promise<Map<string, number>> {
  const heard = new Map<string, number>();
  const batches = attack / AT_ONCE;
  for (let batch = 0; batch < batches; batch++) {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) => newcomer(w, number(batch * AT_ONCE + n), address(batch * AT_ONCE + n))),
    );
    for (const { answer } of answers) {
      const key = answer.body.errorCode ?? 'sent';
      heard.set(key, (heard.get(key) ?? 0) + 1);
    }
    w.clock.advance({ milliseconds: Math.round((hours * 3_600_000) / batches) });
  }
  return heard;
}

const digits = (n: number, length: number) => String(n).padStart(length, '0');
/** Twenty blocks of ten thousand numbers, each far from the others. */
const prefix = (n: number) => `${[50, 51, 55][n % 3]}${2 + Math.floor(n / 3)}00`;
const address = (n: number) => `203.0.${(n >> 8) % 256}.${n % 256}`;

for (const engine of ENGINES) {
  const attack = crowd(engine, 5_000);
  describe(`attack: messages pumped to numbers nobody has: ${engine}`, () => {
    const cases = [
      { what: 'from many addresses within an hour', address, hours: 1 },
      { what: 'from one address over a day', address: () => '198.51.100.7', hours: 24 },
      { what: 'by a caller that reports no address, at once', address: () => undefined, hours: 0 },
    ] as const;
    // What is slow to tell apart there is the same SQL: on PostgreSQL one replay shows it.
    for (const { what, ...rest } of engine === 'sqlite' ? cases : cases.slice(0, 1)) {
      test(`${attack} enrollments over one prefix ${what} end within 50 messages`, async () => {
        const w = await guardedWorld(engine);
        const heard = await replay(w, attack, { number: (n) => `+99440123${digits(n, 4)}`, ...rest });
        assert.ok(w.sent.length >= 10 && w.sent.length <= 50, `${w.sent.length} messages`);
        assert.equal(heard.get('sent'), w.sent.length);
        assert.equal((heard.get('E0000150') ?? 0) + (heard.get('E0000204') ?? 0), attack - w.sent.length);
        await w.close();
      });
    }

    test(`${attack} enrollments over 20 prefixes of one country end by the share of codes that come back`, async () => {
      const w = await guardedWorld(engine);
      const heard = await replay(w, attack, {
        number: (n) => `+994${prefix(n % 20)}${digits(Math.floor(n / 20), 4)}`,
        address,
        hours: 3,
      });
      // A hundred, and what wears off in three hours.
      assert.ok(w.sent.length >= 100 && w.sent.length <= 130, `${w.sent.length} messages`);
      assert.deepEqual(Object.fromEntries(heard), { sent: w.sent.length, E0000150: attack - w.sent.length });
      const blocked = await w.engine.read({
        text: "select reason, country, count(*) as n from messages where status = 'BLOCKED' group by reason, country",
        values: [],
      });
      const paused = blocked.find(({ reason, country }) => reason === 'COUNTRY_UNVERIFIED' && country === 'AZ');
      assert.ok(Number(paused?.n) > attack - 200, JSON.stringify(blocked));
      await w.close();
    });
  });
}
