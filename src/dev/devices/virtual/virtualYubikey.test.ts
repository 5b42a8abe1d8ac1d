import assert from 'node:assert/strict';
import { createDecipheriv, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { createVirtualYubikey } from './virtualYubikey.ts';

const HEX = '0123456789abcdef';

function world() {
  let time = Temporal.Instant.from('2026-01-01T00:00:00Z');
  const key = createVirtualYubikey({ random: randomBytes, now: () => time });
  const open = (passCode: string) => {
    const hex = passCode.slice(12).replace(/./g, (letter) => HEX['cbdefghijklnrtuv'.indexOf(letter)] ?? '');
    const aes = createDecipheriv('aes-128-ecb', Buffer.from(key.seed.aesKey, 'hex'), null).setAutoPadding(false);
    const block = aes.update(hex, 'hex');
    return { usage: block.readUInt16LE(6), use: block.readUInt8(11), timestamp: block.readUIntLE(8, 3) };
  };
  return { key, open, wait: (by: Temporal.DurationLike) => (time = time.add(by)) };
}

test('each press counts, power that comes back starts another session, and time goes on in eighths of a second', () => {
  const { key, open, wait } = world();
  const first = open(key.press());
  wait({ seconds: 2 });
  const second = open(key.press());
  assert.deepEqual([first.usage, first.use, second.usage, second.use], [1, 0, 1, 1]);
  assert.equal((second.timestamp - first.timestamp + 0x1_00_00_00) % 0x1_00_00_00, 16);
  key.plug();
  const { usage, use } = open(key.press());
  assert.deepEqual([usage, use], [2, 0]);
});

test('after 256 presses the next is of another session, never one of the past', () => {
  const { key, open } = world();
  const counts = Array.from({ length: 300 }, () => open(key.press())).map(({ usage, use }) => usage * 256 + use);
  assert.deepEqual(
    counts,
    [...counts].sort((a, b) => a - b),
  );
  assert.equal(new Set(counts).size, 300);
});

test('every key has a seed of its own, of the form that the pool takes', () => {
  const [one, other] = [world().key.seed, world().key.seed];
  for (const seed of [one, other]) {
    assert.match(seed.serialNumber, /^\d{8}$/);
    assert.match(seed.publicId, /^[cbdefghijklnrtuv]{12}$/);
    assert.match(`${seed.privateId} ${seed.aesKey}`, /^[0-9a-f]{12} [0-9a-f]{32}$/);
  }
  assert.equal(new Set([...Object.values(one), ...Object.values(other)]).size, 8);
});
