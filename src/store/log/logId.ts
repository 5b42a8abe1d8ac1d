import crypto from 'node:crypto';

let last = '';
let count = 0;

/**
 * Ids of log entries in the order in which they are asked for: UUIDv7 with a counter for those of one millisecond
 * (RFC 9562 section 6.2, method 1). A clock that is set back does not reorder them.
 */
export function nextLogId(): string {
  const drawn = draw();
  const time = drawn.slice(0, TIME_END);
  if (time > last) {
    last = time;
    count = 0;
  } else {
    count = Math.min(count + 1, MAX_COUNT);
  }
  return `${last}-7${count.toString(16).padStart(3, '0')}${drawn.slice(COUNT_END)}`;
}

/** `tttttttt-tttt-7ccc-…`: where the time ends and where the counter does. */
const TIME_END = 13;
const COUNT_END = 18;
const MAX_COUNT = 0xfff;

/** Node.js 22 and 24 have no UUIDv7 of their own. */
const draw: () => string = typeof crypto.randomUUIDv7 === 'function' ? () => crypto.randomUUIDv7() : drawByHand;

/** A UUIDv7 (RFC 9562 section 5.7) of the milliseconds since 1970 and the random part of a UUIDv4. */
export function drawByHand(): string {
  const time = Math.floor(performance.timeOrigin + performance.now())
    .toString(16)
    .padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}
