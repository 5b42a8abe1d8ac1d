import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { newKey, readLink, statement } from '../support/devices/device.ts';
import { activePush, pendingPush, wireOf } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { type World, world } from '../support/world.ts';

const NAMES = [
  ...['transaction', 'decision', 'number', 'next', 'subscription', 'endpoint', 'keys', 'p256dh', 'auth'],
  ...['activation', 'user', 'factor', 'name', 'platform', 'version', 'aud', 'op', 'iat', 'jti', 'kid', 'jwk', 'crit'],
];
/** Values that break programs: text that databases, URLs and terminals choke on, and numbers that are too large. */
const hostile = fc.constantFrom<unknown>(
  ...[null, '', '\0', 'a\0b', '\ud800', [], {}, -1, 1e308, 'x'.repeat(5_000), 'https://[', 'http://127.0.0.1/x'],
);
const members = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.oneof(hostile, fc.jsonValue(), fc.dictionary(fc.constantFrom(...NAMES), hostile, { maxKeys: 3 })),
  { maxKeys: 4 },
);

for (const engine of ENGINES) {
  describe(`signed nonsense: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('whatever a device signs is answered or refused, and never makes the service fail', async () => {
      const { device } = await activePush(w);
      const { link } = await pendingPush(w);
      const wire = wireOf(w);
      const right: Readonly<Record<string, object>> = {
        enroll: { ...readLink(link), name: 'Phone', platform: 'IOS', version: '1' },
        answer: { transaction: `v2mst.${'a'.repeat(22)}`, decision: 'APPROVE' },
        key: { next: 'a.b.c' },
        subscription: { subscription: { endpoint: 'https://push.example/x', keys: { p256dh: 'a', auth: 'b' } } },
        transactions: {},
      };
      const send = (op: string, signed: string) =>
        op === 'transactions'
          ? device.read(signed)
          : wire.send('POST', `/device/v1/${op}`, { body: { statement: signed } });

      const signing = fc.asyncProperty(
        fc.constantFrom(...Object.keys(right)),
        members,
        fc.option(members, { freq: 2 }),
        async (op, odd, oddHeader) => {
          const key = op === 'enroll' ? newKey() : device.key;
          const header = op === 'enroll' ? { jwk: key.jwk } : { kid: device.kid };
          const claims = device.claims(op, { ...right[op], ...odd });
          const { status, body } = await send(op, statement({ ...header, ...oddHeader }, claims, key));
          assert.ok(status < 500, `${op}: ${status} ${JSON.stringify(body)}`);
        },
      );
      await fc.assert(signing, { numRuns: 300 });
    });
  });
}
