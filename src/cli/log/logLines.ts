import { writeSync } from 'node:fs';
import { pino } from 'pino';

const MOST_CHARACTERS = 16_000;
const MOST_MS = 200;
/** Milliseconds between tries to write to a pipe that is full, and how often that is tried. */
const PAUSE_MS = 10;
const MOST_TRIES = 100;

/** The place lines are handed on to. */
interface Destination {
  /** Writes in the background. */
  write(lines: string): unknown;
  /** Writes what it was given before. */
  flushSync(): void;
  /** Writes at once, at the end of the process. */
  writeSync(lines: string): void;
}

/** An open file as a destination. A write in the background that begins when the process ends may never be made. */
export function createDestination(fd: number): Destination {
  const background = pino.destination({ fd, sync: false });
  return {
    write: (lines) => background.write(lines),
    flushSync: () => background.flushSync(),
    writeSync: (lines) => writeAll(fd, lines),
  };
}

/** The output of a logger. */
interface LogLines {
  write(line: string): void;
  flushSync(): void;
}

/** Hands lines on in larger portions: the destination looks at each that it is given. */
export function createLogLines(destination: Destination): LogLines {
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;

  function take(): string {
    clearTimeout(timer);
    timer = undefined;
    const lines = waiting;
    waiting = '';
    return lines;
  }

  const pass = () => destination.write(take());

  return {
    write(line) {
      waiting += line;
      if (waiting.length > MOST_CHARACTERS) pass();
      else timer ??= setTimeout(pass, MOST_MS).unref();
    },
    flushSync() {
      destination.flushSync();
      destination.writeSync(take());
    },
  };
}

function writeAll(fd: number, text: string): void {
  let rest = Buffer.from(text);
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
