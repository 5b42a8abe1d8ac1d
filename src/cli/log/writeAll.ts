import { writeSync } from 'node:fs';

/** Milliseconds between tries to write to a pipe that is full, and how often that is tried. */
export const PAUSE_MS = 10;
const MOST_TRIES = 100;

/** Writes the whole text at once, also to a pipe that is full for a while; throws what the system says otherwise. */
export function writeAll(fd: number, text: string | Buffer): void {
  let rest = typeof text === 'string' ? Buffer.from(text) : text;
  for (let tries = 0; rest.length > 0 && tries < MOST_TRIES; ) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if ((error as { code?: string }).code !== 'EAGAIN') throw error;
      tries++;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
